/**
 * The CDMA device: its identity is in the modem, and its service is activated over the air.
 *
 *     notActivated ── first home contact, or the provisioning agent asks ──▶ activating ──▶ activated
 *                  ◀── the operator knows no line, or the radio goes off ───────┘
 *
 * Source: Microsoft Learn, "Mobile broadband device readiness" (the driver activates at the first home contact), "Account
 * provisioning" (ServiceActivation).
 */
import {
  count,
  type Does,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  type Request,
  sees,
  state,
  type TransitionTable,
} from '../../sim/index.ts';
import { type Cause, wwanStatus } from '../messages/causes.ts';
import type { subscription } from '../operator/subscription.ts';
import type { Surroundings } from '../surroundings.ts';
import type { modem } from './modem.ts';

type State = 'notActivated' | 'activating' | 'activated';
type Event = 'activationBegan' | 'activationDone' | 'activationFailed' | 'bornActivated';

const cdmaDeviceTable: TransitionTable<State, Event> = {
  notActivated: { activationBegan: 'activating', bornActivated: 'activated' },
  activating: { activationDone: 'activated', activationFailed: 'notActivated' },
  activated: {},
};

/** Lines that the operator does not activate: no plan yet, or no longer a line. A warm one has been prepared for it. */
const unknownLines: ReadonlySet<string> = new Set(['cold', 'activating', 'suspended', 'terminated']);

const device = port<typeof modem>('modem');
const { serviceActivated } = device.tells;
const readiness = sees<typeof modem>('modem');
const lines = sees<typeof subscription>('subscriptions');
export const cdmaDevicePorts = { device };
export const cdmaDeviceSees = { readiness, lines };

const record = {
  state: state(cdmaDeviceTable),
  activations: count(),
  /** Ticket + 1 of who asked for the activation; 0 for the modem itself. */
  asker: number(),
};
type Device = RecordOf<typeof record>;

const facts = ['activationBegan', 'activated', 'activationFailed'] as const;
type Doing = Does<
  typeof record,
  typeof cdmaDeviceTable,
  'activationEnds',
  (typeof facts)[number],
  string,
  Surroundings
>;

export const cdmaDevice = model('CDMA device', {
  source: 'mb-device-readiness.md',
  table: cdmaDeviceTable,
  record,
  kept: 'columns',
  timers: { activationEnds: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** A device that was activated before the run began: a hot one. */
    bornActivated(device, _: undefined, does) {
      does.move(device, 'bornActivated');
    },

    /** From the modem: it is on, in reach of its home network, and not activated. */
    homeContact(device, _: undefined, does) {
      if (device.state === 'notActivated') begins(device, does);
    },

    activationEnds(device, _: undefined, does) {
      if (unknownLines.has(does.look(lines).state)) {
        fails(device, wwanStatus.serviceNotActivated, does);
        return;
      }
      does.move(device, 'activationDone');
      does.emit('activated');
      does.tell(serviceActivated, does.subject, undefined);
      if (device.asker > 0) does.answer(device.asker - 1, true);
      device.asker = 0;
    },

    /** From the modem: power or radio has gone. */
    interrupted(device, cause: Cause, does) {
      if (device.state !== 'activating') return;
      does.cancel('activationEnds');
      fails(device, cause, does);
    },
  },
  answers: {
    /** An over-the-air activation (`*228`); refused with serviceNotActivated when the operator knows no plan. */
    activate(device, request: Request<undefined, true>, does) {
      const modem = does.look(readiness);
      if (device.state === 'activated') does.answer(request.ticket, true);
      else if (device.state === 'activating') does.refuse(request.ticket, wwanStatus.busy);
      else if (modem.airplane) does.refuse(request.ticket, wwanStatus.radioPowerOff);
      else if (modem.state !== 'notActivated') does.refuse(request.ticket, wwanStatus.notReady);
      else {
        device.asker = request.ticket + 1;
        begins(device, does);
      }
    },
  },
});

function begins(device: Device, does: Doing): void {
  const { serviceActivation } = does.given.operator(does.subject).network;
  does.move(device, 'activationBegan');
  does.emit('activationBegan');
  does.arm('activationEnds', does.given.sample(serviceActivation, does.draw('CDMA.activation', device.activations)));
  device.activations += 1;
}

function fails(device: Device, cause: Cause, does: Doing): void {
  does.move(device, 'activationFailed');
  does.emit('activationFailed', cause);
  if (device.asker > 0) does.refuse(device.asker - 1, cause);
  device.asker = 0;
}
