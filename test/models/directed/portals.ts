/** Sessions of the web portal to which something rare happens, without a buyer around them. */
import type { World } from '../../../src/models/world.ts';
import { type Microseconds, milliseconds, minutes, seconds } from '../../../src/sim/units.ts';
import { always, contoso, payment, type WorldChange } from '../small-world.ts';
import { asks, type DirectedWorld, isOut, waits } from './drive.ts';

const launch = { launchUrl: `https://${contoso.portal.host}/`, headers: {} };
const page = (opening: typeof launch | undefined) => ({
  step: opening === undefined ? 1 : 0,
  roundTrip: milliseconds(30),
  rate: 1e6,
  luck: 1,
  launch: opening,
});

const does = {
  launch: ({ world }: Session) => asks(world, world.portals, 'openPage', page(launch)),
  open: ({ world }: Session) => asks(world, world.portals, 'openPage', page(undefined)),
  pay: (session: Session) => {
    asks(session.world, session.world.portals, 'call', { tier: 'payment', call: 'charge', nth: session.charges });
    session.charges += 1;
  },
  order: ({ world }: Session) => asks(world, world.portals, 'placeOrder', 3),
  close: ({ world }: Session) => world.assembly.tell(world.portals, 'closed', 0),
} as const;

interface Session {
  readonly world: World;
  charges: number;
}

/** One thing every ten seconds; `-` for nothing. */
const session = (name: string, steps: string, settings: WorldChange = {}): DirectedWorld => ({
  name,
  settings,
  drive(world) {
    const session: Session = { world, charges: 0 };
    for (const step of steps.split(' ')) {
      if (step !== '-') does[step as keyof typeof does](session);
      waits(world, seconds(10));
    }
  },
});

/** An unhandled exception for every request between two moments. */
const breaksDown = (from: Microseconds, until: Microseconds) =>
  isOut('portal', from, until, { kind: 'errors', share: 1 });

const slowPayment = { backEnd: { tiers: [{ ...payment(), service: always(seconds(45)) }] } };

export const rarePortals: readonly DirectedWorld[] = [
  session(
    'a session that breaks down before and after the payment, goes on to its last page, and others after it',
    'launch open open pay open open order open launch close launch',
    {
      timeline: [breaksDown(seconds(5), seconds(15)), breaksDown(seconds(35), seconds(45))],
    },
  ),
  session('money that is taken while the session is at its error page', 'launch pay open - - - close', {
    operator: slowPayment,
    timeline: [breaksDown(seconds(15), seconds(25))],
  }),
  session('money that is taken after its order has failed', 'launch pay order - - - - close', {
    operator: { ...slowPayment, smdp: { orderFails: 1 } },
  }),
  session('a session that breaks down after its order has failed, and orders again', 'launch order open order', {
    operator: { smdp: { orderFails: 1 } },
    timeline: [breaksDown(seconds(15), seconds(25))],
  }),
  session('a page that is opened while the order is out', 'launch pay order launch', {
    operator: { smdp: { order: always(minutes(1)) } },
  }),
];
