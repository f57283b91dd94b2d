/** Laws over generated days of a PC: networks come and go, users click, policies change, lines carry traffic or nothing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Medium, media } from '../../../src/models/device/interfaces.ts';
import {
  contextCauses,
  notPurchasedCauses,
  registrationCauses,
  wwanStatus,
} from '../../../src/models/messages/causes.ts';
import { isUp } from '../../../src/models/windows/windows-connection-manager.ts';
import { milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { onePc, type Pc } from './one-pc.ts';

const acts = ['appears', 'disappears', 'connectClicked', 'disconnectClicked', 'forgetClicked'] as const;
const act = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...media), fc.constantFrom('appears' as const, ...acts))
      .map(([medium, what]) => ({ what: `${medium} ${what}`, on: (pc: Pc) => pc[medium](what) })),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map(isNew => ({
      what: `resumes ${isNew}`,
      on: (pc: Pc) => {
        for (const medium of media) pc.tell(medium, 'resumes', isNew);
      },
    })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('home' as const, 'partner' as const, 'roaming' as const, undefined)
      .map(at => ({ what: `registered ${at}`, on: (pc: Pc) => pc.registered(at) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(0, 500, 5_000_000)
      .map(rate => ({ what: `rate ${rate}`, on: (pc: Pc) => pc.line({ rate }) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('cold' as const, 'warm' as const, 'hotPrepaid' as const, 'outOfData' as const)
      .map(state => ({
        what: `line ${state}`,
        on: (pc: Pc) => {
          pc.line({ state });
          pc.tell('cellular', 'probesAgain');
        },
      })),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'context lost', on: (pc: Pc) => pc.drops() }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(undefined, contextCauses.notSubscribed, registrationCauses.congestion, wwanStatus.noProfile)
      .map(cause => ({
        what: `network refuses ${cause}`,
        on: (pc: Pc) => {
          pc.network.refuses = cause;
        },
      })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...media), fc.boolean()).map(([medium, isDomain]) => ({
      what: `${medium} domain ${isDomain}`,
      on: (pc: Pc) => pc.tell(medium, 'domainFound', isDomain),
    })),
  },
);
const pause = fc.constantFrom(milliseconds(0), milliseconds(100), seconds(1), seconds(5), seconds(31), minutes(4));
const days = fc.array(fc.record({ act, pause }), { minLength: 1, maxLength: 40 });
const pcs = fc.record({
  policy: fc.constantFrom(0 as const, 1 as const, 1 as const, 2 as const, 3 as const),
  autoConnect: fc.boolean(),
  roaming: fc.constantFrom(0 as const, 1 as const, 2 as const),
  app: fc.boolean(),
  guarded: fc.boolean(),
  wasUp: fc.subarray([...media]),
});

type Made = typeof pcs extends fc.Arbitrary<infer T> ? T : never;

function pcOf({ policy, autoConnect, roaming, app, guarded, wasUp }: Made): Pc {
  const pc = onePc({
    group: { minimizeConnections: policy, autoConnect },
    operator: { cosa: { roaming, supportDataMarketplace: false } },
  });
  pc.matched(true);
  pc.line({ state: 'hotPrepaid' });
  if (app) pc.installApp();
  if (!wasUp.includes('cellular')) for (const medium of wasUp) pc.wasUp(medium);
  if (guarded) for (const medium of media) pc.tell(medium, 'interconnectProhibited', true);
  return pc;
}

/** Plays a day with a look at the PC after each act and each pause. */
function play(
  made: Made,
  day: readonly { act: { on(pc: Pc): void }; pause: ReturnType<typeof seconds> }[],
  look: (pc: Pc) => void,
) {
  const pc = pcOf(made);
  for (const { act, pause } of day) {
    act.on(pc);
    look(pc);
    pc.after(pause);
    look(pc);
  }
  return pc;
}

const linked = ['probing', 'connected', 'softDisconnecting'];
const isLinked = (pc: Pc, medium: Medium) => linked.includes(String(pc.record(medium).state));

/** Lets everything under way come to its end: no traffic, nobody clicks, the network refuses nobody. */
function settled(pc: Pc): Pc {
  pc.network.refuses = undefined;
  pc.line({ rate: 0 });
  pc.after(minutes(20));
  return pc;
}

describe('law 60', () => {
  it('a soft-disconnected interface carries no new session: the routing has it down, and another carries the traffic', () => {
    fc.assert(
      fc.property(pcs, days, (made, day) => {
        play(made, day, pc => {
          const routing = pc.routing();
          for (const medium of media) {
            const { state, known } = pc.record(medium);
            if (known)
              expect(isUp(routing, medium), `${medium} ${state}`).toBe(state === 'probing' || state === 'connected');
            if (state === 'softDisconnecting') expect([medium, 'nowhere']).not.toContain(pc.path());
          }
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe('law 61', () => {
  it('under policy 1 a settled PC has no connection beside Ethernet that is neither by hand nor preferred', () => {
    fc.assert(
      fc.property(pcs, days, (made, day) => {
        const pc = settled(play({ ...made, policy: 1, guarded: false }, day, () => {}));
        const wireless = (['wifi', 'cellular'] as const).filter(medium => isLinked(pc, medium));
        const byItself = wireless.filter(medium => !pc.record(medium).manual && pc.record(medium).known);
        const hasInternet = (medium: Medium) => pc.level(medium) === 'internetAccess';
        const isDomain = (medium: Medium) => Boolean(pc.record(medium).domain);
        const ahead = [
          ...(isLinked(pc, 'ethernet') ? (['ethernet'] as const) : []),
          ...wireless.filter(medium => pc.record(medium).manual),
        ];
        const allowed = byItself.filter(medium => {
          const rivals = [...ahead, ...byItself.filter(other => other !== medium)];
          const isPreferred =
            !rivals.some(hasInternet) || (hasInternet(medium) && medium === 'wifi' && ahead.length === 0);
          return isPreferred || isDomain(medium);
        });
        expect(byItself).toEqual(allowed);
        expect(media.map(medium => pc.record(medium).state)).not.toContain('softDisconnecting');
      }),
      { numRuns: 150 },
    );
  });

  it('under every policy a PC that may connect by itself is connected, after the next resume at the latest, when a network is there', () => {
    fc.assert(
      fc.property(pcs, days, (made, day) => {
        const pc = settled(play({ ...made, autoConnect: true, roaming: 1, guarded: false }, day, () => {}));
        // A connect by hand that failed has ended the back-off of the controller: only a hint makes it try again.
        pc.tell('cellular', 'resumes', false);
        pc.after(minutes(5));
        const open = (medium: Medium) => {
          const { available, onlyByHand } = pc.record(medium);
          return available && !onlyByHand;
        };
        if (open('ethernet') || open('wifi'))
          expect(media.some(medium => pc.level(medium) === 'internetAccess')).toBe(true);
        else if (open('cellular')) expect(isLinked(pc, 'cellular')).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the user', () => {
  it('is never overruled: what was disconnected by hand stays down until it is connected by hand', () => {
    fc.assert(
      fc.property(pcs, days, fc.constantFrom('wifi' as const, 'cellular' as const), (made, day, medium) => {
        const pc = pcOf(made);
        pc[medium]('disconnectClicked');
        const clicks = (what: string) => what === `${medium} connectClicked`;
        for (const { act, pause } of day.filter(({ act }) => !clicks(act.what))) {
          act.on(pc);
          pc.after(pause);
          expect(isLinked(pc, medium)).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('law 41', () => {
  it('a failed connect starts the app only for causes that say that nothing was purchased', () => {
    fc.assert(
      fc.property(pcs, days, (made, day) => {
        const pc = play(made, day, () => {});
        for (const { name, value } of pc.facts)
          if (name === 'connection.startedApp' && value !== 0) expect(notPurchasedCauses).toContain(value);
      }),
      { numRuns: 60 },
    );
  });
});

describe('prohibited interconnect', () => {
  it('never leaves a domain and a non-domain connection up together, but for Ethernet that nobody can unplug', () => {
    fc.assert(
      fc.property(pcs, days, (made, day) => {
        play({ ...made, guarded: true, wasUp: [] }, day, pc => {
          const up = media.filter(medium => isLinked(pc, medium));
          expect(new Set(up.map(medium => pc.record(medium).domain)).size).toBeLessThan(2);
        });
      }),
      { numRuns: 60 },
    );
  });
});
