/**
 * The mobile broadband class driver: one driver for every modem that shows itself on USB as MBIM or NCM, built in or plugged
 * in. It passes on what Windows asks of the modem, one request of each kind at a time, and does nothing by itself.
 *
 *     Mobile Broadband Service ── activate, deactivate ──▶ ┌──────────────┐ ──▶ packet context
 *                              ◀── device found, gone ──── └──────────────┘
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", "OID_WWAN_CONNECT".
 */
import {
  model,
  port,
  type Reply,
  type Request,
  small,
  state,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { wwanStatus } from '../messages/causes.ts';
import type { Surroundings } from '../surroundings.ts';
import type { mobileBroadbandService } from '../windows/mobile-broadband-service.ts';
import type { packetContext } from './packet-context.ts';

type State = 'notLoaded' | 'loaded' | 'failed';
type Event = 'deviceFound' | 'loadFailed' | 'deviceGone';

const classDriverTable: TransitionTable<State, Event> = {
  notLoaded: { deviceFound: 'loaded', loadFailed: 'failed' },
  loaded: { deviceGone: 'notLoaded' },
  failed: { deviceGone: 'notLoaded' },
};

/** Which connection profile a context is activated with. */
export interface ContextRequest {
  /** Number of the profile in the list of the device. */
  profile: number;
  accessString: string;
  /** Of a context beside the one for the internet: its place among those of the device. */
  special?: number;
}

const windows = port<typeof mobileBroadbandService>('Mobile Broadband Service');
const context = port<typeof packetContext>('packet context');
const { deviceFound, deviceGone } = windows.tells;
const { activate, deactivate } = context.asks;
export const classDriverPorts = { windows, context };

/** Bits of `inFlight`. */
const kinds = { activate: 1, deactivate: 2 } as const;

export const classDriver = model('class driver', {
  source: 'overview-of-mobile-broadband.md',
  table: classDriverTable,
  record: {
    state: state(classDriverTable),
    /** One bit for each kind of request that waits for its answer. */
    inFlight: small(),
    /** Times it was loaded: names the luck of the next one. */
    loads: small(),
  },
  kept: 'columns',
  facts: ['loaded', 'unloaded', 'failed'],
  given: {} as Surroundings,
  takes: {
    /** The device is there: built in, or plugged in. */
    deviceFound(driver, _: undefined, does) {
      if (driver.state !== 'notLoaded') return;
      const fails = does.draw('driver.fails', driver.loads) < does.given.group(does.subject).faults.driver;
      driver.loads = (driver.loads + 1) & 255;
      does.move(driver, fails ? 'loadFailed' : 'deviceFound');
      does.emit(fails ? 'failed' : 'loaded');
      if (!fails) does.tell(deviceFound, does.subject, undefined);
    },

    deviceGone(driver, _: undefined, does) {
      if (driver.state === 'notLoaded') return;
      const wasLoaded = driver.state === 'loaded';
      does.move(driver, 'deviceGone');
      does.emit('unloaded');
      if (wasLoaded) does.tell(deviceGone, does.subject, undefined);
    },

    activateAnswered(driver, reply: Reply<true>, does) {
      driver.inFlight &= ~kinds.activate;
      passesOn(does, reply);
    },

    deactivateAnswered(driver, reply: Reply<true>, does) {
      driver.inFlight &= ~kinds.deactivate;
      passesOn(does, reply);
    },
  },
  answers: {
    /** OID_WWAN_CONNECT to activate: one in flight; refused with a cause. */
    activate(driver, request: Request<ContextRequest, true>, does) {
      const why = whyRefused(driver, 'activate');
      if (why !== undefined) {
        does.refuse(request.ticket, why);
        return;
      }
      driver.inFlight |= kinds.activate;
      does.ask(activate, does.subject, request.message, { then: 'activateAnswered', about: request.ticket });
    },

    deactivate(driver, request: Request<undefined, true>, does) {
      const why = whyRefused(driver, 'deactivate');
      if (why !== undefined) {
        does.refuse(request.ticket, why);
        return;
      }
      driver.inFlight |= kinds.deactivate;
      does.ask(deactivate, does.subject, undefined, { then: 'deactivateAnswered', about: request.ticket });
    },
  },
});

const whyRefused = (driver: { state: State; inFlight: number }, kind: keyof typeof kinds): number | undefined =>
  driver.state !== 'loaded' ? wwanStatus.notReady : (driver.inFlight & kinds[kind]) !== 0 ? wwanStatus.busy : undefined;

/** Gives Windows the answer of the modem, to the request it was asked for. */
function passesOn(
  does: { answer(ticket: Ticket<true>, answer: true): void; refuse(ticket: number, code: number): void },
  { outcome, code, about }: Reply<true>,
): void {
  if (outcome === 'answered') does.answer(about, true);
  else does.refuse(about, code);
}
