import { describe, expect, it } from 'vitest';
import { actOf, wordsOfAct, wordsOfActs } from '../../src/scenarios/act-words.ts';
import { load, mistakesOf, scenarioText, toldOf } from './scenario-text.ts';

const everyAct = [...wordsOfActs.built, ...Object.keys(wordsOfActs.notBuilt)];
const minute = 60e6;
const hour = 60 * minute;

const withTimeline = (entries: string, run = 'length: 3 days', group = 'count: 500, device: { sim: hot }') =>
  scenarioText({ run, group, more: `timeline:\n${entries}\n` });
const messages = (entries: string, run?: string) =>
  mistakesOf(withTimeline(entries, run))
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
const timelineOf = (entries: string, run?: string) => load(withTimeline(entries, run)).settingsFor('baseline').timeline;

describe('a timeline', () => {
  it('becomes entries in times from the start of the run', () => {
    expect(
      timelineOf(`  - { name: down, at: day 2 11:00, for: 10 min, outage: contoso.smdp, as: refuse }
  - { at: 3 h 20 min, for: 1 h, outage: microsoft.service, as: errors 30 % }
  - { name: release, at: 09:00, deploy: contoso.api, step: 2 servers, each: 90 s, coldFor: 60 s at x3 }
  - { at: day 3 09:30, deploy: contoso.api, each: 90 s }
  - { name: promo, at: day 2 14:00, campaign: lines, reach: 200, opens: exponential mean 20 min }`),
    ).toEqual([
      {
        kind: 'outage',
        name: 'down',
        at: 35 * hour,
        until: 35 * hour + 10 * minute,
        operator: 'contoso',
        system: 'smdp',
        as: { kind: 'refuse' },
      },
      {
        kind: 'outage',
        name: 'outage-2',
        at: 200 * minute,
        until: 260 * minute,
        operator: undefined,
        system: 'service',
        as: { kind: 'errors', share: 0.3 },
      },
      {
        kind: 'deployment',
        name: 'release',
        at: 9 * hour,
        operator: 'contoso',
        system: 'api',
        step: 2,
        each: 90e6,
        coldFor: 60e6,
        coldBy: 3,
      },
      {
        kind: 'deployment',
        name: 'deployment-4',
        at: 57.5 * hour,
        operator: 'contoso',
        system: 'api',
        step: 1,
        each: 90e6,
        coldFor: 0,
        coldBy: 1,
      },
      {
        kind: 'campaign',
        name: 'promo',
        at: 38 * hour,
        group: 'lines',
        reach: 200,
        opens: { kind: 'exponential', mean: 20 * minute },
      },
    ]);
  });

  it('of a scenario without one is empty', () => {
    expect(load(scenarioText()).settingsFor('baseline').timeline).toEqual([]);
  });

  it('knows four kinds of outages', () => {
    const kinds = ['hang', 'refuse', 'errors 2.5 %', 'slow x4'].map(
      as => timelineOf(`  - { at: 09:00, for: 1 min, outage: contoso.portal, as: ${as} }`)[0],
    );
    expect(kinds.map(entry => entry.kind === 'outage' && entry.as)).toEqual([
      { kind: 'hang' },
      { kind: 'refuse' },
      { kind: 'errors', share: 0.025 },
      { kind: 'slow', by: 4 },
    ]);
  });

  it('has no campaign for load agents, who are machines', () => {
    const more = 'timeline:\n  - { at: 09:00, campaign: lines, reach: 5, opens: 1 min }\n';
    const [mistake] = mistakesOf(scenarioText({ group: 'count: 25, load: { rate: 3 per s }', more }));
    expect(mistake.message).toBe('`lines` has a `load`: its members are machines of a load test, not people.');
  });

  it('counts the days of the calendar from the first one, whenever the run begins on it', () => {
    const run = 'start: 2019-09-02 22:00, timeZone: Europe/Berlin, length: 2 days';
    expect(timelineOf('  - { at: 23:00, for: 1 min, outage: contoso.api, as: hang }', run)[0].at).toBe(hour);
    expect(timelineOf('  - { at: day 2 01:00, for: 1 min, outage: contoso.api, as: hang }', run)[0].at).toBe(3 * hour);
  });

  it('follows the clock over its change', () => {
    const run = 'start: 2019-10-26 00:00, timeZone: Europe/Berlin, length: 2 days';
    expect(timelineOf('  - { at: day 2 09:00, for: 1 min, outage: contoso.api, as: hang }', run)[0].at).toBe(34 * hour);
  });

  it.each([
    [
      'nothing that happens',
      '- { at: 09:00 }',
      'What happens then? Expected one of: outage, deploy, campaign, notify, message, dial, act; as in `{ at: 11:00, for: 10 min, outage: contoso.smdp, as: refuse }`.',
    ],
    [
      'two things at once',
      '- { at: 09:00, for: 1 min, outage: contoso.api, as: hang, deploy: contoso.api, each: 1 min }',
      'An entry is one thing: `outage` or `deploy`. Write two entries.',
    ],
    [
      'no moment',
      '- { for: 1 min, outage: contoso.api, as: hang }',
      '`at` is missing, as in `{ at: 11:00, for: 10 min, outage: contoso.smdp, as: refuse }`.',
    ],
    [
      'a moment before the run',
      '- { at: 09:00, for: 1 min, outage: contoso.api, as: hang }',
      'Day 1 09:00 lies before the run begins. Write `day 2 09:00`?',
      'start: 2019-09-02 12:00, length: 2 days',
    ],
    [
      'a moment after the run',
      '- { at: day 4 09:00, for: 1 min, outage: contoso.api, as: hang }',
      'Day 4 09:00 lies after the end of the run.',
    ],
    [
      'a moment that the clock skips',
      '- { at: day 2 02:30, for: 1 min, outage: contoso.api, as: hang }',
      'The clock in Europe/Berlin skips this time: daylight saving begins.',
      'start: 2019-03-30 12:00, timeZone: Europe/Berlin, length: 2 days',
    ],
    [
      'no moment at all',
      '- { at: noon, for: 1 min, outage: contoso.api, as: hang }',
      'Expected a moment: `day 2 11:00`, `09:00` on the first day, or a time from the start like `3 h 20 min`.',
    ],
    [
      'a time of day that is none',
      '- { at: 25:00, for: 1 min, outage: contoso.api, as: hang }',
      'Expected a time of day from 00:00 to 23:59.',
    ],
    [
      'a system that is not there',
      '- { at: 09:00, for: 1 min, outage: contoso.apl, as: hang }',
      'No system `contoso.apl`. Expected one of: contoso.api, contoso.smdp, contoso.smds, contoso.portal, contoso.backend.payment, microsoft.service. Did you mean `contoso.api`?',
    ],
    [
      'a system without its operator',
      '- { at: 09:00, for: 1 min, outage: smdp, as: hang }',
      'No system `smdp`. Expected one of: contoso.api, contoso.smdp, contoso.smds, contoso.portal, contoso.backend.payment, microsoft.service. Did you mean `contoso.smdp`?',
    ],
    [
      'a release of what has none',
      '- { at: 09:00, deploy: contoso.portal, each: 1 min }',
      'No system `contoso.portal`. Expected one of: contoso.api.',
    ],
    [
      'an outage of a kind that is none',
      '- { at: 09:00, for: 1 min, outage: contoso.api, as: broken }',
      'Expected `hang`, `refuse`, `errors 30 %` or `slow x4`.',
    ],
    [
      'an outage that is faster',
      '- { at: 09:00, for: 1 min, outage: contoso.api, as: slow x0.5 }',
      'Expected a factor above 1, for example `slow x4`.',
    ],
    [
      'an outage without a kind',
      '- { at: 09:00, for: 1 min, outage: contoso.api }',
      'hang, refuse, errors N % or slow xN? A hung api holds every request to it, a refusing one none; there is no default.',
    ],
    [
      'a key of another kind',
      '- { at: 09:00, for: 1 min, outage: contoso.api, as: hang, reach: 5 }',
      '`reach` belongs to `campaign`, not to `outage`.',
    ],
    [
      'a group that is not there',
      '- { at: 09:00, campaign: line, reach: 5, opens: 1 min }',
      'No group `line` in population. Expected one of: lines. Did you mean `lines`?',
    ],
    [
      'more devices than there are',
      '- { at: 09:00, campaign: lines, reach: 501, opens: 1 min }',
      'The group `lines` has 500 devices.',
    ],
    [
      'a device that is not there',
      '- { at: 09:00, act: close the lid, device: lines 501 }',
      'The group `lines` has 500 devices.',
    ],
    [
      'an act that is none',
      '- { at: 09:00, act: open teh lid, device: lines 1 }',
      `Expected one of: ${everyAct.join(', ')}. Did you mean \`open the lid\`?`,
    ],
    [
      'an act on nobody',
      '- { at: 09:00, act: open the flyout }',
      'To whom? Write `device: laptops 17`, or `group: laptops` for all of them.',
    ],
    [
      'an act on a device and on a group',
      '- { at: 09:00, act: open the flyout, device: lines 1, group: lines }',
      'An act is done to one device, or to a group. Write two entries.',
    ],
    [
      'an act on one device that reaches several',
      '- { at: 09:00, act: open the flyout, device: lines 1, reach: 5 }',
      '`reach` says how many of a `group`, and `device` is one of it.',
    ],
    [
      'an act on more devices than there are',
      '- { at: 09:00, act: open the flyout, group: lines, reach: 501 }',
      'The group `lines` has 500 devices.',
    ],
    [
      'an act on a group that is not there',
      '- { at: 09:00, act: open the flyout, group: liens }',
      'No group `liens` in population. Expected one of: lines. Did you mean `lines`?',
    ],
    [
      'an act on a device of a group that is not there',
      '- { at: 09:00, act: open the flyout, device: liens 3 }',
      'No group `liens` in population. Expected one of: lines. Did you mean `lines`?',
    ],
    [
      'an act after the run',
      '- { at: 4 days, act: open the flyout, group: lines }',
      '4 days lies after the end of the run.',
    ],
    [
      'an act without a moment',
      '- { act: open the flyout, group: lines }',
      '`at` is missing, as in `{ at: 10:00, act: close the lid, device: laptops 17 }`.',
    ],
    [
      'a device of an outage',
      '- { at: 09:00, for: 1 min, outage: contoso.api, as: hang, device: lines 1 }',
      '`device` belongs to `act`, not to `outage`.',
    ],
    [
      'two of the same name',
      '- { name: a, at: 09:00, for: 1 min, outage: contoso.api, as: hang }\n  - { name: a, at: 10:00, for: 1 min, outage: contoso.api, as: hang }',
      'There are two entries named `a`.',
    ],
    [
      'a name that is none',
      '- { name: a b, at: 09:00, for: 1 min, outage: contoso.api, as: hang }',
      'A name is a letter, then letters, digits and hyphens, at most 64.',
    ],
  ])('with %s is a mistake', (_, entry, message, run?: string) => {
    expect(messages(`  ${entry}`, run)).toEqual([message]);
  });

  describe('of acts by hand', () => {
    it('is done to one device, to so many of a group, or to all of it', () => {
      expect(
        timelineOf(`  - { at: 09:00, act: open the flyout, device: lines 7 }
  - { name: cut, at: 10:00, act: turn Wi-Fi off, group: lines, reach: 200 }
  - { at: 3 h, act: turn Wi-Fi on, group: lines }`),
      ).toEqual([
        { kind: 'act', name: 'act-1', at: 9 * hour, group: 'lines', first: 6, count: 1, act: 'openFlyout' },
        { kind: 'act', name: 'cut', at: 10 * hour, group: 'lines', first: 0, count: 200, act: 'wifiOff' },
        { kind: 'act', name: 'act-3', at: 3 * hour, group: 'lines', first: 0, count: 500, act: 'wifiOn' },
      ]);
    });

    it('is done to however many come', () => {
      const text = withTimeline(
        '  - { at: 09:00, act: open the flyout, group: lines }',
        undefined,
        'arrive: 5 per day',
      );
      expect(load(text).settingsFor('baseline').timeline[0]).toMatchObject({ first: 0, count: 100_000_000 });
    });

    it('knows every act, built or not', () => {
      for (const words of everyAct) {
        const act = actOf(words);
        const isBuilt = act !== undefined;
        const told = toldOf(withTimeline(`  - { at: 09:00, act: ${words}, group: lines }`));
        expect(
          told.some(({ message }) => message.startsWith('Expected one of')),
          words,
        ).toBe(false);
        expect(
          told.some(({ severity }) => severity === 'unbuilt'),
          words,
        ).toBe(!isBuilt);
        if (act !== undefined) expect(wordsOfAct(act)).toBe(words);
      }
    });

    it.each([
      ['remove the SIM', 'count: 5', /is an eSIM, part of the PC: nobody can take it out/],
      ['insert the SIM', 'count: 5', /is an eSIM, part of the PC/],
      ['swap the SIM', 'arrive: 5 per day', /is an eSIM, part of the PC/],
      ['reprogram the SIM', 'count: 5', /gets other profiles, and is not reprogrammed/],
      ['enter the PIN', 'count: 5, device: { sim: hot }', /No SIM of `lines` asks for a PIN/],
      ['enter a wrong PIN', 'count: 5, device: { sim: hot }', /No SIM of `lines` asks for a PIN/],
      ['pre-activate the line', 'count: 5', /come to be with the purchase/],
      ['pre-activate the line', 'count: 5, device: { sim: hot }', /are there already: their SIMs are hot/],
      ['open the app', 'count: 5, device: { sim: hot }', /have a plan already/],
      ['open the app', 'arrive: 5 per day', /Who comes opens the app then/],
    ])('says why nobody can %s where there is `%s`', (words, group, message) => {
      const found = mistakesOf(withTimeline(`  - { at: 09:00, act: ${words}, device: lines 1 }`, undefined, group));
      const wrong = found.filter(({ severity }) => severity === 'error');
      expect(wrong).toHaveLength(1);
      expect(wrong[0]!.message).toMatch(message);
      expect(wrong[0]!.path).toBe('timeline.0.act');
    });

    it('gives a claim a moment to speak of, and nothing to be during', () => {
      const claim = (window: string) =>
        `${withTimeline('  - { name: cut, at: 09:00, act: turn Wi-Fi off, group: lines }')}expect:\n  - count(getBalance ${window}) >= 0\n`;
      expect(toldOf(claim('after cut'))).toEqual([]);
      expect(mistakesOf(claim('during cut'))[0]!.message).toContain(
        '`cut` happens in a moment, so nothing is during it; write `after cut`.',
      );
    });

    it('makes something happen to those who never buy', () => {
      const quiet = withTimeline('  - { at: 09:00, act: open the app, device: lines 1 }', undefined, 'count: 5');
      expect(toldOf(quiet)).toEqual([]);
      expect(toldOf(scenarioText({ group: 'count: 5' }))).toMatchObject([{ severity: 'warning' }]);
    });
  });

  it('names the tier that a release empties', () => {
    const operator = 'backend: { cache: { ttl: 60 s }, crm: {} }';
    const more = (tier: string) => `timeline: [{ at: 09:00, deploy: contoso.api, each: 1 min, empties: ${tier} }]\n`;
    const found = (tier: string) => toldOf(scenarioText({ operator, more: more(tier) }));
    expect(found('cach').map(({ message }) => message)).toEqual([
      'No tier `cach` to empty. Expected one of: cache, crm. Did you mean `cache`?',
    ]);
    expect(found('crm').map(({ message }) => message)).toEqual(['`crm` keeps no answers: it has no `ttl`.']);
    expect(found('cache')).toEqual([]);
  });
});
