/**
 * Context policies: which app gets a connection of its own, and what goes over it. The operator's provisioning file lists
 * access points and the apps that may use them.
 *
 *     app ── acquire(policy) ──▶ ┌──────────────────┐ ── activate, close ──▶ special packet context, one for each policy
 *     internet sharing ── open ▶ │ context policies │ ── rate ─────────────▶ subscription
 *     modem ── standby ────────▶ └──────────────────┘ ── lost, back ───────▶ apps, internet sharing
 *
 * Ten minutes into Connected Standby all of them are closed. An app hears NetworkStatusChanged, and may ask anew then.
 *
 * Source: Microsoft Learn, "Developing apps using multiple PDP contexts"; from Windows 8.1 on ("Overview of mobile broadband").
 * Assumption: the operator's file was applied before the run began; the context of shared traffic is for Windows itself, and
 * needs no place on a list of apps; two apps with the same policy share its connection,
 * and one that asks while it is being made is told that it is busy.
 */
import {
  type Bytes,
  type Does,
  flag,
  minutes,
  model,
  number,
  port,
  type Reply,
  type Request,
  sees,
  type Ticket,
  type TransitionTable,
} from '../../sim/index.ts';
import { apportioned } from '../apportion.ts';
import { isZeroRatedSlot, type specialPacketContext } from '../device/special-packet-context.ts';
import { wwanStatus } from '../messages/causes.ts';
import type { subscription } from '../operator/subscription.ts';
import type { ContextPolicy, OperatorContextSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { internetSharing } from './internet-sharing.ts';
import type { specialConnectionApp } from './special-connection-app.ts';

/** Why an app gets no connection of its own, beside the causes of the network. */
export const contextRefusals = { notSupported: 301, appNotListed: 302, connectedStandby: 303 } as const;

/** Why an app got no connection, in one word: one of Windows' own reasons, or that the network has rejected it. */
export function wordOfRefusal(reason: number): string {
  switch (reason) {
    case contextRefusals.notSupported:
      return 'notSupported';
    case contextRefusals.appNotListed:
      return 'appNotListed';
    case contextRefusals.connectedStandby:
      return 'connectedStandby';
    case wwanStatus.maxActivatedContexts:
      return 'tooManyContexts';
    case wwanStatus.packetServiceDetached:
      return 'notAttached';
    case wwanStatus.busy:
      return 'busy';
    default:
      return 'rejectedByNetwork';
  }
}

/** Connected Standby closes special contexts after so long. Source: "Developing apps using multiple PDP contexts". */
const standbyLimit = minutes(10);
/** From this release on a device can have several contexts. */
const severalFrom = 8.1;
/** Contexts at once, where the operator says nothing. Source: a published log of a connect. */
export const contextsMost = 8;

const line = port<typeof subscription>('packet gateway');
const context = port<typeof specialPacketContext>('special packet context');
const apps = port<typeof specialConnectionApp>('apps with a connection of their own');
const sharing = port<typeof internetSharing>('internet sharing');
export const contextPolicyPorts = { line, context, apps, sharing };
const { specialChanged } = line.tells;
const { activate } = context.asks;
const { stretchBegan, counted, closes, changes } = context.tells;
const { connectionLost, networkStatusChanged } = apps.tells;
const { began: sharingBegan, passed: sharingPassed, contextLost: sharingLost } = sharing.tells;
const contexts = sees<typeof specialPacketContext>('special packet context');
export const contextPolicySees = { contexts };

const record = {
  /** What the gateway was told last: bytes per second over all contexts that are charged. */
  rate: number(),
  /** Bytes per second that shared traffic wants over its own context. */
  tethering: number(),
  /** Longer than ten minutes in Connected Standby. */
  closedInStandby: flag(),
};
type Doing = Does<
  typeof record,
  TransitionTable<never, never>,
  'standbyElapses',
  'refused' | 'acquired' | 'closedInStandby',
  string,
  Surroundings
>;

/** Which connection an app wants. */
export interface Acquisition {
  /** The app's own number among the apps of the world. */
  readonly app: string;
  readonly policy: string;
}

/**
 * Why an app gets no connection of its own; undefined when the network is to be asked.
 *
 * @param open  contexts that are activated or activating, the one for the internet included
 */
export function whyRefused(
  { settings, osRelease, open, inStandby }: Situation,
  { app, policy }: Acquisition,
): number | undefined {
  if (settings?.supported !== true || osRelease < severalFrom) return contextRefusals.notSupported;
  const found = settings.policies.find(({ name }) => name === policy);
  if (found?.apps.includes(app) !== true) return contextRefusals.appNotListed;
  if (inStandby) return contextRefusals.connectedStandby;
  return open >= settings.most ? wwanStatus.maxActivatedContexts : undefined;
}
interface Situation {
  readonly settings: OperatorContextSettings | undefined;
  readonly osRelease: number;
  readonly open: number;
  readonly inStandby: boolean;
}

/**
 * Whether a request to a host takes the special connection: where a route policy names the host or a suffix of it. An app that
 * binds its sockets names no host, and all of its traffic does.
 */
export function takesSpecial({ hosts }: Pick<ContextPolicy, 'hosts'>, host: string | undefined): boolean {
  if (host === undefined) return true;
  const name = host.toLowerCase();
  return hosts.some(suffix => name === suffix.toLowerCase() || name.endsWith(`.${suffix.toLowerCase()}`));
}

export const contextPolicies = model('context policies', {
  source: 'developing-apps-using-multiple-pdp-contexts.md',
  record,
  kept: 'columns',
  timers: { standbyElapses: standbyLimit },
  /** The value of `refused` is the reason: ours from 301 on, otherwise the cause of the network. */
  facts: ['refused', 'acquired', 'closedInStandby'],
  given: {} as Surroundings,
  takes: {
    /** From a context: its rate has changed. The gateway hears the sum. */
    ratesChanged(policies, _: undefined, does) {
      const rate = chargedPlaces(does).reduce((sum, place) => sum + does.look(contexts, place).rate, 0);
      if (rate === policies.rate) return;
      policies.rate = rate;
      does.tell(specialChanged, does.subject, rate);
    },

    /** From the gateway: what is wanted over charged contexts passes from now on. */
    began(_policies, _: undefined, does) {
      for (const place of chargedPlaces(does)) {
        const { rate, passing } = does.look(contexts, place);
        if (rate > 0 || passing > 0) does.tell(stretchBegan, place, undefined);
      }
    },

    /** From the gateway: so many bytes have passed over charged contexts; each has its part, and the parts add up. */
    passed(_policies, bytes: Bytes, does) {
      const places = chargedPlaces(does);
      const parts = apportioned(
        bytes,
        places.map(place => does.look(contexts, place).passing),
      );
      for (const [nth, part] of parts.entries()) if (part > 0) does.tell(counted, places[nth]!, part);
    },

    contextBegan(_policies, nth: number, does) {
      if (isForSharing(nth, does)) does.tell(sharingBegan, does.subject, undefined);
    },

    contextPassed(_policies, { nth, bytes }: { nth: number; bytes: Bytes }, does) {
      if (isForSharing(nth, does)) does.tell(sharingPassed, does.subject, bytes);
    },

    contextLost(policies, nth: number, does) {
      if (isForSharing(nth, does)) {
        policies.tethering = 0;
        does.tell(sharingLost, does.subject, undefined);
      } else tellsApps(nth, does);
    },

    /** An app has finished: its rate goes, and with the last app the context. */
    releases(_policies, { policy, rate, isLast }: { policy: string; rate: number; isLast: boolean }, does) {
      const nth = placeOfPolicy(policy, does);
      if (nth === undefined) return;
      const place = does.given.specialContexts.of(does.subject, nth);
      does.tell(changes, place, -rate);
      if (isLast) does.tell(closes, place, undefined);
    },

    /** The rate of an app over its connection. */
    flows(_policies, { policy, change }: { policy: string; change: number }, does) {
      const nth = placeOfPolicy(policy, does);
      if (nth !== undefined) does.tell(changes, does.given.specialContexts.of(does.subject, nth), change);
    },

    /** The rate of shared traffic over its own context. */
    tetheringFlows(policies, rate: number, does) {
      const change = rate - policies.tethering;
      policies.tethering = rate;
      does.tell(changes, tetheringPlace(does), change);
    },

    closesTethering(policies, _: undefined, does) {
      policies.tethering = 0;
      does.tell(closes, tetheringPlace(does), undefined);
    },

    activated(_policies, reply: Reply<true>, does) {
      const ticket = reply.about as Ticket<true>;
      if (reply.outcome === 'answered') {
        does.emit('acquired');
        does.answer(ticket, true);
        return;
      }
      does.emit('refused', reply.code);
      does.refuse(ticket, reply.code);
    },

    /** From the modem: the PC is in Connected Standby, or awake again. */
    standbyBegan(_policies, _: undefined, does) {
      does.arm('standbyElapses');
    },

    standbyEnded(policies, _: undefined, does) {
      does.cancel('standbyElapses');
      if (!policies.closedInStandby) return;
      policies.closedInStandby = false;
      hearsStatus(does);
    },

    standbyElapses(policies, _: undefined, does) {
      policies.closedInStandby = true;
      does.emit('closedInStandby');
      for (const place of does.given.specialContexts.all(does.subject)) {
        const { nth } = does.given.specialContexts.whose(place);
        if (does.look(contexts, place).state === 'deactivated') continue;
        does.tell(closes, place, undefined);
        if (!isForSharing(nth, does)) tellsApps(nth, does);
      }
    },

    /** From the packet service: the device is attached again. Apps hear NetworkStatusChanged, and may ask anew. */
    attached(policies, _: undefined, does) {
      if (!policies.closedInStandby) hearsStatus(does);
    },
  },
  answers: {
    /** AcquireConnectionAsync: answered when the virtual interface is up, refused with the reason. */
    acquire(policies, request: Request<Acquisition, true>, does) {
      const { given, subject } = does;
      const { contexts: settings } = given.operator(subject);
      const places = given.specialContexts.all(subject);
      const nth = placeOfPolicy(request.message.policy, does);
      const wanted = nth === undefined ? undefined : does.look(contexts, places[nth]!);
      const open = 1 + places.filter(place => does.look(contexts, place).state !== 'deactivated').length;
      const isThere = wanted?.state === 'activated';
      const why = whyRefused(
        {
          settings,
          osRelease: given.group(subject).osRelease,
          open: isThere ? 0 : open,
          inStandby: policies.closedInStandby,
        },
        request.message,
      );
      if (why !== undefined || nth === undefined) {
        does.emit('refused', why ?? contextRefusals.appNotListed);
        does.refuse(request.ticket, why ?? contextRefusals.appNotListed);
      } else if (isThere) {
        does.emit('acquired');
        does.answer(request.ticket, true);
      } else opens(places[nth]!, settings!.policies[nth]!.accessPoint, request.ticket, does);
    },

    /** Windows itself opens the context of the TetheringProfile. */
    openTethering(policies, request: Request<undefined, true>, does) {
      if (policies.closedInStandby) does.refuse(request.ticket, contextRefusals.connectedStandby);
      else opens(tetheringPlace(does), does.given.operator(does.subject).sharing!.accessPoint!, request.ticket, does);
    },
  },
});

const opens = (place: number, accessString: string, about: Ticket<true>, does: Doing): void =>
  does.ask(activate, place, { accessString }, { then: 'activated', about, entity: does.subject });

/** The place of shared traffic comes after those of the policies. */
const policyCount = (does: Doing): number => does.given.operator(does.subject).contexts?.policies.length ?? 0;
const isForSharing = (nth: number, does: Doing): boolean => nth === policyCount(does);
const tetheringPlace = (does: Doing): number => does.given.specialContexts.of(does.subject, policyCount(does));

function placeOfPolicy(policy: string, does: Doing): number | undefined {
  const at = does.given.operator(does.subject).contexts?.policies.findIndex(({ name }) => name === policy) ?? -1;
  return at < 0 ? undefined : at;
}

const chargedPlaces = (does: Doing): readonly number[] =>
  does.given.specialContexts.all(does.subject).filter((_, nth) => !isZeroRatedSlot(does.given, does.subject, nth));

/** The apps that use the policy in that place lose their connection. */
function tellsApps(nth: number, does: Doing): void {
  const { name } = does.given.operator(does.subject).contexts!.policies[nth]!;
  for (const app of does.given.specialApps.all(does.subject)) does.tell(connectionLost, app, name);
}

function hearsStatus(does: Doing): void {
  for (const app of does.given.specialApps.all(does.subject)) does.tell(networkStatusChanged, app, undefined);
}
