/** Time stamps of operator messages: codes, tokens of the half day, and the year that is left out. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareTimestamp, readTimestamp } from '../../../../src/models/messages/operator-messages/timestamps.ts';

interface Tokens {
  amToken?: string;
  pmToken?: string;
}

const read = (text: string, format: string, received?: string, tokens: Tokens = {}): string => {
  const now_ms = received === undefined ? undefined : Date.parse(received);
  const stamp = readTimestamp(text, prepareTimestamp({ group: 1, format, ...tokens }), now_ms);
  return stamp.ok ? new Date(stamp.value.at_ms).toISOString().replace('.000Z', 'Z') : stamp.reason;
};
const noteOn = (text: string, format: string, received: string) => {
  const stamp = readTimestamp(text, prepareTimestamp({ group: 1, format }), Date.parse(received));
  return stamp.ok ? stamp.value.note : undefined;
};

describe('a time stamp', () => {
  it.each([
    ['18:30 05/03/2024', '%H:%M %d/%m/%Y', '2024-03-05T18:30:00Z'],
    ['05.03.24', '%d.%m.%y', '2024-03-05T00:00:00Z'],
    ['5.3.24 7:05', '%#d.%#m.%y %#H:%M', '2024-03-05T07:05:00Z'],
    ['05.03.24', '%#d.%#m.%#y', '2024-03-05T00:00:00Z'],
    ['5.3.7', '%#d.%#m.%#y', '2007-03-05T00:00:00Z'],
    ['20240305183059', '%Y%m%d%H%M%S', '2024-03-05T18:30:59Z'],
    ['2024年3月5日18時', '%Y年%#m月%#d日%H時', '2024-03-05T18:00:00Z'],
    ['٠٥/٠٣/٢٠٢٤', '%d/%m/%Y', '2024-03-05T00:00:00Z'],
    ['०५/०३/२०२४', '%d/%m/%Y', '2024-03-05T00:00:00Z'],
    ['05/03/2024\u00a018:30', '%d/%m/%Y %H:%M', '2024-03-05T18:30:00Z'],
    ['05/03/2024   18:30 ', '%d/%m/%Y %H:%M', '2024-03-05T18:30:00Z'],
    ['29/02/2024', '%d/%m/%Y', '2024-02-29T00:00:00Z'],
    ['12:00 AM 05/03/2024', '%I:%M %p %d/%m/%Y', '2024-03-05T00:00:00Z'],
    ['12:00 PM 05/03/2024', '%I:%M %p %d/%m/%Y', '2024-03-05T12:00:00Z'],
    ['6:30 PM 05/03/2024', '%#I:%M %p %d/%m/%Y', '2024-03-05T18:30:00Z'],
    ['06:30 05/03/2024', '%I:%M %d/%m/%Y', '2024-03-05T06:30:00Z'],
    ['18:30 PM 05/03/2024', '%H:%M %p %d/%m/%Y', '2024-03-05T18:30:00Z'],
  ])('%s by %s is %s', (text, format, moment) => {
    expect(read(text, format)).toBe(moment);
  });

  it.each([
    ['06:30 nachm. 05.03.2024', { amToken: 'vorm.', pmToken: 'nachm.' }, '18'],
    ['06:30 vorm. 05.03.2024', { amToken: 'vorm.', pmToken: 'nachm.' }, '06'],
    ['06:30 下午 05.03.2024', { amToken: '上午', pmToken: '下午' }, '18'],
    ['06:30 م 05.03.2024', { amToken: 'ص', pmToken: 'م' }, '18'],
    ['06:30 p. m. 05.03.2024', { amToken: 'a. m.', pmToken: 'p. m.' }, '18'],
    ['06:30 pm 05.03.2024', { amToken: 'AM am', pmToken: 'PM pm' }, '18'],
  ])('%s with the tokens %j is at %s:30', (text, tokens, hour) => {
    expect(read(text, '%I:%M %p %d.%m.%Y', undefined, tokens)).toBe(`2024-03-05T${hour}:30:00Z`);
  });

  it.each([
    ['31/02/2024', '%d/%m/%Y', '"31/02/2024": there is no 31 February'],
    ['31/04/2024', '%d/%m/%Y', 'there is no 31 April'],
    ['29/02/2023', '%d/%m/%Y', 'there is no 29 February in 2023'],
    ['29/02/1900', '%d/%m/%Y', 'there is no 29 February in 1900'],
    ['32/01/2024', '%d/%m/%Y', 'there is no day 32'],
    ['01/13/2024', '%d/%m/%Y', 'there is no month 13'],
    ['01/00/2024', '%d/%m/%Y', 'there is no month 00'],
    ['24:00 01/01/2024', '%H:%M %d/%m/%Y', 'there is no hour 24'],
    ['10:60 01/01/2024', '%H:%M %d/%m/%Y', 'there is no minute 60'],
    ['13:00 01/01/2024', '%I:%M %d/%m/%Y', 'there is no hour of the half day 13'],
    ['5/3/2024', '%d/%m/%Y', '%d wants 2 digits, "5" has 1; write %#d'],
    ['05/03/24', '%d/%m/%Y', '%Y wants 4 digits, "24" has 2'],
    ['05-03-2024', '%d/%m/%Y', '"05-03-2024" does not fit %d/%m/%Y: where the format has "/", stands "-03-2024"'],
    ['05/03', '%d/%m/%Y', 'where the format has "/", the text ends'],
    ['05/03/2024 18:30', '%d/%m/%Y', '" 18:30" stands behind its end'],
    ['05/03/2024x', '%d/%m/%Y', '"x" stands behind its end'],
    ['05 Mar', '%d %m', 'where %m wants the month, stands "Mar"'],
    ['06:30 Uhr 05/03/2024', '%I:%M %p %d/%m/%Y', 'where %p wants one of AM, PM, stands "Uhr 05/03/20"'],
    ['05/03/2024 06', '%d/%m/%Y %d', 'it names the day 5 and the day 6'],
    ['', '%d/%m', 'the text ends'],
  ])('%s by %s cannot be read, and the reason says why', (text, format, reason) => {
    expect(read(text, format, '2024-06-01')).toContain(reason);
  });
});

describe('a time stamp without a year', () => {
  it.each([
    ['05/03', '2024-03-05T10:00:00Z', '2024-03-05T00:00:00Z'],
    ['06/03', '2024-03-05T10:00:00Z', '2023-03-06T00:00:00Z'],
    ['31/12', '2024-01-01T00:00:00Z', '2023-12-31T00:00:00Z'],
    ['01/01', '2024-01-01T00:00:00Z', '2024-01-01T00:00:00Z'],
    ['01/01', '2023-12-31T23:59:59Z', '2023-01-01T00:00:00Z'],
    ['29/02', '2024-02-29T08:00:00Z', '2024-02-29T00:00:00Z'],
    ['29/02', '2024-02-28T08:00:00Z', '2020-02-29T00:00:00Z'],
    ['29/02', '2027-12-31T08:00:00Z', '2024-02-29T00:00:00Z'],
    ['29/02', '1904-01-01T08:00:00Z', '1896-02-29T00:00:00Z'],
  ])('%s received at %s is %s: its most recent occurrence', (text, received, moment) => {
    expect(read(text, '%d/%m', received)).toBe(moment);
  });

  it('counts to the minute', () => {
    expect(read('05/03 18:30', '%d/%m %H:%M', '2024-03-05T18:30:00Z')).toBe('2024-03-05T18:30:00Z');
    expect(read('05/03 18:31', '%d/%m %H:%M', '2024-03-05T18:30:00Z')).toBe('2023-03-05T18:31:00Z');
  });

  it('says what was inferred, and when it would just have been ahead', () => {
    expect(noteOn('05/03', '%d/%m', '2024-03-05T18:30:00Z')).toBe(
      'the year 2024 is inferred: the most recent before the receipt',
    );
    expect(noteOn('05/03 19:20', '%d/%m %H:%M', '2024-03-05T18:30:00Z')).toContain(
      'in 2024 it would be less than a day after the receipt: time stamps are read as UTC',
    );
    expect(noteOn('05/03/2024', '%d/%m/%Y', '2024-03-05T18:30:00Z')).toBeUndefined();
  });

  it('cannot be read without the time of receipt, nor on a day that no year has', () => {
    expect(read('05/03', '%d/%m')).toBe('"05/03" names no year, which only the time of receipt can tell');
    expect(read('31/02', '%d/%m', '2024-06-01')).toContain('there is no 31 February');
  });

  it('is never after the receipt, and less than nine years before', () => {
    const moments = fc.integer({ min: Date.UTC(1980, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), moments, (day, month, now_ms) => {
        const stamp = readTimestamp(`${day}.${month}.`, prepareTimestamp({ group: 1, format: '%#d.%#m.' }), now_ms);
        const at_ms = stamp.ok ? stamp.value.at_ms : Number.NaN;
        expect(at_ms).toBeLessThanOrEqual(now_ms);
        expect(now_ms - at_ms).toBeLessThan(366 * 86_400_000);
      }),
    );
  });

  it('is read back as it was written, in any year', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9_999, 0, 1) }), at_ms => {
        const written = new Date(at_ms).toISOString().slice(0, 19);
        expect(read(written, '%Y-%m-%dT%H:%M:%S')).toBe(`${written}Z`);
      }),
    );
  });
});
