/** Laws 52 and 53 as properties, each with planted bugs that it has to find. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modem } from '../../../src/models/device/modem.ts';
import type { HotspotNetworks } from '../../../src/models/messages/provisioning/hotspot-profiles.ts';
import { isTrusted, readWispr } from '../../../src/models/messages/wispr.ts';
import { hotspotVisit } from '../../../src/models/people/hotspot-visit.ts';
import {
  hotspotAuthentication,
  hotspotAuthenticationPorts as ports,
  hotspotAuthenticationSees as sees,
} from '../../../src/models/windows/hotspot-authentication.ts';
import type { World } from '../../../src/models/world.ts';
import type { Microseconds } from '../../../src/sim/index.ts';
import { days, hours, minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, shown, worldWith } from '../../kit/world-with.ts';
import { hotspotWorld, offering, visiting } from '../hotspot-world.ts';
import { surroundingsOf, type ToldFact } from '../small-world.ts';

const surroundings = surroundingsOf({ group: { sim: 'hot', hotspots: visiting } });

/** One attempt at a hotspot with this page, by itself, with these profiles. */
function attemptAt(
  page: string,
  networks: HotspotNetworks,
  subject: typeof hotspotAuthentication = hotspotAuthentication,
) {
  const alone = worldWith(subject, {
    // One device has three interfaces.
    count: 3,
    given: { ...surroundings, hotspotNetworks: () => networks },
    ports: [
      recorder(ports.place, {
        takes: ['clientLeft'],
        answers: { get: { answer: page }, login: 'silent', poll: 'silent', submitForm: { answer: true } },
      }),
      recorder(ports.manager, { takes: ['probesAgain', 'signInEnded', 'signInFailed'] }),
      recorder(ports.broker, { takes: ['raises'] }),
      recorder(ports.supplicant, { takes: ['begins', 'leaves'] }),
    ],
    sees: [
      shown(sees.visits, hotspotVisit, { state: 'there', kind: 'wispr', partner: true }),
      shown(sees.modems, modem, { asleep: false }),
    ],
  });
  alone.tell('joins', false);
  alone.tell('associated');
  alone.tell('redirected');
  alone.clock.advance(seconds(1));
  return alone;
}

const byApp: HotspotNetworks = {
  wispr: {
    name: 'contoso Wi-Fi',
    isPreferred: true,
    hasSecondary: false,
    credentials: { by: 'app', extensionId: 'contoso', trustedDomains: undefined },
  },
  eap: undefined,
};
const redirectTo = (loginUrl: string) =>
  `<html><!--<WISPAccessGatewayParam><Redirect><AccessProcedure>1.0</AccessProcedure><LoginURL>${loginUrl}</LoginURL><MessageType>100</MessageType><ResponseCode>0</ResponseCode></Redirect></WISPAccessGatewayParam>--></html>`;

/* ---- law 52: finalised once ---- */

type Act = 'issueCredentials' | 'abort' | 'skip' | 'triggerAttention' | 'context' | 'leave' | 'anew';
const acts = fc.array(
  fc.record({
    act: fc.constantFrom<Act[]>('issueCredentials', 'abort', 'skip', 'triggerAttention', 'context', 'leave', 'anew'),
    token: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 12 },
);

/** The most often that one context was finalised. */
function mostFinalised(done: readonly { act: Act; token: number }[], subject = hotspotAuthentication): number {
  const alone = attemptAt(redirectTo('https://a.example/'), byApp, subject);
  for (const { act, token } of done) {
    const details = { token, userName: 'u', password: 'p', markAsManual: false };
    if (act === 'leave') alone.tell('linkGone');
    else if (act === 'anew') {
      alone.tell('linkGone');
      alone.tell('joins', false);
      alone.tell('associated');
      alone.tell('redirected');
      alone.clock.advance(seconds(1));
    } else if (act === 'issueCredentials' || act === 'abort') alone.ask(act, details);
    else alone.ask(act, token);
  }
  let most = 0;
  let since = 0;
  for (const { name } of alone.facts) {
    if (name === 'hotspot authentication.eventRaised') since = 0;
    if (/^hotspot authentication\.(issued|aborted|skipped)$/.test(name)) since += 1;
    most = Math.max(most, since);
  }
  return most;
}

/** A handler that forgets to look whether the context has been finalised. */
function forgetful(): typeof hotspotAuthentication {
  const { definition } = hotspotAuthentication;
  const answers = {
    ...definition.answers!,
    skip: ((_attempt, request, does) => {
      does.emit('skipped');
      does.answer(request.ticket, true);
    }) as NonNullable<typeof definition.answers>['skip'],
  };
  return { ...hotspotAuthentication, answers, definition: { ...definition, answers } };
}

describe('a hotspot context', () => {
  it('is finalised at most once, whatever the app does in which order, and with which tokens', () => {
    fc.assert(
      fc.property(acts, done => mostFinalised(done) <= 1),
      { numRuns: 60 },
    );
  });

  it('finalised twice by a handler that does not look is found', () => {
    const found = fc.check(
      fc.property(acts, done => mostFinalised(done, forgetful()) <= 1),
      { numRuns: 200, seed: 1 },
    );
    expect(found.failed).toBe(true);
  });

  it('answers a second call, and a token of another attempt, with a refusal', () => {
    const alone = attemptAt(redirectTo('https://a.example/'), byApp);
    expect(alone.ask('context', 2).code).toBe(404);
    expect(alone.ask('skip', 1).outcome).toBe('answered');
    expect(alone.ask('skip', 1).code).toBe(409);
    expect(alone.ask('context', 1).code).toBe(409);
  });

  it('is not finalised by TriggerAttentionRequired', () => {
    const alone = attemptAt(redirectTo('https://a.example/'), byApp);
    expect(alone.ask('triggerAttention', 1).outcome).toBe('answered');
    expect(alone.ask('skip', 1).outcome).toBe('answered');
  });
});

/* ---- law 52: no retry ---- */

interface Days {
  /** Minutes of the visits, each at least 70 after the one before. */
  gaps: readonly number[];
  rejects: number;
  aborts: number;
  session: number;
  kind: 'wispr' | 'eap';
}
const generatedDays: fc.Arbitrary<Days> = fc.record({
  gaps: fc.array(fc.integer({ min: 70, max: 600 }), { minLength: 2, maxLength: 4 }),
  rejects: fc.constantFrom(0, 0.5, 1),
  aborts: fc.constantFrom(0, 0.5, 1),
  session: fc.constantFrom(hours(4), days(1)),
  kind: fc.constantFrom('wispr', 'eap'),
});

function visits(
  { gaps, rejects, aborts, session, kind }: Days,
  between: (world: World) => void = () => undefined,
): ToldFact[] {
  const { world, told } = hotspotWorld({
    kind,
    length: days(3),
    visit: { session: session as Microseconds, joinsByHand: 0.3 },
    offer: {
      wispr: 'app',
      task: { ...offering.task, issues: 1 - aborts, aborts },
      aaa: { ...offering.aaa, rejects },
      hlr: { ...offering.hlr, unknown: rejects },
    },
  });
  let at = 0;
  for (const gap of gaps) {
    at += gap;
    world.simulation.run(minutes(at));
    between(world);
    world.simulation.arm(world.visits.timers.get('arrives')!, 0, 0 as Microseconds);
  }
  world.simulation.run(minutes(at + 90));
  return told;
}

/** A try by itself after a rejection or an abort in the same session. */
function retriesByItself(told: readonly ToldFact[], session: number): number {
  let failedIn = -1;
  let byHand = false;
  let retries = 0;
  for (const { name, at } of told) {
    const present = Math.floor(at / session);
    if (name === 'hotspot visit.arrived') byHand = false;
    if (name === 'hotspot visit.clicked') byHand = true;
    if (name === 'hotspot authentication.began' && !byHand && failedIn === present) retries += 1;
    if (name === 'hotspot authentication.online' && byHand) failedIn = -1;
    if (/^hotspot authentication\.(rejected|aborted)$/.test(name)) failedIn = present;
  }
  return retries;
}

describe('after a rejection or an abort', () => {
  it('Windows does not try that profile again by itself in the session', () => {
    fc.assert(
      fc.property(generatedDays, one => retriesByItself(visits(one), one.session) === 0),
      { numRuns: 12 },
    );
  });

  it('a Windows that takes each visit for a new session is found', () => {
    const forgets = (world: World) => world.assembly.tell(world.signIns, 'sessionBegan', 0);
    const found = fc.check(
      fc.property(generatedDays, one => retriesByItself(visits(one, forgets), one.session) === 0),
      { numRuns: 30, seed: 2, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });
});

/* ---- law 53 ---- */

const hosts = [
  'wifi.contoso.example',
  'contoso.example',
  'evilcontoso.example',
  'a.b.contoso.example',
  'wifi.contoso.example.evil.example',
];
const loginUrl = fc
  .record({
    scheme: fc.constantFrom('https', 'https', 'HTTPS', 'http', 'ftp'),
    before: fc.constantFrom('', '', 'wifi.contoso.example@'),
    host: fc.constantFrom(...hosts),
    after: fc.constantFrom('/login', ':8443/login', '/?wifi.contoso.example'),
  })
  .map(({ scheme, before, host, after }) => ({ url: `${scheme}://${before}${host}${after}`, scheme, host }));
const trusted = fc.subarray(['wifi.contoso.example', '.contoso.example', '.b.contoso.example'], { minLength: 1 });

/** Whether static credentials are posted to a hotspot with that page. */
type Posts = (page: string, domains: readonly string[]) => boolean;
const windows: Posts = (page, domains) =>
  attemptAt(page, {
    ...byApp,
    wispr: {
      ...byApp.wispr!,
      credentials: { by: 'profile', userName: 'u', password: 'p', trustedDomains: domains },
    },
  }).facts.some(({ name }) => name === 'hotspot authentication.posted');

/** What the law allows, said without the code under test. */
const mayPost = (scheme: string, host: string, domains: readonly string[]): boolean =>
  scheme.toLowerCase() === 'https' &&
  domains.some(domain => (domain[0] === '.' ? host.length > domain.length && host.endsWith(domain) : host === domain));

const law53 = (posts: Posts) =>
  fc.property(loginUrl, trusted, ({ url, scheme, host }, domains) => {
    if (posts(redirectTo(url), domains)) expect(mayPost(scheme, host, domains)).toBe(true);
  });

describe('static credentials', () => {
  it('are posted only by https, and only to hosts of trusted domains', () => {
    fc.assert(law53(windows), { numRuns: 60 });
    expect(windows(redirectTo('https://wifi.contoso.example/login'), ['.contoso.example'])).toBe(true);
  });

  const loginUrlIn = (page: string) => /<LoginURL>(.*)<\/LoginURL>/.exec(page)![1]!;
  it.each<[string, Posts]>([
    ['does not look at the scheme', (page, domains) => isTrusted(new URL(loginUrlIn(page)).hostname, domains)],
    [
      'looks for the domain anywhere in the address',
      (page, domains) =>
        readWispr(page).found &&
        loginUrlIn(page).startsWith('https') &&
        domains.some(one => loginUrlIn(page).includes(one)),
    ],
    [
      'forgets the dot',
      (page, domains) =>
        loginUrlIn(page).startsWith('https') &&
        domains.some(one => new URL(loginUrlIn(page)).hostname.endsWith(one.replace(/^\./, ''))),
    ],
  ])('posted by a Windows that %s are found', (_, posts) => {
    expect(fc.check(law53(posts), { numRuns: 500, seed: 3 }).failed).toBe(true);
  });
});
