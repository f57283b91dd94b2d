import { afterAll, describe, expect, it } from 'vitest';
import { contextCauses, registrationCauses, wwanStatus } from '../../../src/models/messages/causes.ts';
import { probeInterval, quietRate, roundLimit, trafficCheck } from '../../../src/models/windows/connection.ts';
import { linkTime } from '../../../src/models/windows/connection-link.ts';
import { milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { contoso, type WorldChange } from '../small-world.ts';
import { arrows, arrowsTaken, onePc, type Pc, round } from './one-pc.ts';

/** The operator sells no plans in the Mobile Plans app, so that its garden stops the probe. */
const withGarden = (change: WorldChange = {}): WorldChange => ({
  ...change,
  operator: { ...change.operator, cosa: { supportDataMarketplace: false, ...change.operator?.cosa } },
});
const pcWith = (change: WorldChange = {}): Pc => {
  const pc = onePc(withGarden(change));
  pc.matched(true);
  pc.line({ state: 'hotPrepaid' });
  return pc;
};
/** Windows connects to mobile broadband only when the user says so. */
const byClick = { group: { autoConnect: false } };
const policy = (minimizeConnections: 0 | 1 | 2 | 3): WorldChange => ({ group: { minimizeConnections } });
const soon = seconds(10);

/** Mobile broadband in use, which Wi-Fi has just made superfluous. */
function softly(change: WorldChange = {}): Pc {
  const pc = pcWith(change);
  pc.registered('home');
  pc.cellular('appears');
  pc.after(soon);
  pc.line({ rate: 10 * quietRate });
  pc.wifi('appears');
  pc.after(seconds(3));
  expect(pc.states().cellular).toBe('softDisconnecting');
  return pc;
}

describe('a connection', () => {
  it('of Wi-Fi comes up two seconds after the network appears, and is connected when the probe has answered', () => {
    const pc = pcWith();
    pc.wifi('appears');
    expect(pc.states().wifi).toBe('connecting');
    pc.after(linkTime.wifi);
    expect(pc.states().wifi).toBe('probing');
    pc.after(milliseconds(2 * 30 + 100));
    expect([pc.states().wifi, pc.level('wifi')]).toEqual(['connected', 'internetAccess']);
    expect(pc.events()).toEqual(['connecting', 'connected', 'levelChanged']);
    expect(pc.heard('broker.raises')).toEqual(['networkStatusChange']);
  });

  it('of mobile broadband is made by the default context controller, which Windows lets connect by itself', () => {
    const pc = pcWith();
    pc.cellular('appears');
    expect([pc.controller().automatic, pc.heard('person.networkListed')]).toEqual([true, [true]]);
    pc.after(soon);
    expect([pc.states().cellular, pc.level('cellular'), pc.path()]).toEqual([
      'connected',
      'internetAccess',
      'cellular',
    ]);
    expect(pc.heard('person.internet')).toHaveLength(1);
  });

  it('of mobile broadband waits for a click where Windows may not connect by itself', () => {
    const pc = pcWith(byClick);
    pc.cellular('appears');
    pc.after(soon);
    expect([pc.states().cellular, pc.controller().automatic]).toEqual(['idle', false]);
    pc.cellular('connectClicked');
    expect(pc.states().cellular).toBe('connecting');
    pc.after(soon);
    expect(pc.record('cellular')).toMatchObject({ state: 'connected', manual: true });
  });

  it('that is lost goes back to idle, and the controller brings it up again', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.drops();
    expect([pc.states().cellular, pc.level('cellular'), pc.path()]).toEqual(['idle', undefined, 'nowhere']);
    pc.after(minutes(1));
    expect(pc.states().cellular).toBe('connected');
  });

  it('ends with its network, in whatever state it is', () => {
    for (const wait of [0, linkTime.ethernet, soon]) {
      const pc = pcWith();
      pc.ethernet('appears');
      pc.after(wait as typeof soon);
      pc.ethernet('disappears');
      pc.after(minutes(1));
      expect([pc.states().ethernet, pc.path()]).toEqual(['idle', 'nowhere']);
    }
  });

  it('is ended by a disconnect while it is probed, and while it is let go softly', () => {
    const probing = pcWith();
    probing.wifi('appears');
    probing.after(linkTime.wifi);
    probing.wifi('disconnectClicked');
    expect([probing.states().wifi, probing.path()]).toEqual(['disconnected', 'nowhere']);
    const leaving = softly();
    leaving.cellular('disconnectClicked');
    leaving.after(soon);
    expect([leaving.states().cellular, leaving.controller().up]).toEqual(['disconnected', false]);
  });

  it('is lost with its link while it is let go softly', () => {
    const pc = softly();
    pc.drops();
    expect([pc.states().cellular, pc.path()]).toEqual(['idle', 'wifi']);
  });

  it('that was there when the run began is known from the routing alone until somebody asks', () => {
    const pc = pcWith();
    pc.wasUp('wifi');
    expect(pc.record('wifi').known).toBe(false);
    pc.cellular('appears');
    pc.after(soon);
    expect(pc.states()).toEqual({ ethernet: 'idle', wifi: 'connected', cellular: 'idle' });
    expect([pc.path(), pc.heard('metadata.internet')]).toEqual(['wifi', [true]]);
    pc.wifi('disappears');
    pc.after(soon);
    expect([pc.states().cellular, pc.path()]).toEqual(['connected', 'cellular']);
  });
});

describe('mobile broadband that was connected when the run began', () => {
  it('is probed when its line runs dry, and opens nothing', () => {
    const pc = pcWith();
    pc.installApp();
    pc.wasUp('cellular');
    pc.line({ state: 'outOfData' });
    pc.tell('cellular', 'probesAgain');
    pc.after(seconds(1));
    expect([pc.states().cellular, pc.level('cellular')]).toEqual(['connected', 'constrainedInternetAccess']);
    expect(pc.heard('app.opensAtPlans')).toEqual([]);
  });
});

describe('several networks under policy 1', () => {
  it('are not all connected: an automatic connection that would be dropped at once is not made', () => {
    const pc = pcWith();
    pc.wifi('appears');
    pc.after(soon);
    pc.cellular('appears');
    pc.after(minutes(5));
    expect([pc.states().cellular, pc.controller().automatic]).toEqual(['idle', false]);
    expect(pc.heard('person.networkListed')).toEqual([true]);
  });

  it('do not race: mobile broadband waits while Wi-Fi is on its way', () => {
    const pc = pcWith();
    pc.wifi('appears');
    pc.cellular('appears');
    pc.after(minutes(5));
    expect(pc.states()).toMatchObject({ wifi: 'connected', cellular: 'idle' });
    expect(pc.events()).not.toContain('softDisconnecting');
  });

  it('let go of the less preferred one softly: no new sessions, and a look at the traffic every 30 s', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.line({ rate: quietRate + 1 });
    pc.wifi('appears');
    pc.after((linkTime.wifi + seconds(1)) as typeof soon);
    expect([pc.states().cellular, pc.routing(), pc.path()]).toEqual(['softDisconnecting', 'wifi', 'wifi']);
    pc.after(trafficCheck);
    pc.after(trafficCheck);
    expect([pc.states().cellular, pc.controller().up]).toEqual(['softDisconnecting', true]);
    pc.line({ rate: quietRate });
    pc.after(trafficCheck);
    expect(pc.states().cellular).toBe('disconnected');
    pc.after(minutes(5));
    expect([pc.states().cellular, pc.controller()]).toMatchObject(['disconnected', { up: false, automatic: false }]);
  });

  it('let go of mobile broadband while other devices of the line go on using it', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.line({ rate: 10 * quietRate, othersRate: 10 * quietRate });
    pc.wifi('appears');
    pc.after((linkTime.wifi + seconds(1)) as typeof soon);
    expect(pc.states().cellular).toBe('softDisconnecting');
    pc.after(trafficCheck);
    expect(pc.states().cellular).toBe('disconnected');
  });

  it('take the soft-disconnected one back when the preferred one is lost', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.line({ rate: 10 * quietRate });
    pc.wifi('appears');
    pc.after(soon);
    pc.wifi('disappears');
    expect([pc.states().cellular, pc.path()]).toEqual(['connected', 'cellular']);
    pc.line({ rate: 0 });
    pc.after(minutes(5));
    expect(pc.states().cellular).toBe('connected');
  });

  it('connect mobile broadband again when Wi-Fi is gone, and let go of it when Wi-Fi is back', () => {
    const pc = pcWith();
    pc.wifi('appears');
    pc.cellular('appears');
    pc.after(soon);
    pc.wifi('disappears');
    pc.after(soon);
    expect(pc.states().cellular).toBe('connected');
    pc.wifi('appears');
    pc.after(minutes(1));
    expect(pc.states()).toMatchObject({ wifi: 'connected', cellular: 'disconnected' });
    pc.wifi('disappears');
    pc.after(soon);
    expect(pc.states().cellular).toBe('connected');
  });

  it('keep what the user has connected by hand, and prefer it for the session', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.wifi('appears');
    pc.after(soon);
    pc.cellular('connectClicked');
    pc.after(minutes(2));
    expect(pc.states()).toMatchObject({ wifi: 'disconnected', cellular: 'connected' });
    expect(pc.path()).toBe('cellular');
    pc.tell('cellular', 'resumes', true);
    pc.after(minutes(2));
    expect(pc.states()).toMatchObject({ wifi: 'connected', cellular: 'disconnected' });
  });

  it('keep Wi-Fi beside a walled garden that was connected by hand', () => {
    const pc = pcWith();
    pc.line({ state: 'warm' });
    pc.wifi('appears');
    pc.cellular('appears');
    pc.after(soon);
    pc.cellular('connectClicked');
    pc.after(minutes(2));
    expect(pc.states()).toMatchObject({ wifi: 'connected', cellular: 'connected' });
  });

  it('all try at once after boot or resume, and the losers are soft-disconnected straight after', () => {
    const pc = pcWith();
    for (const medium of ['ethernet', 'wifi', 'cellular'] as const) pc.tell(medium, 'resumes', true);
    for (const act of [pc.cellular, pc.wifi, pc.ethernet]) act('appears');
    expect(pc.states()).toMatchObject({ ethernet: 'connecting', wifi: 'connecting' });
    expect(pc.controller().trying).toBe(true);
    pc.after(seconds(5));
    expect(pc.states()).toEqual({
      ethernet: 'connected',
      wifi: 'softDisconnecting',
      cellular: 'softDisconnecting',
    });
    pc.after(minutes(1));
    expect(pc.states()).toEqual({ ethernet: 'connected', wifi: 'disconnected', cellular: 'disconnected' });
  });

  it('hint to the controller after resume that it is a good moment to try', () => {
    const pc = pcWith();
    pc.network.refuses = registrationCauses.congestion;
    pc.cellular('appears');
    pc.after(seconds(5));
    expect(pc.controller()).toMatchObject({ automatic: true, trying: false });
    pc.network.refuses = undefined;
    pc.tell('cellular', 'resumes', false);
    expect(pc.controller().trying).toBe(true);
  });
});

describe('the other policies', () => {
  it('0 keeps everything at once', () => {
    const pc = pcWith(policy(0));
    for (const act of [pc.cellular, pc.wifi, pc.ethernet]) act('appears');
    pc.after(minutes(2));
    expect(pc.states()).toEqual({ ethernet: 'connected', wifi: 'connected', cellular: 'connected' });
    expect([pc.routing(), pc.path()]).toEqual(['allThree', 'ethernet']);
  });

  it('2 keeps mobile broadband, and no internet traffic takes it', () => {
    const pc = pcWith(policy(2));
    for (const act of [pc.cellular, pc.wifi, pc.ethernet]) act('appears');
    pc.after(minutes(2));
    expect(pc.states()).toEqual({ ethernet: 'connected', wifi: 'disconnected', cellular: 'connected' });
    expect(pc.path()).toBe('ethernet');
  });

  it('3 lets nobody join Wi-Fi by hand on Ethernet', () => {
    const pc = pcWith(policy(3));
    pc.wifi('appears');
    pc.ethernet('appears');
    pc.after(minutes(2));
    pc.wifi('connectClicked');
    pc.after(soon);
    expect(pc.states().wifi).not.toBe('connected');
    pc.ethernet('disappears');
    pc.wifi('connectClicked');
    pc.after(soon);
    expect(pc.record('wifi')).toMatchObject({ state: 'connected', manual: true });
  });
});

describe('what the user does', () => {
  it('disconnect: the network stays in the list, and Windows no longer connects to it', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.cellular('disconnectClicked');
    expect(pc.states().cellular).toBe('disconnected');
    pc.after(minutes(5));
    expect(pc.states().cellular).toBe('disconnected');
    expect([pc.controller().automatic, pc.heard('person.networkListed')]).toEqual([false, [true]]);
  });

  it('disconnect, then connect by hand: Windows connects by itself again', () => {
    const pc = pcWith();
    pc.wifi('appears');
    pc.after(soon);
    pc.wifi('disconnectClicked');
    pc.after(soon);
    pc.wifi('connectClicked');
    pc.after(soon);
    pc.wifi('disappears');
    pc.wifi('appears');
    pc.after(soon);
    expect(pc.record('wifi')).toMatchObject({ state: 'connected', onlyByHand: false });
  });

  it('disconnect from Wi-Fi brings mobile broadband up', () => {
    const pc = pcWith();
    pc.wifi('appears');
    pc.cellular('appears');
    pc.after(soon);
    pc.wifi('disconnectClicked');
    pc.after(soon);
    expect(pc.states()).toMatchObject({ wifi: 'disconnected', cellular: 'connected' });
  });

  it('forget is possible only in range; afterwards nobody connects but by hand', () => {
    const pc = pcWith();
    pc.wifi('appears');
    pc.after(soon);
    pc.wifi('forgetClicked');
    pc.after(soon);
    expect(pc.record('wifi')).toMatchObject({ state: 'idle', onlyByHand: true });
    const away = pcWith();
    away.wifi('forgetClicked');
    expect(away.record('wifi').onlyByHand).toBe(false);
  });

  it('disconnect while connecting stops the round; a new click waits until the controller has stopped', () => {
    const pc = pcWith(byClick);
    pc.cellular('appears');
    pc.cellular('connectClicked');
    pc.after(seconds(2));
    pc.cellular('disconnectClicked');
    expect(pc.states().cellular).toBe('disconnected');
    pc.cellular('connectClicked');
    expect([pc.states().cellular, pc.controller().trying]).toEqual(['connecting', false]);
    pc.after(soon);
    expect(pc.states().cellular).toBe('connected');
    expect(pc.heard('person.errorShown')).toEqual([]);
  });

  it('disconnect holds against a controller that is about to connect', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.cellular('disconnectClicked');
    pc.tell('cellular', 'linkUp');
    pc.after(soon);
    expect([pc.states().cellular, pc.controller().up, pc.path()]).toEqual(['idle', false, 'nowhere']);
  });

  it('connect in the middle of a round of the controller: that round is awaited and counts as by hand', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(seconds(1));
    pc.cellular('connectClicked');
    expect(pc.states().cellular).toBe('connecting');
    pc.after(round);
    expect(pc.record('cellular')).toMatchObject({ manual: true });
    expect(pc.heard('person.errorShown')).toEqual([]);
  });

  it('connect in the middle of rounds that lead nowhere ends after the limit of a connect', () => {
    const pc = pcWith();
    pc.network.refuses = registrationCauses.congestion;
    pc.cellular('appears');
    pc.after(seconds(1));
    pc.cellular('connectClicked');
    pc.after(roundLimit);
    expect([pc.states().cellular, pc.heard('person.errorShown')]).toEqual(['idle', [wwanStatus.busy]]);
  });

  it('does nothing to a cable', () => {
    const pc = pcWith();
    pc.ethernet('appears');
    pc.after(soon);
    for (const act of ['disconnectClicked', 'forgetClicked', 'connectClicked'] as const) pc.ethernet(act);
    expect(pc.record('ethernet')).toMatchObject({ state: 'connected', manual: false, onlyByHand: false });
  });

  it('connect a network that has just gone is an error', () => {
    const pc = pcWith();
    pc.cellular('connectClicked');
    expect(pc.heard('person.errorShown')).toEqual([wwanStatus.notReady]);
    pc.cellular('appears');
    pc.cellular('connectClicked');
    pc.after(seconds(1));
    pc.cellular('disappears');
    expect([pc.states().cellular, pc.heard('person.errorShown')]).toEqual([
      'idle',
      [wwanStatus.notReady, wwanStatus.notReady],
    ]);
  });
});

describe('roaming that the COSA entry does not allow', () => {
  const homeOnly: WorldChange = { operator: { cosa: { roaming: 0 } } };

  it('hides the network and disconnects at once, even with traffic', () => {
    const pc = pcWith(homeOnly);
    pc.registered('home');
    pc.cellular('appears');
    pc.after(soon);
    pc.line({ rate: 10 * quietRate });
    pc.registered('roaming');
    expect(pc.states().cellular).toBe('disconnected');
    expect(pc.heard('person.networkListed')).toEqual([true, false]);
  });

  it('ends a connection that is being probed, or let go softly, too', () => {
    const leaving = softly(homeOnly);
    leaving.registered('roaming');
    expect(leaving.states().cellular).toBe('disconnected');
    const probing = pcWith(homeOnly);
    probing.cellular('appears');
    probing.after(round);
    expect(probing.states().cellular).toBe('probing');
    probing.registered('roaming');
    expect(probing.states().cellular).toBe('disconnected');
  });

  it('makes a connect by hand impossible, and ends one that is under way', () => {
    const pc = pcWith({ ...homeOnly, ...byClick });
    pc.registered('home');
    pc.cellular('appears');
    pc.cellular('connectClicked');
    pc.registered('roaming');
    expect(pc.states().cellular).toBe('disconnected');
    pc.after(soon);
    pc.cellular('connectClicked');
    expect([pc.states().cellular, pc.heard('person.errorShown')]).toEqual([
      'disconnected',
      [registrationCauses.roamingNotAllowed, registrationCauses.roamingNotAllowed],
    ]);
  });

  it('lets Windows connect by itself again at home', () => {
    const pc = pcWith(homeOnly);
    pc.registered('roaming');
    pc.cellular('appears');
    pc.after(soon);
    expect([pc.states().cellular, pc.controller().automatic]).toEqual(['idle', false]);
    pc.registered('home');
    pc.after(soon);
    expect(pc.states().cellular).toBe('connected');
  });

  it('counts only where an entry fits the SIM', () => {
    const pc = pcWith(homeOnly);
    pc.matched(false);
    pc.registered('roaming');
    pc.cellular('appears');
    pc.after(soon);
    expect(pc.states().cellular).toBe('connected');
  });
});

describe('prohibited interconnect of domain and non-domain networks', () => {
  const guarded = (change: WorldChange = {}) => {
    const pc = pcWith(change);
    for (const medium of ['ethernet', 'wifi', 'cellular'] as const) pc.tell(medium, 'interconnectProhibited', true);
    return pc;
  };

  it('ends a mobile connection the moment the PC is docked to the domain, even with traffic', () => {
    const pc = guarded();
    pc.cellular('appears');
    pc.after(soon);
    pc.line({ rate: 10 * quietRate });
    pc.tell('ethernet', 'domainFound', true);
    pc.ethernet('appears');
    pc.after(linkTime.ethernet);
    expect(pc.states().cellular).toBe('disconnected');
  });

  it('fails a connect by hand across the border while Ethernet is connected', () => {
    const pc = guarded();
    pc.tell('ethernet', 'domainFound', true);
    pc.ethernet('appears');
    pc.cellular('appears');
    pc.after(soon);
    pc.cellular('connectClicked');
    expect([pc.states().cellular, pc.heard('person.errorShown')]).toEqual(['idle', [wwanStatus.busy]]);
  });

  it('switches between two wireless networks: joining one by hand ends the other immediately', () => {
    const pc = guarded();
    pc.tell('wifi', 'domainFound', true);
    pc.wifi('appears');
    pc.cellular('appears');
    pc.after(soon);
    pc.cellular('connectClicked');
    expect(pc.states()).toMatchObject({ wifi: 'disconnected', cellular: 'connecting' });
    pc.after(soon);
    expect(pc.states()).toMatchObject({ wifi: 'disconnected', cellular: 'connected' });
    pc.wifi('connectClicked');
    expect(pc.states()).toMatchObject({ wifi: 'connecting', cellular: 'disconnected' });
    pc.after(soon);
    expect(pc.states()).toMatchObject({ wifi: 'connected', cellular: 'disconnected' });
  });

  it('ends the joining of one network when the user joins the other', () => {
    const pc = guarded(byClick);
    pc.tell('wifi', 'domainFound', true);
    pc.cellular('appears');
    pc.wifi('appears');
    pc.wifi('disconnectClicked');
    pc.wifi('connectClicked');
    pc.cellular('connectClicked');
    pc.after(soon);
    expect(pc.states()).toMatchObject({ wifi: 'disconnected', cellular: 'connected' });
  });
});

describe('connectivity', () => {
  it('is probed again every 30 s while constrained', () => {
    const pc = pcWith();
    pc.line({ state: 'warm' });
    pc.cellular('appears');
    pc.after(soon);
    expect(pc.level('cellular')).toBe('constrainedInternetAccess');
    pc.line({ state: 'hotPrepaid' });
    pc.after(probeInterval);
    expect([pc.level('cellular'), pc.heard('person.internet').length]).toEqual(['internetAccess', 1]);
  });

  it('is probed at once when the line has changed', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.line({ state: 'outOfData' });
    pc.tell('cellular', 'probesAgain');
    pc.after(seconds(1));
    expect(pc.level('cellular')).toBe('constrainedInternetAccess');
    expect(pc.states().cellular).toBe('connected');
  });

  it('is awaited by whoever waits for the internet through an interface', () => {
    const pc = pcWith();
    pc.line({ state: 'warm' });
    pc.cellular('appears');
    const asked = pc.awaitsInternet();
    pc.after(soon);
    expect(asked.outcome).toBeUndefined();
    pc.line({ state: 'hotPrepaid' });
    pc.after(minutes(1));
    expect(asked.outcome).toBe('answered');
    expect(pc.awaitsInternet()).toMatchObject({ outcome: 'answered', at: pc.now() });
  });

  it('answers the last who waits', () => {
    const pc = pcWith();
    const [first, second] = [pc.awaitsInternet(), pc.awaitsInternet()];
    pc.cellular('appears');
    pc.after(soon);
    expect([first.outcome, second.outcome]).toEqual([undefined, 'answered']);
  });

  it('of the device, over whichever interface, is told to all who wait for it, only when it changes', () => {
    const pc = pcWith();
    pc.cellular('appears');
    pc.after(soon);
    pc.wifi('appears');
    pc.after(minutes(2));
    for (const name of ['metadata', 'store', 'update', 'setup'])
      expect(pc.heard(`${name}.internet`), name).toEqual([true]);
    pc.wifi('disappears');
    pc.cellular('disappears');
    pc.after(soon);
    expect(pc.heard('store.internet')).toEqual([true, false]);
  });

  it('of a walled garden is none for the device; Windows Setup hears that the connection is limited', () => {
    const pc = pcWith();
    pc.line({ state: 'warm' });
    pc.cellular('appears');
    pc.after(soon);
    expect([pc.heard('metadata.internet'), pc.heard('setup.internet')]).toEqual([[], [false]]);
  });
});

describe('what starts after a connect', () => {
  const started = (pc: Pc) =>
    pc.told.filter(({ name }) => /^(app|person)\.(?!networkListed)/.test(name)).map(({ name }) => name);
  const connected = (prepare: (pc: Pc) => void, change: WorldChange = {}) => {
    const pc = pcWith({ ...byClick, ...change });
    prepare(pc);
    pc.cellular('appears');
    pc.cellular('connectClicked');
    pc.after(soon);
    return pc;
  };
  const warm = (pc: Pc) => pc.line({ state: 'warm' });
  const refused = (cause: number) => (pc: Pc) => {
    pc.network.refuses = cause;
  };
  const withApp = (more: (pc: Pc) => void) => (pc: Pc) => {
    pc.installApp();
    more(pc);
  };

  it('nothing, when there is internet', () => {
    expect(started(connected(() => {}))).toEqual(['person.internet']);
    expect(started(connected(withApp(() => {})))).toEqual(['person.internet']);
  });

  it('the app at its plans, when it is installed and there is no internet', () => {
    expect(started(connected(withApp(warm)))).toEqual(['app.opensAtPlans', 'person.appOpened']);
  });

  it('the page of the COSA entry, when there is no app', () => {
    expect(started(connected(warm))).toEqual(['person.webPageOpened']);
  });

  it('only the icon of a limited connection, when the entry names no page or no entry fits', () => {
    const { cosa } = contoso;
    const noPage = { ...contoso, cosa: { ...cosa, accountExperienceUrl: undefined, supportDataMarketplace: false } };
    expect(started(connected(warm, { operators: [noPage] }))).toEqual(['person.limitedShown']);
    const noEntry = (pc: Pc) => {
      warm(pc);
      pc.matched(false);
    };
    expect(started(connected(noEntry))).toEqual(['person.limitedShown']);
  });

  it('the app, when the connect fails because nothing was purchased', () => {
    const pc = connected(withApp(refused(contextCauses.notSubscribed)));
    expect([started(pc), pc.states().cellular]).toEqual([['app.opensAtPlans', 'person.appOpened'], 'idle']);
  });

  it('an error and not the app, when it fails for another cause', () => {
    expect(started(connected(withApp(refused(registrationCauses.congestion))))).toEqual(['person.errorShown']);
  });

  it('an error, when it fails and there is no app', () => {
    expect(started(connected(refused(contextCauses.notSubscribed)))).toEqual(['person.errorShown']);
  });

  it('nothing with a Mobile Plans SIM: its garden lets the probe pass, and the flyout says the rest', () => {
    const pc = connected(withApp(warm), { operator: { cosa: { supportDataMarketplace: true } } });
    expect(started(pc)).toEqual(['person.internet']);
  });

  it('is decided by the first result: a later probe opens nothing again', () => {
    const pc = connected(withApp(warm));
    pc.after(minutes(10));
    expect(pc.heard('app.opensAtPlans')).toHaveLength(1);
  });

  it('is not decided again by an automatic reconnect of the same session, but by a new click', () => {
    const pc = pcWith();
    pc.installApp();
    warm(pc);
    pc.cellular('appears');
    pc.after(soon);
    expect(pc.heard('app.opensAtPlans')).toHaveLength(1);
    pc.drops();
    pc.after(minutes(1));
    expect([pc.states().cellular, pc.heard('app.opensAtPlans').length]).toEqual(['connected', 1]);
    pc.cellular('connectClicked');
    pc.after(soon);
    expect(pc.heard('app.opensAtPlans')).toHaveLength(2);
  });

  it('nothing after a failure of Windows’ own tries', () => {
    const pc = pcWith();
    pc.installApp();
    pc.network.refuses = contextCauses.notSubscribed;
    pc.cellular('appears');
    pc.after(minutes(5));
    expect(started(pc)).toEqual([]);
  });
});

afterAll(() => {
  expect(arrows.filter(arrow => !arrowsTaken.has(arrow))).toEqual([]);
});
