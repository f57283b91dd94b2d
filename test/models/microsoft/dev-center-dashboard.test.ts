/** The Windows Dev Center dashboard: what it checks, what becomes of a package, and when PCs have it. */
import { describe, expect, it } from 'vitest';
import { mistakesIn, submissionMistakes } from '../../../src/models/microsoft/dev-center-dashboard.ts';
import type { SubmissionSettings } from '../../../src/models/settings.ts';
import { days, hours, minutes } from '../../../src/sim/units.ts';
import { always, contoso } from '../small-world.ts';
import { runOf } from '../windows/managed-world.ts';

const good: SubmissionSettings = {
  at: hours(1),
  validation: always(minutes(30)),
  review: always(days(2)),
  publication: always(hours(4)),
  correction: always(days(1)),
  iccids: [{ first: '8999010000000000000', last: '8999019999999999999' }],
  privilegedApps: 8,
  signed: true,
};
const mistakes = (change: Partial<SubmissionSettings>, before: Partial<SubmissionSettings> = { iccids: [] }) => {
  const submission = { ...good, ...change };
  const of = (one: SubmissionSettings) => ({ serviceMetadata: { ...contoso.serviceMetadata, submission: one } });
  return mistakesIn(submission, [of({ ...good, ...before }), of(submission)], 1);
};
const range = (first: string, last: string) => ({ iccids: [{ first, last }] });

describe('the checks of the dashboard', () => {
  it('find nothing in a good package, and not in one without ICCID ranges', () => {
    expect(mistakes({})).toEqual([]);
    expect(mistakes({ iccids: [] })).toEqual([]);
  });

  it.each([
    ['a bad signature', { signed: false }, 'signature'],
    ['a range that does not begin with 00', range('8999010000000000001', '8999019999999999999'), 'hardware ID range'],
    ['a range that does not end with 99', range('8999010000000000000', '8999019999999999990'), 'hardware ID range'],
    ['a range from back to front', range('8999020000000000000', '8999019999999999999'), 'hardware ID range'],
    ['numbers of two lengths', range('899901000000000000', '8999019999999999999'), 'hardware ID range'],
    ['a ninth privileged app', { privilegedApps: 9 }, 'privileged apps'],
  ] as const)('find %s', (_title, change, mistake) => expect(mistakes(change)).toEqual([mistake]));

  it('find hardware IDs that another operator has registered before', () =>
    expect(mistakes({}, {})).toEqual(['hardware ID taken']));
});

const handsIn = (change: Partial<SubmissionSettings> = {}, published = false) =>
  runOf({
    length: days(12),
    operator: {
      cosa: { supportDataMarketplace: false },
      serviceMetadata: { published, submission: { ...good, ...change } },
    },
    group: { sim: 'hot', arrive: undefined },
    timeline: [{ kind: 'act', name: 'r', at: hours(2), group: 'people', first: 0, count: 1, act: 'restart' }],
  });

describe('a service metadata package that is handed in', () => {
  it('is checked, reviewed, approved and published', () => {
    const { times } = handsIn();
    const name = 'service metadata submission';
    expect(times(`${name}.handedIn`)).toEqual([hours(1)]);
    expect(times(`${name}.inReview`)).toEqual([hours(1.5)]);
    expect(times(`${name}.approved`)).toEqual([hours(1.5) + days(2)]);
    expect(times(`${name}.published`)).toEqual([hours(5.5) + days(2)]);
  });

  it('is rejected for the first mistake, and comes back with that one put right', () => {
    const { values, times } = handsIn({ signed: false, privilegedApps: 9 });
    const name = 'service metadata submission';
    expect(values(`${name}.rejected`).map(at => submissionMistakes[at])).toEqual(['signature', 'privileged apps']);
    expect(times(`${name}.handedIn`)).toEqual([hours(1), hours(25.5), hours(50)]);
    expect(times(`${name}.published`)).toHaveLength(1);
  });

  it('is fetched by PCs at their next check, eight days after the last', () => {
    const first = handsIn();
    expect(first.times('service metadata.noMatch')).toHaveLength(1);
    const [parsed] = first.times('service metadata.parsed');
    expect(parsed! - hours(2)).toBeGreaterThan(days(8));
    expect(parsed! - hours(2)).toBeLessThan(days(8) + minutes(5));
    const newer = handsIn({}, true);
    expect(newer.times('service metadata.parsed')).toHaveLength(1);
    expect(newer.times('service metadata.updated')).toHaveLength(1);
  });
});
