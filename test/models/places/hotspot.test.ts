/** A Wi-Fi hotspot as a PC meets it: open, captive, WISPr or EAP, sentence by sentence. */
import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import type { HotspotTaskSettings } from '../../../src/models/settings.ts';
import { hours, minutes, seconds } from '../../../src/sim/units.ts';
import { atHotspot, offering, type Place } from '../hotspot-world.ts';
import { always } from '../small-world.ts';

const twice = [minutes(5), hours(2)];
const app = (task: Partial<HotspotTaskSettings>, more: Partial<Place> = {}): Place => ({
  kind: 'wispr',
  ...more,
  offer: { wispr: 'app', task: { ...offering.task, ...task } },
});
const byHand = { joinsByHand: 1, partner: 0 };

describe('a Wi-Fi hotspot', () => {
  it('is joined by itself where a profile names it', () => {
    const { steps, wifi, route } = atHotspot({ kind: 'wispr' });
    expect(steps[0]).toBe('began');
    expect([wifi.state, wifi.manual, route()]).toEqual(['connected', false, 'wifi']);
  });

  it('is joined by hand where no profile names it, or not at all', () => {
    expect(atHotspot({ kind: 'open', visit: { joinsByHand: 0 } }).steps).toEqual([]);
    const { steps, wifi } = atHotspot({ kind: 'open', visit: { joinsByHand: 1 } });
    expect([steps, wifi.manual]).toEqual([['began', 'online'], true]);
  });

  it('leads to the internet at once when it is open', () => {
    const { facts } = atHotspot({ kind: 'open', visit: byHand });
    expect(facts('Wi-Fi hotspot')).toEqual([]);
  });

  it('takes no session before the probe has reached the internet over it', () => {
    const { wifi, route } = atHotspot({ kind: 'captivePortal', visit: { ...byHand, signsIn: 0 } });
    expect([wifi.state, wifi.level, route()]).toEqual(['connected', 'constrainedInternetAccess', 'cellular']);
  });

  it('redirects the probe; without WISPr in the page the browser opens, and the person signs in', () => {
    const { steps, of } = atHotspot({ kind: 'captivePortal', visit: byHand });
    expect(steps).toEqual(['began', 'browserOpened', 'online']);
    expect(of('Wi-Fi hotspot.redirected').length).toBeGreaterThanOrEqual(2);
    expect(of('hotspot authentication.online')[0]!.value).toBeGreaterThan(seconds(30));
  });

  it('shows its page in the browser when its WISPr is none', () => {
    const { steps } = atHotspot({ kind: 'wispr', visit: { brokenPages: 1 } });
    expect(steps).toEqual(['began', 'browserOpened', 'online']);
  });

  it('is not there any more when the visit is over', () => {
    const { run, world, place } = atHotspot({ kind: 'wispr' });
    run(minutes(70));
    expect(world.connections.store.look(interfaceOf(0, 'wifi'))).toMatchObject({ state: 'idle', available: false });
    expect([place.state, world.signIns.store.look(0).state]).toEqual(['open', 'idle']);
  });

  it('is away from the Wi-Fi of the house, which is there again afterwards', () => {
    const { run, world, route } = atHotspot({ kind: 'open', group: { wifi: 1 } });
    expect(route()).toBe('cellular');
    run(minutes(70));
    expect(world.routes.store.look(0).state).toMatch(/wifi/);
  });

  it('behind mobile broadband is joined only while that has no internet', () => {
    const behind: Place = { kind: 'wispr', offer: { preference: 'lessPreferred' } };
    expect(atHotspot(behind).steps).toEqual([]);
    const offline = atHotspot({
      ...behind,
      prepare: world => world.assembly.tell(world.modems, 'radioSwitched', 0, false),
    });
    expect(offline.steps.at(-1)).toBe('online');
  });
});

describe('WISPr', () => {
  it('with credentials in the profile and a trusted login host is signed in to by Windows alone', () => {
    const { steps, facts } = atHotspot({ kind: 'wispr' });
    expect(steps).toEqual(['began', 'wisprDetected', 'posted', 'online']);
    expect(facts('hotspot task')).toEqual([]);
  });

  it('gets no credentials at a login host that is not trusted', () => {
    const { steps, wifi } = atHotspot({ kind: 'wispr', visit: { strangers: 1 } });
    expect(steps).toEqual(['began', 'wisprDetected', 'constrained']);
    expect(wifi.onlyByHand).toBe(true);
  });

  it('takes a host below a trusted domain', () => {
    const { steps } = atHotspot({ kind: 'wispr', offer: { trustedDomains: ['.contoso.example'] } });
    expect(steps.at(-1)).toBe('online');
  });

  it('with the app raises an event with a token, and the task finds the context', () => {
    const { steps, facts, of } = atHotspot(app({}));
    expect(steps).toEqual(['began', 'wisprDetected', 'eventRaised', 'issued', 'posted', 'online']);
    expect([facts('hotspot task'), of('hotspot authentication.eventRaised')[0]!.value]).toEqual([['ran'], 1]);
  });

  it('with neither prompts who has joined by hand, and nobody else', () => {
    expect(atHotspot({ kind: 'wispr', visit: byHand }).steps).toEqual([
      'began',
      'wisprDetected',
      'prompted',
      'posted',
      'online',
    ]);
    const refuses = atHotspot({ kind: 'wispr', visit: { ...byHand, signsIn: 0 } });
    expect(refuses.steps.at(-1)).toBe('constrained');
  });

  it('that is pending is asked again until the operator has answered', () => {
    const { steps, of } = atHotspot({ kind: 'wispr', visit: { pending: 1 } });
    expect(steps.at(-1)).toBe('online');
    expect([of('Wi-Fi hotspot.held').length, of('Wi-Fi hotspot.poll.answered').length]).toEqual([1, 1]);
  });

  it.each([
    [100, { offer: { aaa: { ...offering.aaa, rejects: 1 } } }],
    [255, { visit: { gatewayErrors: 1 } }],
  ])('code %i ends the connection', (code, more) => {
    const { steps, wifi, of } = atHotspot({ kind: 'wispr', ...more });
    expect([steps.at(-1), of('hotspot authentication.rejected')[0]!.value]).toEqual(['rejected', code]);
    expect([wifi.state, wifi.onlyByHand]).toEqual(['disconnected', true]);
  });

  it('code 102 is what a hotspot says whose AAA server does not answer in time', () => {
    const { of } = atHotspot({
      kind: 'wispr',
      timeline: [
        {
          kind: 'outage',
          name: 'down',
          at: minutes(1),
          until: hours(1),
          operator: 'contoso',
          system: 'aaa',
          as: { kind: 'hang' },
        },
      ],
    });
    expect(of('hotspot authentication.rejected')[0]!.value).toBe(102);
  });

  it('that was rejected is not tried again by itself in this session, at no place', () => {
    const rejects = { kind: 'wispr' as const, offer: { aaa: { ...offering.aaa, rejects: 1 } } };
    expect(atHotspot({ ...rejects, at: twice }).steps.filter(step => step === 'began')).toHaveLength(1);
    const shortly = atHotspot({ ...rejects, at: twice, visit: { session: hours(1) } });
    expect(shortly.steps.filter(step => step === 'began')).toHaveLength(2);
  });

  it('keeps nothing of the credentials: each connect raises a new event', () => {
    const { of } = atHotspot(app({}, { at: twice }));
    expect(of('hotspot authentication.eventRaised').map(({ value }) => value)).toEqual([1, 2]);
  });

  it('under a secondary name is joined by itself after a person did so once', () => {
    const never = atHotspot({ kind: 'wispr', visit: { secondary: 1 }, at: twice });
    expect(never.steps).toEqual([]);
    const once = atHotspot({ kind: 'wispr', visit: { secondary: 1, joinsByHand: 1 }, at: twice });
    expect(once.of('hotspot visit.clicked')).toHaveLength(1);
    expect(once.steps.filter(step => step === 'online')).toHaveLength(2);
  });
});

describe('the hotspot task of the app', () => {
  it('that cancels the connection has Windows disconnect, and not try again in this session', () => {
    const { steps, wifi } = atHotspot(app({ issues: 0, aborts: 1 }, { at: twice }));
    expect(steps).toEqual(['began', 'wisprDetected', 'eventRaised', 'aborted', 'lost']);
    expect([wifi.state, wifi.onlyByHand]).toEqual(['disconnected', true]);
  });

  it('that asks for it is never followed by a connect by itself, and the profile stays', () => {
    const marked = (marksManual: boolean) =>
      atHotspot(app({ issues: 0, aborts: 1, marksManual }, { at: twice, visit: { session: hours(1) } }));
    const begun = (steps: readonly string[]) => steps.filter(step => step === 'began').length;
    expect([begun(marked(false).steps), begun(marked(true).steps)]).toEqual([2, 1]);
    const { world } = marked(true);
    expect(world.surroundings.hotspotNetworks(0).wispr).toBeDefined();
  });

  it('that skips has Windows only probe again', () => {
    const { steps, wifi } = atHotspot(app({ issues: 0, skips: 1 }));
    expect(steps).toEqual(['began', 'wisprDetected', 'eventRaised', 'skipped', 'constrained']);
    expect(wifi.onlyByHand).toBe(true);
  });

  it('that asks the person comes to the foreground, and finalises afterwards', () => {
    const { steps } = atHotspot(app({ issues: 0, asksUser: 1 }));
    expect(steps).toEqual([
      'began',
      'wisprDetected',
      'eventRaised',
      'attentionTriggered',
      'issued',
      'posted',
      'online',
    ]);
  });

  it.each(['locked', 'standby'] as const)('cannot come to the foreground of a PC that is %s, and skips', screen => {
    const { steps } = atHotspot(app({ issues: 0, asksUser: 1 }, { visit: { [screen]: 1 } }));
    expect(steps).toEqual(['began', 'wisprDetected', 'eventRaised', 'skipped', 'constrained']);
  });

  it('cannot come to the foreground of a PC whose lid is closed', () => {
    const { steps } = atHotspot({
      ...app({ issues: 0, asksUser: 1 }),
      prepare: world => world.assembly.tell(world.modems, 'sleeps', 0),
    });
    expect(steps).toEqual(['began', 'wisprDetected', 'eventRaised', 'skipped', 'constrained']);
  });

  it('comes too late when the visit is over', () => {
    const { of } = atHotspot(
      app({ takes: always(minutes(4)) }, { visit: { lasts: always(minutes(2)) }, at: [minutes(5), hours(1)] }),
    );
    expect(of('hotspot authentication.issued')).toHaveLength(0);
    expect(of('hotspot task.tooLate')).toHaveLength(2);
  });

  it('that never decides is not waited for longer than five minutes', () => {
    const { steps, of } = atHotspot(app({ takes: always(hours(5)) }));
    expect(steps.at(-1)).toBe('constrained');
    const [raised, ended] = ['eventRaised', 'constrained'].map(name => of(`hotspot authentication.${name}`)[0]!.at);
    expect(ended! - raised!).toBe(minutes(5));
  });
});

describe('EAP with the SIM', () => {
  const pairs = (eap: 'sim' | 'aka' | 'akaPrime', fact = 'fullAuthentication', at = [minutes(5)]) =>
    atHotspot({ kind: 'eap', offer: { eap }, at, length: hours(12) })
      .of(`EAP authentication.${fact}`)
      .map(({ value }) => value);

  it('needs three pairs with EAP-SIM, two with EAP-AKA and EAP-AKA′', () => {
    expect([pairs('sim'), pairs('aka'), pairs('akaPrime')]).toEqual([[3], [2], [2]]);
  });

  it('is fast the next time, with two pairs and without the home location register', () => {
    expect(pairs('sim', 'fastReauthentication', twice)).toEqual([2]);
    const { world } = atHotspot({ kind: 'eap', at: twice });
    expect(world.homeRegisters.store.look(0).asked).toBe(1);
  });

  it('is full again after so many fast ones; EAP-AKA asks for the identity again, which is a third pair', () => {
    const four = [minutes(5), hours(2), hours(4), hours(6)];
    expect([pairs('aka', 'fullAuthentication', four), pairs('sim', 'fullAuthentication', four)]).toEqual([
      [2, 3],
      [3, 3],
    ]);
    expect(pairs('aka', 'fastReauthentication', four)).toEqual([2, 2]);
  });

  it('meets neither a page nor the app', () => {
    const { steps, facts } = atHotspot({ kind: 'eap', offer: { wispr: 'app' } });
    expect(steps).toEqual(['began', 'online']);
    expect([facts('Wi-Fi hotspot').filter(fact => fact === 'redirected'), facts('hotspot task')]).toEqual([[], []]);
  });

  it('fails for a subscriber whom the register does not know, and is not tried again in this session', () => {
    const { steps, of, wifi } = atHotspot({
      kind: 'eap',
      offer: { hlr: { ...offering.hlr, unknown: 1 } },
      at: twice,
    });
    expect(steps).toEqual(['began', 'rejected']);
    expect([of('home location register.unknownSubscriber').length, wifi.onlyByHand]).toEqual([1, true]);
  });

  it('without an answer of the register ends this try, and says nothing against the profile', () => {
    const { steps } = atHotspot({
      kind: 'eap',
      at: twice,
      timeline: [
        {
          kind: 'outage',
          name: 'down',
          at: minutes(1),
          until: hours(1),
          operator: undefined,
          system: 'hlr',
          as: { kind: 'hang' },
        },
      ],
    });
    expect(steps).toEqual(['began', 'lost', 'began', 'online']);
  });

  it('is not possible without a profile', () => {
    expect(atHotspot({ kind: 'eap', visit: { partner: 0, joinsByHand: 1 } }).steps).toEqual([]);
    expect(atHotspot({ kind: 'eap', offer: { eap: 'none' } }).steps).toEqual([]);
    const bare = { visit: { provisioned: false }, group: { preloaded: 0 } };
    expect(atHotspot({ kind: 'eap', ...bare }).steps).toEqual([]);
  });

  it('is possible as soon as the app has handed over a provisioning file with the profile', () => {
    const { steps } = atHotspot({ kind: 'eap', visit: { provisioned: false }, at: twice });
    expect(steps).toContain('online');
  });
});
