/** What a page of the portal knows: who signs in, what is ordered, which callback and which metadata it hands over. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseActivationCode } from '../../../src/models/activation-code.ts';
import { makeIccid, portalTransactionId } from '../../../src/models/identifiers.ts';
import { type CallbackMethod, callbackMethods } from '../../../src/models/messages/callbacks.ts';
import {
  moDirectStatuses,
  parsePurchaseMetadata,
  purchaseMetadataMistakes,
} from '../../../src/models/messages/purchase-metadata.ts';
import {
  callbackOf,
  type PageContent,
  type PageSession,
  purchaseMetadataOf,
} from '../../../src/models/operator/portal-page.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { contoso, portalStep } from '../small-world.ts';

const code = '1$smdp.contoso.example$CNTS-0001-7Q';
const iccid = makeIccid({ mcc: '999', mnc: '01', account: 1 });
const transactionId = portalTransactionId(1, 0, 0, 0);
const sold: PageSession = {
  state: 'completed',
  bought: 1,
  charged: true,
  signedIn: true,
  hasLine: false,
  trouble: undefined,
};
const open: PageSession = { ...sold, state: 'open', bought: 0, charged: false, signedIn: false };
const content: PageContent = {
  portal: contoso.portal,
  planName: '2 GB',
  transactionId,
  iccid,
  isKnown: false,
  activationCode: code,
  context: undefined,
};
const step = portalStep('fulfil', 'done', { order: 'esim' });
const call = (method: CallbackMethod, more: Partial<PageContent> = {}, at = step, session = sold) =>
  callbackOf(session, { ...content, ...more }, at, method);

describe('the callback of a page', () => {
  it('comes from the host of the page that has it', () => {
    const elsewhere = { ...contoso.portal, callbackHost: 'cdn.contoso.example' };
    expect(call('notifyProfileDownload', { portal: elsewhere }).host).toBe('cdn.contoso.example');
  });

  it('notifyProfileDownload has an activation code, and minutes until the toast where the download is delayed', () => {
    expect(call('notifyProfileDownload')).toEqual({
      method: 'notifyProfileDownload',
      host: 'portal.contoso.example',
      metadata: expect.any(String),
      activationCode: code,
    });
    const delayed = { ...step, downloadDelay: minutes(15) };
    expect(call('notifyProfileDownload', {}, delayed).downloadDelay).toBe(15);
    expect(call('notifyProfileDownload', {}, { ...step, downloadDelay: seconds(61) }).downloadDelay).toBe(2);
  });

  it('notifyPurchaseWithProfileDownload has an activation code and minutes until the first registration', () => {
    const waits = { ...step, networkRegistrationInterval: minutes(47) };
    expect(call('notifyPurchaseWithProfileDownload', {}, waits)).toMatchObject({
      activationCode: code,
      networkRegistrationInterval: 47,
    });
    expect(call('notifyPurchaseWithProfileDownload').networkRegistrationInterval).toBe(0);
  });

  it('notifyBalanceAddition names the profile only where another one is meant', () => {
    const balance = portalStep('add', 'done', { order: 'balance' });
    expect(call('notifyBalanceAddition', {}, balance)).not.toHaveProperty('iccid');
    expect(call('notifyBalanceAddition', {}, { ...balance, withIccid: true }).iccid).toBe(iccid);
  });

  it('notifyOperationCancel names the operation that it cancels', () => {
    expect(call('notifyOperationCancel', { context: 3 }).context).toBe(3);
    expect(call('notifyOperationCancel')).not.toHaveProperty('context');
  });

  it('notifyInlineProfileDownload, the legacy form, is the code without a delay', () => {
    const delayed = { ...step, downloadDelay: minutes(15) };
    const callback = call('notifyInlineProfileDownload', {}, delayed);
    expect(callback.activationCode).toBe(code);
    expect(callback).not.toHaveProperty('downloadDelay');
  });

  it('notifyPurchaseResult, the legacy form, is one JSON text for every outcome', () => {
    expect(JSON.parse(call('notifyPurchaseResult').metadata)).toEqual({
      ver: '1',
      purchaseResult: expect.stringContaining('"moDirectStatus":"Complete"'),
      success: true,
      transactionId,
      activationCode: code,
      iccid,
    });
    const cancelled = call('notifyPurchaseResult', { activationCode: undefined }, step, open);
    const payload = JSON.parse(cancelled.metadata);
    expect(payload).toMatchObject({ success: false, activationCode: '', iccid: '' });
    expect(JSON.parse(payload.purchaseResult)).toMatchObject({ userAccount: 'Bailed', moDirectStatus: 'Bailed' });
  });

  it('writes the activation code in the form of this portal; only the plain one can be read by the app', () => {
    const codes = (['plain', 'withPrefix', 'withConfirmation'] as const).map(
      activationCode =>
        call('notifyProfileDownload', { portal: { ...contoso.portal, activationCode } }).activationCode!,
    );
    expect(codes).toEqual([code, `LPA:${code}`, `${code}$$1`]);
    expect(codes.map(one => parseActivationCode(one).ok)).toEqual([true, false, false]);
  });
});

describe('the metadata of a callback', () => {
  const told = (
    session: Partial<PageSession>,
    more: Partial<PageContent> = {},
    at = step,
    method = callbackMethods[3],
  ) => purchaseMetadataOf({ ...open, ...session }, { ...content, ...more }, at, method);

  it('of a first purchase that went through is new in everything, with the plan', () => {
    expect(told(sold)).toEqual({
      userAccount: 'New',
      purchaseInstrument: 'New',
      line: 'New',
      moDirectStatus: 'Complete',
      planName: '2 GB',
    });
  });

  it('of a further one names account and instrument as existing, and of balance the line', () => {
    const balance = portalStep('add', 'done', { order: 'balance' });
    expect(told({ ...sold, bought: 2 }, { isKnown: true }, balance)).toMatchObject({
      userAccount: 'Existing',
      purchaseInstrument: 'Existing',
      line: 'Existing',
    });
  });

  it.each([
    [{ state: 'idle' }, ['None', 'None', 'None']],
    [{}, ['Bailed', 'None', 'None']],
    [{ signedIn: true }, ['New', 'Bailed', 'None']],
    [{ signedIn: true, charged: true, state: 'paid' }, ['New', 'New', 'Bailed']],
  ] as const)('of a buyer who leaves %j says at which of account, instrument and line', (session, results) => {
    const { userAccount, purchaseInstrument, line, moDirectStatus, planName } = told(session);
    expect([userAccount, purchaseInstrument, line]).toEqual(results);
    expect([moDirectStatus, planName]).toEqual(['None', '']);
  });

  it('says what went wrong last', () => {
    expect(told({ trouble: 'BillingError' }).moDirectStatus).toBe('BillingError');
  });

  it('breaks none of the documented rules, however the session stands', () => {
    const sessions = fc.record({
      state: fc.constantFrom('idle', 'open', 'paid', 'error', 'ordering', 'orderFailed', 'completed', 'closed'),
      bought: fc.nat(3),
      charged: fc.boolean(),
      signedIn: fc.boolean(),
      hasLine: fc.boolean(),
      trouble: fc.constantFrom(undefined, ...moDirectStatuses.filter(one => one !== 'Complete' && one !== 'Bailed')),
    });
    fc.assert(
      fc.property(sessions, fc.constantFrom(...callbackMethods), fc.boolean(), (session, method, isKnown) => {
        const callbacks = method.startsWith('notifyInline') || method === 'notifyPurchaseResult' ? 'legacy' : 'current';
        const metadata = purchaseMetadataOf(session, { ...content, isKnown }, step, method);
        expect(purchaseMetadataMistakes(metadata, callbacks)).toEqual([]);
        const { metadata: text } = callbackOf(session, { ...content, isKnown }, step, method);
        if (method !== 'notifyPurchaseResult') expect(parsePurchaseMetadata(text, callbacks).ok).toBe(true);
      }),
    );
  });
});
