/** Texts and PDUs for the properties of SMS and USSD. */
import fc from 'fast-check';
import type { DataCodingScheme } from '../../../../src/models/messages/sms/data-coding-scheme.ts';
import { waitingKinds } from '../../../../src/models/messages/sms/data-coding-scheme.ts';
import { encodeDeliver } from '../../../../src/models/messages/sms/deliver.ts';
import { segmentsMax, segmentsOf } from '../../../../src/models/messages/sms/segments.ts';
import type { ServiceCentreTimeStamp } from '../../../../src/models/messages/sms/service-centre-time-stamp.ts';
import { type SmsAddress, smsAddress } from '../../../../src/models/messages/sms/sms-address.ts';
import { encodeStatusReport } from '../../../../src/models/messages/sms/status-report.ts';
import { encodeSubmit } from '../../../../src/models/messages/sms/submit.ts';
import { days } from '../../../../src/sim/units.ts';

/** 23.038, 6.2.1 and 6.2.1.1, row by row, copied from the standard and not from the code. */
export const basicCharacters =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
export const extendedCharacters = '\f^{}\\[~]|€';

const text = (characters: fc.Arbitrary<string>, maxLength: number) =>
  fc.array(characters, { maxLength }).map(all => all.join(''));
const oneOf = (characters: string) => fc.constantFrom(...characters);

export const gsmText = (maxLength = 500) =>
  text(fc.oneof({ arbitrary: oneOf(basicCharacters), weight: 6 }, oneOf(extendedCharacters)), maxLength);
export const unicodeText = (maxLength = 250) =>
  text(
    fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      oneOf('中兴通讯مرحبا😀🎉👍'),
      oneOf(basicCharacters),
    ),
    maxLength,
  );
export const anyText = (maxLength?: number) => fc.oneof(gsmText(maxLength), unicodeText(maxLength));

export const timeStamps: fc.Arbitrary<ServiceCentreTimeStamp> = fc.record({
  year: fc.integer({ min: 1990, max: 2089 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 59 }),
  quarterHours: fc.integer({ min: -79, max: 79 }),
});

const digits = (maxLength: number) => text(oneOf('0123456789'), maxLength - 1).map(rest => `4${rest}`);
const numbers: fc.Arbitrary<SmsAddress> = fc.oneof(
  digits(20).map(number => smsAddress(`+${number}`)),
  digits(20).map(number => smsAddress(number)),
  digits(20).map((number): SmsAddress => ({ type: 'national', plan: 1, text: number })),
);
const names: fc.Arbitrary<SmsAddress> = text(oneOf('ABCDefgh @-'), 10).map(rest => smsAddress(`N${rest}`));
const addresses = fc.oneof(numbers, names);

const messageClass = fc.constantFrom(undefined, 0, 1, 2, 3 as const);
export const textCodings: fc.Arbitrary<DataCodingScheme> = fc.record(
  { alphabet: fc.constantFrom('gsm7Bit', 'eightBit', 'ucs2'), messageClass, deleteWhenRead: fc.constant(true) },
  { requiredKeys: ['alphabet', 'messageClass'] },
);
export const waitingCodings: fc.Arbitrary<DataCodingScheme> = fc
  .record({
    kind: fc.constantFrom(...waitingKinds),
    active: fc.boolean(),
    stored: fc.constantFrom('gsm7Bit', 'ucs2', undefined),
  })
  .map(({ kind, active, stored }) => ({
    alphabet: stored ?? 'gsm7Bit',
    messageClass: undefined,
    waiting: { kind, active, store: stored !== undefined },
  }));

/** The value of something written; fails the test when it could not be. */
export function valueIn<Value>(result: { ok: true; value: Value } | { ok: false; reason: string }): Value {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
}

/** All messages of a text, as many as it takes. */
export const allSegments = (of: string, reference = 7) => valueIn(segmentsOf(of, { reference, most: segmentsMax }));

const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length];

/** Valid PDUs of all three types, each with text that may be one part of many. */
export const delivers = fc
  .record({ of: anyText(), at: fc.nat(), sender: addresses, timeStamp: timeStamps, centre: fc.option(numbers) })
  .map(({ of, at, sender, timeStamp, centre }) => {
    const segment = pick(allSegments(of, at), at);
    const { userData } = segment;
    return {
      segment,
      sender,
      timeStamp,
      hex: valueIn(encodeDeliver({ serviceCentre: centre ?? undefined, sender, timeStamp, userData })),
    };
  });
export const submits = fc
  .record({ of: anyText(), at: fc.nat(), recipient: addresses, lives: fc.integer({ min: 0, max: 440 }) })
  .map(({ of, at, recipient, lives }) => {
    const segment = pick(allSegments(of, at), at);
    const validity = lives === 0 ? {} : { validity: days(lives) };
    return {
      segment,
      recipient,
      hex: valueIn(encodeSubmit({ recipient, messageReference: at, ...validity, userData: segment.userData })),
    };
  });
export const statusReports = fc
  .record({
    serviceCentre: fc.option(numbers, { nil: undefined }),
    messageReference: fc.nat({ max: 255 }),
    recipient: numbers,
    timeStamp: timeStamps,
    dischargeTime: timeStamps,
    status: fc.nat({ max: 255 }),
    moreToSend: fc.boolean(),
  })
  .map(report => ({ report, hex: valueIn(encodeStatusReport(report)) }));
