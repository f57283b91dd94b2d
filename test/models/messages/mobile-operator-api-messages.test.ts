import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imeiOfDevice, makeIccid, mobileOperatorApiTransactionId } from '../../../src/models/identifiers.ts';
import {
  type Balance,
  balanceTypes,
  getBalanceBody,
  getBalanceQueryMistake,
  getBalanceRequest,
  getNotificationsBody,
  getNotificationsRequest,
  getOffersBody,
  getOffersRequest,
  notificationTypeOfSms,
  notificationTypes,
  parseGetBalanceBody,
  parseGetNotificationsBody,
  parseSimId,
} from '../../../src/models/messages/mobile-operator-api-messages.ts';
import { bytes, days, hours, megabytes, microseconds, seconds } from '../../../src/sim/index.ts';

const iccid = makeIccid({ mcc: '999', mnc: '01', account: 1 });
const transactionId = mobileOperatorApiTransactionId(0, 0, 0, 1);
const imei = imeiOfDevice(123456);

const prepaid: Balance = {
  id: 'C-7001',
  type: 'MODIRECTPAYG',
  dataRemaining: megabytes(512.5),
  timeRemaining: microseconds(days(6) + hours(4)),
};

describe('GetBalance', () => {
  it('asks for the balances of one SIM and names the request', () => {
    expect(
      getBalanceRequest('api.contoso.example', iccid, transactionId, {
        fieldsTemplate: 'basic',
        limit: 1,
        location: 'DE',
      }),
    ).toEqual({
      line: 'GET https://api.contoso.example/sims/8999901000000000013/balances?fieldsTemplate=basic&limit=1&location=DE',
      headers: { 'X-MS-DM-TransactionId': 'MSFT-00000000-0000-4000-8000-000000000001' },
    });
  });

  it('may leave out any parameter', () => {
    expect(getBalanceRequest('api.contoso.example', iccid, transactionId).line).toBe(
      'GET https://api.contoso.example/sims/8999901000000000013/balances',
    );
  });

  it('is answered with type, data in MB and time for a prepaid balance', () => {
    expect(getBalanceBody([prepaid])).toBe(
      '{"balances":[{"id":"C-7001","type":"MODIRECTPAYG","dataRemainingInMB":512.5,"timeRemaining":"P6DT4H"}]}',
    );
  });

  it('is answered with 0 and PT0S for a SIM without a plan', () => {
    const none: Balance = { id: 'C-1', type: 'NONE', dataRemaining: bytes(0), timeRemaining: seconds(0) };
    expect(getBalanceBody([none])).toBe(
      '{"balances":[{"id":"C-1","type":"NONE","dataRemainingInMB":0,"timeRemaining":"PT0S"}]}',
    );
  });

  it.each(['MODIRECT', 'NOTSUPPORTED'] as const)('is answered with the type alone for %s', type => {
    expect(getBalanceBody([{ id: 'C-1', type }])).toBe(`{"balances":[{"id":"C-1","type":"${type}"}]}`);
  });

  it('returns as many balances as the limit allows, and all without one', () => {
    const two = [prepaid, { ...prepaid, id: 'C-7002' }];
    expect(JSON.parse(getBalanceBody(two, { limit: 1 })).balances).toHaveLength(1);
    expect(JSON.parse(getBalanceBody(two)).balances).toHaveLength(2);
  });

  it('says where the balance is valid when all fields are asked for', () => {
    const body = JSON.parse(getBalanceBody([prepaid], { fieldsTemplate: 'full' }, ['DE', 'AT']));
    expect(body.balances[0].locations).toEqual(['DE', 'AT']);
  });

  it('is read back as it was written', () => {
    const whatRemains = fc.record({
      id: fc.string(),
      type: fc.constantFrom('MODIRECTPAYG' as const, 'NONE' as const),
      dataRemaining: fc.nat({ max: 1e15 }).map(bytes),
      timeRemaining: fc.nat({ max: 1e9 }).map(seconds),
    });
    const bare = fc.record({ id: fc.string(), type: fc.constantFrom('MODIRECT' as const, 'NOTSUPPORTED' as const) });
    fc.assert(
      fc.property(fc.array(fc.oneof(whatRemains, bare)), balances => {
        expect(parseGetBalanceBody(getBalanceBody(balances))).toEqual({ ok: true, value: balances });
      }),
    );
  });

  it('is read with the other spelling of the samples', () => {
    const text = '{"balances":[{"id":"1","type":"MODIRECTPAYG","dataRemaininginMB":1,"timeRemaining":"PT1H"}]}';
    expect(parseGetBalanceBody(text)).toEqual({
      ok: true,
      value: [{ id: '1', type: 'MODIRECTPAYG', dataRemaining: megabytes(1), timeRemaining: hours(1) }],
    });
  });

  it.each([
    ['<html>', 'the body is not JSON'],
    ['{}', 'the body has no list "balances"'],
    ['{"balances":[1]}', 'a balance is not an object'],
    ['{"balances":[{"type":"PAYG"}]}', `type is "PAYG"; expected one of: ${balanceTypes.join(', ')}`],
    ['{"balances":[{"type":"NONE","dataRemainingInMB":-1}]}', 'dataRemainingInMB is not a number from 0'],
  ])('with the answer %s is unreadable', (text, reason) => {
    expect(parseGetBalanceBody(text)).toEqual({ ok: false, reason });
  });

  it('with a duration in months is unreadable', () => {
    expect(parseGetBalanceBody('{"balances":[{"type":"NONE","timeRemaining":"P1M"}]}').ok).toBe(false);
  });

  it.each([
    [{ location: 'XX' }, 'location is "XX"; expected a known country'],
    [{ location: '49' }, 'location is "49"; expected a known country'],
    [{ limit: '-1' }, 'limit is "-1"; expected a whole number from 0 to 2147483647'],
    [{ limit: '2147483648' }, 'limit is "2147483648"; expected a whole number from 0 to 2147483647'],
    [{ fieldsTemplate: 'some' }, 'fieldsTemplate is "some"; expected basic or full'],
  ])('with the query %j is a mistake, answered 400', (query, mistake) => {
    expect(getBalanceQueryMistake(query, ['DE', 'US'], false)).toBe(mistake);
  });

  it.each([{}, { location: '' }, { location: 'US' }, { limit: '0' }, { fieldsTemplate: 'full', limit: '2147483647' }])(
    'with the query %j is sound',
    query => {
      expect(getBalanceQueryMistake(query, ['DE', 'US'], true)).toBeUndefined();
    },
  );

  it('knows a location in lower case unless it is strict', () => {
    expect(getBalanceQueryMistake({ location: 'us' }, ['US'], false)).toBeUndefined();
    expect(getBalanceQueryMistake({ location: 'us' }, ['US'], true)).toBeDefined();
  });

  it('may name the SIM with the prefix iccid:', () => {
    for (const simId of [iccid, `iccid:${iccid}`, `iccid: ${iccid}`])
      expect(parseSimId(simId)).toEqual({ ok: true, value: iccid });
    expect(parseSimId('imsi:001010123456789').ok).toBe(false);
  });
});

describe('GetOffers and GetNotifications', () => {
  it('ask with limit and IMEI', () => {
    expect(getOffersRequest('api.contoso.example', iccid, imei, transactionId).line).toBe(
      'GET https://api.contoso.example/sims/8999901000000000013/offers?limit=1&imei=359999001234566',
    );
    expect(getNotificationsRequest('api.contoso.example', iccid, imei, 'lowBalance', transactionId).line).toBe(
      'GET https://api.contoso.example/sims/8999901000000000013/notifications' +
        '?notificationType=lowBalance&limit=1&imei=359999001234566',
    );
  });

  it('are answered with a gateway and with a notification', () => {
    expect(getOffersBody(['0'])).toBe('{"offers":[{"gatewayId":"0"}]}');
    expect(getNotificationsBody([{ notificationId: 1, notificationType: 'lowBalance' }])).toBe(
      '{"notifications":[{"notificationId":1,"notificationType":"lowBalance"}]}',
    );
  });
});

describe('the answer to GetNotifications', () => {
  it('is read with ids as texts, whichever way they are written, and with types in any case', () => {
    const text =
      '{"notifications":[{"notificationId":1,"notificationType":"lowBalance"},{"notificationId":"n-2","notificationType":"TRIALENDED"}]}';
    expect(parseGetNotificationsBody(text)).toEqual({
      ok: true,
      value: [
        { notificationId: '1', notificationType: 'lowBalance' },
        { notificationId: 'n-2', notificationType: 'trialEnded' },
      ],
    });
  });

  it('is read back as it was written, but for ids, which are texts', () => {
    const one = fc.record({ notificationId: fc.nat(), notificationType: fc.constantFrom(...notificationTypes) });
    fc.assert(
      fc.property(fc.array(one), list => {
        const value = list.map(({ notificationId, notificationType }) => ({
          notificationId: String(notificationId),
          notificationType,
        }));
        expect(parseGetNotificationsBody(getNotificationsBody(list))).toEqual({ ok: true, value });
      }),
    );
  });

  it.each([
    ['<html>', 'the body is not JSON'],
    ['{}', 'the body has no list "notifications"'],
    ['{"notifications":[7]}', 'a notification is not an object'],
    ['{"notifications":[{"notificationType":"lowBalance"}]}', 'notificationId is neither text nor number'],
    [
      '{"notifications":[{"notificationId":1,"notificationType":"none"}]}',
      `notificationType is "none"; expected one of: ${notificationTypes.join(', ')}`,
    ],
  ])('%s is unreadable', (text, reason) => {
    expect(parseGetNotificationsBody(text)).toEqual({ ok: false, reason });
  });
});

describe('the SMS of Mobile Plans', () => {
  it.each(notificationTypes)('mobileplans://%s names a notification, in any case', type => {
    for (const text of [`mobileplans://${type}`, `MobilePlans://${type.toUpperCase()}`, ` mobileplans://${type}/ `])
      expect(notificationTypeOfSms(text)).toBe(type);
  });

  it.each(['mobileplans://', 'mobileplans://cheapBalance', 'lowBalance', 'https://lowBalance', 'Hello'])(
    '%s names none',
    text => {
      expect(notificationTypeOfSms(text)).toBeUndefined();
    },
  );
});
