/** SMS-DELIVER, SMS-SUBMIT and SMS-STATUS-REPORT: published examples, and what is cut or corrupt. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDeliver, encodeDeliver } from '../../../../src/models/messages/sms/deliver.ts';
import { toHex } from '../../../../src/models/messages/sms/octet-reader.ts';
import { formatTimeStamp } from '../../../../src/models/messages/sms/service-centre-time-stamp.ts';
import { smsAddress } from '../../../../src/models/messages/sms/sms-address.ts';
import {
  decodeStatusReport,
  encodeStatusReport,
  statusOutcome,
} from '../../../../src/models/messages/sms/status-report.ts';
import { decodeSubmit, encodeSubmit } from '../../../../src/models/messages/sms/submit.ts';
import { writeData, writeText } from '../../../../src/models/messages/sms/user-data.ts';
import { relativeValidity, relativeValidityOctet } from '../../../../src/models/messages/sms/validity-period.ts';
import { days, hours, microseconds, minutes, seconds } from '../../../../src/sim/units.ts';
import {
  delivers,
  statusReports,
  submits,
  textCodings,
  timeStamps,
  valueIn,
  waitingCodings,
} from './generated-texts.ts';

const howAreYou = '07911326040000F0040B911346610089F60000208062917314080CC8F71D14969741F977FD07';
const hellohello = '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37';

const deliver = (hex: string) => valueIn(decodeDeliver(hex));
const submit = (hex: string) => valueIn(decodeSubmit(hex));
const text = (of: string, alphabet: 'gsm7Bit' | 'ucs2' = 'gsm7Bit') => valueIn(writeText(of, alphabet));

describe('a published SMS-DELIVER', () => {
  it('asks how you are', () => {
    const read = deliver(howAreYou);
    expect(read).toMatchObject({
      serviceCentre: { type: 'international', plan: 1, text: '+31624000000' },
      sender: { type: 'international', plan: 1, text: '+31641600986' },
      protocolIdentifier: 0,
      coding: { alphabet: 'gsm7Bit', messageClass: undefined },
      text: 'How are you?',
      concatenation: undefined,
      moreToSend: false,
    });
    expect(formatTimeStamp(read.timeStamp)).toBe('2002-08-26T19:37:41+00:00');
  });

  it('says hello twice, two hours ahead of UTC', () => {
    const read = deliver(hellohello);
    expect(read.text).toBe('hellohello');
    expect(read.sender).toEqual({ type: 'subscriber', plan: 8, text: '27838890001' });
    expect(formatTimeStamp(read.timeStamp)).toBe('1999-03-29T15:16:59+02:00');
  });

  it('is in Chinese', () => {
    const read = deliver('07914306073011F0040B914316709807F2000880604290224080084E2D5174901A8BAF');
    expect(read).toMatchObject({ text: '中兴通讯', sender: { text: '+34610789702' }, coding: { alphabet: 'ucs2' } });
  });

  it('comes from a name of odd and of even length', () => {
    expect(
      deliver(
        '07919471060040340409D0C6A733390400009060920173018093CC74595C96838C4F6772085AD6DDE4320B444E9741D4B03C6D7EC3E9E9B71B9474D3CB727799DEA286CFE5B9991DA6CBC3F432E85E9793CBA0F09A9EB6A7CB72BA0B9474D3CB727799DE72D6E9FABAFB0CBAA7E56490BA4CD7D34170F91BE4ACD3F575F7794E0F9F4161F1B92C2F8FD1EE32DD054AA2E520E3D3991C82A8E5701B',
      ),
    ).toMatchObject({
      sender: { type: 'alphanumeric', text: 'FONIC' },
      text: 'Lieber FONIC Kunde, die Tarifoption Internet-Tagesflatrate wurde aktiviert. Internet-Nutzung wird jetzt pro Nutzungstag abgerechnet. Ihr FONIC Team',
    });
    expect(
      deliver(
        '07919333852804000412D0F7FBDD454FB75D693A0000903002801153402BCD301E9F0605D9E971191483C140412A35690D52832063D2F9040599A058EE05A3BD6430580E',
      ),
    ).toMatchObject({ sender: { text: 'www.tim.it' }, text: 'Maxxi Alice 100 ATTIVATA FINO AL 19/04/2009' });
  });

  it('is part of a long message with a euro sign', () => {
    expect(
      deliver(
        '07919471227210244405852122F039F1015062712181804F050003190202E4E8309B5E7683DAFC319A5E76B340F73D9A5D7683A6E93268FD9ED3CB6EF67B0E5AD172B19B2C2693C9602E90355D6683A6F0B007946E8382F5393BEC26BB00',
      ),
    ).toMatchObject({
      text: 'rhalten möchten, wählen Sie kostenlos +4917212220. Viel Spaß im Ausland.',
      sender: { text: '12220' },
      concatenation: { reference: 25, referenceBits: 8, total: 2, part: 2 },
    });
  });

  it('fills seven bits that are left over with a carriage return, which is no character', () => {
    const read = deliver(
      '07919107739667F9040B918185141232F400000210413141114A17B0D82B4603C170BA580DA4B0D56031D98C56B3DD1A',
    );
    expect(read.text).toHaveLength(0x17);
    expect(read.text).toMatch(/1234567$/);
  });
});

describe('SMS-SUBMIT', () => {
  const recipient = smsAddress('+34616585119');

  it.each([
    ['without validity', { recipient, userData: text('hola') }, '0001000B914316565811F9000004E8373B0C'],
    ['for 4 days', { recipient, validity: days(4), userData: text('hola') }, '0011000B914316565811F90000AA04E8373B0C'],
    [
      'by a message centre',
      { serviceCentre: smsAddress('+34646456456'), recipient, userData: text('hola') },
      '07914346466554F601000B914316565811F9000004E8373B0C',
    ],
    [
      'of class 0',
      { recipient: smsAddress('+34654123456'), coding: { messageClass: 0 as const }, userData: text('hey yo') },
      '0001000B914356143254F6001006E8721E947F03',
    ],
    [
      'of class 3',
      { recipient: smsAddress('+34654123456'), coding: { messageClass: 3 as const }, userData: text('hey yo') },
      '0001000B914356143254F6001306E8721E947F03',
    ],
    [
      'with a status report',
      { recipient: smsAddress('+34654123456'), requestStatusReport: true, userData: text('hey yo') },
      '0021000B914356143254F6000006E8721E947F03',
    ],
    [
      'in Japanese',
      { serviceCentre: smsAddress('+34646456456'), recipient, userData: text('あ叶葉', 'ucs2') },
      '07914346466554F601000B914316565811F9000806304253F68449',
    ],
    [
      'in Russian to a number of odd length',
      { recipient: smsAddress('655345678'), validity: days(4), userData: text('Русский', 'ucs2') },
      '001100098156355476F80008AA0E0420044304410441043A04380439',
    ],
    [
      'hellohello',
      { recipient: smsAddress('+46708251358'), validity: days(4), userData: text('hellohello') },
      '0011000B916407281553F80000AA0AE8329BFD4697D9EC37',
    ],
  ])('%s is written as published', (_, message, hex) => {
    expect(encodeSubmit(message)).toEqual({ ok: true, value: hex });
  });

  it('carries eight-bit data, which is no text', () => {
    const hex = '07914400000000F001000B811000000000F000040B48692074686572652E2E2E';
    const read = submit(hex);
    expect(read).toMatchObject({ text: undefined, recipient: { type: 'unknown', text: '01000000000' } });
    expect(String.fromCharCode(...read.octets)).toBe('Hi there...');
    const again = encodeSubmit({
      serviceCentre: smsAddress('+44000000000'),
      recipient: smsAddress('01000000000'),
      userData: valueIn(writeData(read.octets)),
    });
    expect(again).toEqual({ ok: true, value: hex });
  });

  it('may name the moment until which it is valid', () => {
    const { validity } = submit('0019000B914316565811F900000170520251930004E8373B0C');
    expect(validity?.kind === 'absolute' && formatTimeStamp(validity.until)).toBe('2010-07-25T20:15:39+00:00');
  });

  it('in the enhanced validity format is not read', () => {
    expect(decodeSubmit('0009000B914316565811F900000100000000000004E8373B0C')).toEqual({
      ok: false,
      at: 13,
      reason: 'the validity period is in the enhanced format, which is not read',
    });
  });

  it.each([
    ['', 'MessageNotEncodedProperly'],
    ['+123456789012345678901', 'MessageNotEncodedProperly'],
    ['A name too long', 'MessageNotEncodedProperly'],
    ['Ж', 'MessageNotEncodedProperly'],
  ])('to "%s" is refused', (to, error) => {
    expect(encodeSubmit({ recipient: smsAddress(to), userData: text('x') })).toMatchObject({ ok: false, error });
  });

  it('to digits, stars and hashes is to a number, to anything else to a name', () => {
    expect(smsAddress('*100#')).toEqual({ type: 'unknown', plan: 1, text: '*100#' });
    expect(smsAddress('abc').type).toBe('alphanumeric');
    const codes = { type: 'unknown', plan: 1, text: '*#abc' } as const;
    expect(submit(valueIn(encodeSubmit({ recipient: codes, userData: text('x') }))).recipient).toEqual(codes);
  });

  it.each(['Contoso', '', '+123456789012345678901'])(
    'by the message centre "%s" is refused as InvalidSmscAddress',
    centre => {
      expect(encodeSubmit({ serviceCentre: smsAddress(centre), recipient, userData: text('x') })).toMatchObject({
        ok: false,
        error: 'InvalidSmscAddress',
      });
    },
  );

  it('takes no more than 140 octets of user data', () => {
    expect(writeText('x'.repeat(160), 'gsm7Bit').ok).toBe(true);
    expect(writeText('x'.repeat(161), 'gsm7Bit')).toMatchObject({ error: 'MessageTooLarge' });
    expect(writeText('ő'.repeat(71), 'ucs2')).toMatchObject({ error: 'MessageTooLarge' });
    expect(writeData(new Uint8Array(141))).toMatchObject({ error: 'MessageTooLarge' });
    expect(writeText('ő', 'gsm7Bit')).toMatchObject({ error: 'MessageNotEncodedProperly' });
    expect(writeText('\ud83d', 'ucs2')).toMatchObject({ error: 'MessageNotEncodedProperly' });
  });
});

describe('a validity period', () => {
  it.each([
    [0, minutes(5)],
    [143, hours(12)],
    [144, microseconds(hours(12) + minutes(30))],
    [167, hours(24)],
    [168, days(2)],
    [196, days(30)],
    [197, days(35)],
    [255, days(441)],
  ])('of octet %i is %i µs', (octet, period) => {
    expect(relativeValidity(octet)).toBe(period);
    expect(relativeValidityOctet(period)).toBe(octet);
  });

  it('is the shortest that is not shorter than what is wanted', () => {
    expect(relativeValidityOctet(minutes(6))).toBe(1);
    expect(relativeValidityOctet(days(500))).toBe(255);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 441 * 86_400 }), wanted => {
        const octet = relativeValidityOctet(seconds(wanted));
        expect(relativeValidity(octet)).toBeGreaterThanOrEqual(seconds(wanted));
        if (octet > 0) expect(relativeValidity(octet - 1)).toBeLessThan(seconds(wanted));
      }),
    );
  });
});

describe('SMS-STATUS-REPORT', () => {
  it('tells what became of a message, as published', () => {
    const read = valueIn(decodeStatusReport('0791538375000075061805810531F1019082416500400190824165004000'));
    expect(read).toMatchObject({
      serviceCentre: { text: '+353857000057' },
      messageReference: 0x18,
      recipient: { text: '50131' },
      status: 0,
    });
    expect(formatTimeStamp(read.dischargeTime)).toBe('2010-09-28T14:56:00+01:00');
    expect(decodeStatusReport('00060505810531F1010150610000400101506100004000')).toMatchObject({
      ok: true,
      value: { serviceCentre: undefined, messageReference: 5 },
    });
  });

  it('may have parameters behind the status', () => {
    const report = '00060505810531F1010150610000400101506100004000';
    expect(decodeStatusReport(`${report}00`).ok).toBe(true);
    expect(decodeStatusReport(`${report}07000004E8373B0C`).ok).toBe(true);
    expect(decodeStatusReport(`${report}81000100`).ok).toBe(false);
    expect(decodeStatusReport(`${report}810000`).ok).toBe(true);
    expect(decodeStatusReport(`${report}07000004E8373B`)).toMatchObject({ ok: false, at: 30 });
    expect(decodeStatusReport(`${report}81`)).toMatchObject({ ok: false });
  });

  it('says in its status whether anybody still tries', () => {
    expect([0x00, 0x1f, 0x20, 0x45, 0x60, 0x80, 0xff].map(statusOutcome)).toEqual([
      'delivered',
      'delivered',
      'stillTrying',
      'failed',
      'gaveUp',
      'reserved',
      'reserved',
    ]);
  });

  it('is refused for an address that is none', () => {
    const report = valueIn(decodeStatusReport('00060505810531F1010150610000400101506100004000'));
    expect(encodeStatusReport({ ...report, recipient: smsAddress('') })).toMatchObject({
      error: 'MessageNotEncodedProperly',
    });
    expect(encodeStatusReport({ ...report, serviceCentre: smsAddress('C') })).toMatchObject({
      error: 'InvalidSmscAddress',
    });
  });
});

describe('a time stamp', () => {
  it.each([
    ['99202150750321', '1999-02-12T05:57:30+03:00'],
    ['99202150750300', '1999-02-12T05:57:30+00:00'],
    ['99202150750329', '1999-02-12T05:57:30-03:00'],
    ['4220928191410A', '2024-02-29T18:19:14-05:00'],
  ])('%s is %s', (octets, iso) => {
    const read = deliver(howAreYou.replace('20806291731408', octets));
    expect(formatTimeStamp(read.timeStamp)).toBe(iso);
  });

  it.each([
    ['20A06291731408', 'month', 20],
    ['20316291731408', 'month', 20],
    ['20800091731408', 'day', 21],
    ['32209291731408', 'day', 21],
    ['20401391731408', 'day', 21],
    ['20806242731408', 'hour', 22],
    ['20806291061408', 'minute', 23],
    ['20806291730608', 'second', 24],
    ['208062917314A0', 'time zone', 25],
    ['2F806291731408', 'year', 19],
  ])('%s has no such %s', (octets, part, at) => {
    expect(decodeDeliver(howAreYou.replace('20806291731408', octets))).toEqual({
      ok: false,
      at,
      reason: `the time stamp of the message centre has no such ${part}`,
    });
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(timeStamps, timeStamp => {
        const hex = valueIn(encodeDeliver({ sender: smsAddress('1'), timeStamp, userData: text('') }));
        expect(deliver(hex).timeStamp).toEqual(timeStamp);
      }),
    );
  });
});

describe('a PDU with a mistake', () => {
  const centre = '07911326040000F0';
  const head = `${centre}040B911346610089F6`;
  const time = '20806291731408';
  it.each([
    ['no octet at all', '', 0, 'the PDU ends within the address of the message centre'],
    ['other letters', '07xx', 1, 'expected two hexadecimal digits an octet'],
    ['half an octet', `${howAreYou}0`, 38, 'the last octet has one hexadecimal digit only'],
    ['one octet missing', howAreYou.slice(0, -2), 37, 'the user data says 11 octets, 10 follow'],
    ['one octet too many', `${howAreYou}00`, 38, 'the PDU goes on behind its end (1 more)'],
    ['another type', `${centre}05`, 8, 'the PDU is SMS-SUBMIT, not SMS-DELIVER'],
    ['a message centre that is a name', '02D0F1', 1, 'the address of the message centre is a name'],
    ['a message centre of 12 octets', '0C91', 0, 'the address of the message centre says 12 octets; at most 11'],
    ['a sender of 21 digits', `${centre}041591`, 9, 'the address of the sender says 21 half octets; at most 20'],
    ['a sender without type', `${centre}040B11`, 10, 'the type of the address of the sender lacks its first bit'],
    [
      'a filler among digits',
      howAreYou.replace('1346610089F6', '1F46610089F6'),
      11,
      'the address of the sender has a filler among its digits',
    ],
    [
      'a digit behind the last',
      howAreYou.replace('89F6', '8976'),
      16,
      'the address of the sender has a digit behind its last',
    ],
    [
      'a name within an escape',
      `${centre}0404D0C10D0000${time}00`,
      12,
      'the address of the sender ends within an escape pair',
    ],
    [
      'a name with bits behind it',
      `${centre}0402D0C10000${time}00`,
      11,
      'the address of the sender has bits behind its last character',
    ],
    ['compressed text', `${head}0020${time}00`, 18, 'the text is compressed, which is not read'],
    ['161 septets', `${head}0000${time}A1`, 26, 'the user data says 141 octets; at most 140'],
    ['141 octets', `${head}0008${time}8D`, 26, 'the user data says 141 octets; at most 140'],
    ['half a UCS-2 character', `${head}0008${time}03004100`, 27, 'UCS-2 text has an odd number of octets (3)'],
    ['half a surrogate pair', `${head}0008${time}02D83D`, 27, 'UCS-2 text has half of a surrogate pair'],
    ['an escape at its end', `${head}0000${time}011B`, 27, 'the text ends within an escape pair'],
    ['bits behind its end', `${head}0000${time}0180`, 27, 'bits stand behind the last character'],
  ])('(%s) is refused with place and reason', (_, hex, at, reason) => {
    expect(decodeDeliver(hex)).toEqual({ ok: false, at, reason });
  });

  const withHeader = (userData: string) => decodeDeliver(`${centre}440B911346610089F60008${time}${userData}`);
  it.each([
    ['no header where one is announced', '00', 27, 'the user data header has 1 octets, its user data 0'],
    ['a header longer than the user data', '030500030A', 27, 'the user data header has 6 octets, its user data 3'],
    ['an element beyond the header', '0605000F2A0201', 28, 'element 0 of the user data header runs beyond its end'],
    ['an element without length', '020170', 28, 'element 112 of the user data header runs beyond its end'],
    [
      'an element one octet beyond the header',
      '050201010041',
      28,
      'element 1 of the user data header runs beyond its end',
    ],
    ['an element cut off', '03020105', 28, 'element 1 of the user data header runs beyond its end'],
    ['part 0', '060500032A0200', 28, 'part 0 of 2 cannot be'],
    ['part 3 of 2', '060500032A0203', 28, 'part 3 of 2 cannot be'],
    ['a part of none', '060500032A0000', 28, 'part 0 of 0 cannot be'],
    ['a part number of two octets', '050400022A02', 29, 'the part number of a long message has 2 octets'],
    ['a national language table', '0403240101', 28, 'the text uses a national language table, which is not read'],
  ])('(header: %s) is refused', (_, userData, at, reason) => {
    expect(withHeader(userData)).toEqual({ ok: false, at, reason });
  });

  it('of fewer septets than its header has is refused', () => {
    expect(decodeDeliver(`${centre}440B911346610089F60000${time}06050003190201`)).toEqual({
      ok: false,
      at: 33,
      reason: 'the user data has 6 septets, fewer than its header',
    });
  });

  it('(header with other elements and a reference of 16 bits) is read', () => {
    const read = valueIn(withHeader('0D0A7003AABBCC0804012A02010041'.replace('0D0A', '0E0B')));
    expect(read).toMatchObject({
      text: 'A',
      concatenation: { reference: 0x12a, referenceBits: 16, total: 2, part: 1 },
    });
  });
});

describe('a PDU that was written', () => {
  it('says again what it was made from (SMS-DELIVER)', () => {
    fc.assert(
      fc.property(delivers, ({ hex, segment, sender, timeStamp }) => {
        const read = deliver(hex);
        expect(read).toMatchObject({ text: segment.text, sender, timeStamp });
        expect(read.concatenation).toEqual(segment.concatenation);
      }),
    );
  });

  it('says again what it was made from (SMS-SUBMIT)', () => {
    fc.assert(
      fc.property(submits, ({ hex, segment, recipient }) => {
        expect(submit(hex)).toMatchObject({ text: segment.text, recipient });
      }),
    );
  });

  it('says again what it was made from (SMS-STATUS-REPORT)', () => {
    fc.assert(
      fc.property(statusReports, ({ hex, report }) => {
        expect(decodeStatusReport(hex)).toEqual({ ok: true, value: report });
      }),
    );
  });

  it('keeps every mark of a message', () => {
    const marks = fc.record({
      protocolIdentifier: fc.nat({ max: 255 }),
      moreToSend: fc.boolean(),
      statusReport: fc.boolean(),
      replyPath: fc.boolean(),
      rejectDuplicates: fc.boolean(),
      requestStatusReport: fc.boolean(),
    });
    fc.assert(
      fc.property(marks, timeStamps, fc.oneof(textCodings, waitingCodings), (all, timeStamp, coding) => {
        const { protocolIdentifier, moreToSend, statusReport, replyPath, rejectDuplicates, requestStatusReport } = all;
        const userData =
          coding.alphabet === 'eightBit' ? valueIn(writeData(Uint8Array.of(1, 2))) : text('hey', coding.alphabet);
        const down = { protocolIdentifier, moreToSend, statusReport, replyPath };
        const sender = smsAddress('Contoso');
        expect(deliver(valueIn(encodeDeliver({ sender, timeStamp, coding, userData, ...down })))).toMatchObject({
          ...down,
          sender,
          coding,
        });
        const up = { protocolIdentifier, replyPath, rejectDuplicates, requestStatusReport };
        const recipient = smsAddress('12345');
        expect(submit(valueIn(encodeSubmit({ recipient, coding, userData, ...up })))).toMatchObject({ ...up, coding });
      }),
    );
  });

  it('is refused for an address that is none (SMS-DELIVER)', () => {
    const { timeStamp } = deliver(howAreYou);
    const userData = text('x');
    expect(encodeDeliver({ sender: smsAddress(''), timeStamp, userData })).toMatchObject({
      error: 'MessageNotEncodedProperly',
    });
    expect(
      encodeDeliver({ serviceCentre: smsAddress('C'), sender: smsAddress('1'), timeStamp, userData }),
    ).toMatchObject({ error: 'InvalidSmscAddress' });
  });

  it('may have neither digits of the sender nor text', () => {
    expect(deliver('00040091000020806291731408' + '00')).toMatchObject({
      sender: { type: 'international', text: '' },
      text: '',
    });
  });

  const decoders = [
    ['SMS-DELIVER', delivers, decodeDeliver],
    ['SMS-SUBMIT', submits, decodeSubmit],
    ['SMS-STATUS-REPORT', statusReports, decodeStatusReport],
  ] as const;

  it.each(decoders)('is refused when it ends too soon, wherever that is (%s)', (_, pdus, decode) => {
    fc.assert(
      fc.property(pdus as fc.Arbitrary<{ hex: string }>, ({ hex }) => {
        for (let end = 0; end < hex.length; end += 1) {
          const read = decode(hex.slice(0, end));
          if (read.ok) throw new Error(`${hex.slice(0, end)} was read`);
          expect(read.at).toBeLessThanOrEqual(end / 2);
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each(decoders)(
    'is read or refused, and never breaks anything, with any octets changed (%s)',
    (_, pdus, decode) => {
      const change = fc.record({ at: fc.nat(), octet: fc.nat({ max: 255 }) });
      fc.assert(
        fc.property(
          pdus as fc.Arbitrary<{ hex: string }>,
          fc.array(change, { minLength: 1, maxLength: 4 }),
          ({ hex }, changes) => {
            const octets = Uint8Array.from(Buffer.from(hex, 'hex'));
            for (const { at, octet } of changes) octets[at % octets.length] = octet;
            const read = decode(toHex(octets));
            if (!read.ok) expect(read.at).toBeLessThanOrEqual(octets.length);
          },
        ),
        { numRuns: 400 },
      );
    },
  );

  it.each(decoders)('any octets and any letters are read or refused (%s)', (_, __, decode) => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map(octets => toHex(octets)),
          fc.string(),
        ),
        hex => {
          const read = decode(hex);
          if (!read.ok) expect(read.reason).not.toBe('');
        },
      ),
      { numRuns: 400 },
    );
  });
});
