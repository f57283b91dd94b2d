/**
 * The Data Usage and Subscription Manager (DUSM) of one PC: what the operator has provisioned of the plan, how much of it is
 * used, and what that means for apps.
 *
 *     Provisioning Agent ── plan, usage as billed ─────▶ ┌──────┐ ── DataPlanThresholdReached, Reset, Deleted ─▶ System Event Broker
 *     SMS router ────────── fields of a message ───────▶ │      │ ── resets ─────────────────────────────────▶ local data counters
 *     local data counters ─ the rate, bytes have come ─▶ │ DUSM │ ── the plan is deleted ─────────────────────▶ Provisioning Agent,
 *     Mobile Broadband Service ── home, roaming ───────▶ └──────┘ ── the cost may be another ─────────────────▶ connection,
 *                                                                                                               network cost manager
 *
 *     noPlan ── planProvisioned ──▶ withinLimit ⇄ nearLimit (80 %) ⇄ overLimit      any ── cycle ends, no reset ──▶ planDeleted
 *
 * Usage is what the operator last said, plus what the local counter has counted after the moment that was meant: billing is
 * authoritative for what it has processed, the counter for what came since.
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details", "Mobile operator notification scenarios",
 * "Overview of mobile broadband", Data Usage and Subscription Manager; "Plans schema".
 * Assumption: who comes home or goes abroad begins a new count towards the next threshold: the
 * steps differ, and what was used at home says nothing about roaming.
 */
import {
  type Bytes,
  count,
  type Does,
  days,
  flag,
  type Microseconds,
  megabytes,
  minutes,
  model,
  number,
  oneOf,
  port,
  type RecordOf,
  sees,
  small,
  state,
  type TransitionTable,
  time,
  volume,
} from '../../sim/index.ts';
import { interfaceOf } from '../device/interfaces.ts';
import type { MessageUpdate } from '../messages/operator-messages/fields.ts';
import type { Plan } from '../messages/provisioning/plan-elements.ts';
import { mindsCost } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { cycleEndAfter } from './billing-cycle.ts';
import type { connection } from './connection.ts';
import { approachingFrom } from './connection-cost.ts';
import { isReadByTheMinute, reaches, thresholdStep, wholeMinute } from './data-plan-thresholds.ts';
import { countedBy, type localDataCounters } from './local-data-counters.ts';
import type { mobileBroadbandService } from './mobile-broadband-service.ts';
import type { networkCostManager } from './network-cost-manager.ts';
import type { provisioningAgent } from './provisioning-agent.ts';
import type { systemEventBroker } from './system-event-broker.ts';
import { bytesAfter, remembersUsage, type usageHistory } from './usage-history.ts';

type State = 'noPlan' | 'withinLimit' | 'nearLimit' | 'overLimit' | 'planDeleted';
type Event = 'planProvisioned' | 'gotRoom' | 'limitNeared' | 'limitReached' | 'cycleReset' | 'planDeleted';

/** What ends a cycle, or tells of the plan anew, does so wherever usage stands. */
const withPlan = { planProvisioned: 'withinLimit', cycleReset: 'withinLimit', planDeleted: 'planDeleted' } as const;

const dataUsageTable: TransitionTable<State, Event> = {
  noPlan: { planProvisioned: 'withinLimit' },
  withinLimit: { ...withPlan, limitNeared: 'nearLimit', limitReached: 'overLimit' },
  nearLimit: { ...withPlan, gotRoom: 'withinLimit', limitReached: 'overLimit' },
  overLimit: { ...withPlan, gotRoom: 'withinLimit', limitNeared: 'nearLimit' },
  planDeleted: { planProvisioned: 'withinLimit' },
};

/** How much the operator says was used, and at which moment that was so. */
export interface UsageTold {
  readonly bytes: Bytes;
  readonly at: Microseconds;
}

export const planTypes = ['Unrestricted', 'Fixed', 'Variable'] as const;

const broker = port<typeof systemEventBroker>('system event broker');
const counters = port<typeof localDataCounters>('local data counters');
const agent = port<typeof provisioningAgent>('provisioning agent');
const windows = port<typeof connection>('connection');
const cost = port<typeof networkCostManager>('network cost manager');
export const dataUsagePorts = { broker, counters, agent, windows, cost };
const { raises } = broker.tells;

const readings = sees<typeof localDataCounters>('local data counters');
const histories = sees<typeof usageHistory>('usage histories');
const service = sees<typeof mobileBroadbandService>('Mobile Broadband Service');
export const dataUsageSees = { readings, histories, service };

const record = {
  state: state(dataUsageTable),
  type: oneOf(planTypes),
  /** 0 where the operator has set none. */
  limit: volume(),
  /** DataUsageInMobileOperatorNotificationEnabled. */
  notifies: flag(),
  /** As the operator has said. */
  overLimit: flag(),
  congested: flag(),
  /** Bytes used as last told, and what the local counter showed at the moment that was meant. */
  told: volume(),
  toldAt: volume(),
  /** The moment that was meant, in ms since 1970; 0 as long as nothing has been told. */
  toldFor_ms: number(),
  /** What the local counter showed at the reference point of the thresholds. */
  reference: volume(),
  roaming: flag(),
  resets: flag(),
  cycleEnd: time(),
  cycleStart: number(),
  cycleMonths: small(),
  cycleTime: number(),
  /** Events raised for thresholds so far, and how often the operator has told the usage. */
  thresholds: count(),
  updates: count(),
};
type Manager = RecordOf<typeof record>;
type Facts =
  | 'planProvisioned'
  | 'usageTold'
  | 'thresholdReached'
  | 'limitNeared'
  | 'limitReached'
  | 'reset'
  | 'planDeleted';
type Doing = Does<
  typeof record,
  typeof dataUsageTable,
  'thresholdComes' | 'limitComes' | 'cycleEnds',
  Facts,
  string,
  Surroundings
>;

/** Bytes of the plan that are used, as Windows knows: told by the operator, and counted since. */
export const knownUsage = ({ told, toldAt }: Readonly<Pick<Manager, 'told' | 'toldAt'>>, reading: number): Bytes =>
  Math.max(0, told + reading - toldAt) as Bytes;

export const dataUsageAndSubscriptionManager = model('data usage and subscription manager', {
  source: 'mobile-operator-notification-scenarios.md',
  table: dataUsageTable,
  record,
  kept: 'columns',
  timers: { thresholdComes: minutes(1), limitComes: minutes(1), cycleEnds: days(1) },
  /** The value of `thresholdReached` is the number of steps it stands for; of the others it is in bytes. */
  facts: ['planProvisioned', 'usageTold', 'thresholdReached', 'limitNeared', 'limitReached', 'reset', 'planDeleted'],
  given: {} as Surroundings,
  takes: {
    /** From the Provisioning Agent: the plan of the default profile, as a file has described it. */
    planProvisioned(manager, { description, usage }: Plan, does) {
      const isNew = manager.state === 'noPlan' || manager.state === 'planDeleted';
      if (manager.state === 'planDeleted')
        does.tell(windows.tells.profileProvisioned, interfaceOf(does.subject, 'cellular'), undefined);
      does.move(manager, 'planProvisioned');
      if (description !== undefined) describes(manager, description, does);
      tellsCost(does);
      const reading = readingNow(does);
      if (isNew) {
        manager.told = 0 as Bytes;
        manager.toldFor_ms = 0;
        manager.toldAt = does.look(readings).before;
        manager.roaming = isRoaming(does);
        manager.reference = reading;
      }
      if (!remembersUsage(does.given.settings)) return;
      does.emit('planProvisioned', manager.limit);
      does.tell(counters.tells.watches, does.subject, undefined);
      if (usage !== undefined) {
        manager.overLimit = usage.overLimit ?? false;
        manager.congested = usage.congested ?? false;
        does.self('usageProvisioned', { bytes: megabytes(usage.currentUsage), at: inRun(usage.usageTimestamp, does) });
      } else reckons(manager, does);
    },

    /**
     * Usage as the operator counts it, from the Provisioning Agent or out of a message. What the local counter has counted
     * after that moment comes to it. News that was overtaken on the way, or is of a cycle that is over, says nothing.
     */
    usageProvisioned(manager, { bytes, at }: UsageTold, does) {
      if (manager.state === 'noPlan' || manager.state === 'planDeleted') return;
      const at_ms = momentOf(at, does);
      if (at_ms < manager.toldFor_ms) {
        reckons(manager, does);
        return;
      }
      manager.toldFor_ms = at_ms;
      manager.told = bytes;
      manager.toldAt = readingAt(at, does);
      manager.reference = readingNow(does);
      manager.updates += 1;
      does.emit('usageTold', bytes);
      reckons(manager, does);
    },

    /** From the SMS router: what the rule for an operator message has found in it. */
    fieldsRead(manager, fields: MessageUpdate, does) {
      if (manager.state === 'noPlan' || manager.state === 'planDeleted') return;
      if (fields.limit_bytes !== undefined) manager.limit = fields.limit_bytes as Bytes;
      manager.overLimit = fields.overDataLimit ?? manager.overLimit;
      manager.congested = fields.congested ?? manager.congested;
      manager.type = fields.planType ?? manager.type;
      tellsCost(does);
      const { usage_bytes: bytes, usageTimestamp_ms: at } = fields;
      if (bytes !== undefined && at !== undefined)
        does.self('usageProvisioned', { bytes: bytes as Bytes, at: inRun(at, does) });
      else reckons(manager, does);
    },

    /** From the local data counters: another rate, or bytes. */
    counterChanged(manager, _: undefined, does) {
      if (manager.state !== 'planDeleted') reckons(manager, does);
    },

    /** From the Mobile Broadband Service, on every registration. */
    registered(manager, at: 'home' | 'roaming', does) {
      if (manager.state === 'noPlan' || manager.roaming === (at === 'roaming')) return;
      manager.roaming = at === 'roaming';
      manager.reference = readingNow(does);
      reckons(manager, does);
    },

    thresholdComes(manager, _: undefined, does) {
      reckons(manager, does);
    },

    limitComes(manager, _: undefined, does) {
      reckons(manager, does);
    },

    /** The cycle is over: usage counts from nothing, or the plan with its connection profile is deleted. */
    cycleEnds(manager, _: undefined, does) {
      if (manager.state === 'noPlan' || manager.state === 'planDeleted' || manager.cycleEnd !== does.now) return;
      const reading = readingNow(does);
      const used = knownUsage(manager, reading);
      manager.told = 0 as Bytes;
      manager.toldAt = reading;
      manager.toldFor_ms = momentOf(does.now, does);
      manager.reference = reading;
      manager.overLimit = false;
      tellsCost(does);
      if (manager.resets) {
        does.move(manager, 'cycleReset');
        does.emit('reset', used);
        does.tell(counters.tells.resets, does.subject, undefined);
        does.tell(raises, does.subject, 'dataPlanReset');
        awaitsCycle(manager, does);
        reckons(manager, does);
        return;
      }
      does.move(manager, 'planDeleted');
      does.cancel('thresholdComes');
      does.cancel('limitComes');
      manager.cycleEnd = undefined;
      does.emit('planDeleted', used);
      does.tell(agent.tells.planDeleted, does.subject, undefined);
      does.tell(windows.tells.profileDeleted, interfaceOf(does.subject, 'cellular'), undefined);
      does.tell(raises, does.subject, 'dataPlanDeleted');
    },
  },
});

/** A video or a download under way adapts at once. */
function tellsCost(does: Doing): void {
  if (mindsCost(does.given.group(does.subject))) does.tell(cost.tells.looks, does.subject, undefined);
}

function describes(manager: Manager, description: NonNullable<Plan['description']>, does: Doing): void {
  const { planType, billingCycle, dataLimitInMegabytes, dataUsageInMobileOperatorNotificationEnabled } = description;
  manager.type = planType;
  manager.limit = dataLimitInMegabytes === undefined ? (0 as Bytes) : megabytes(dataLimitInMegabytes);
  manager.notifies = dataUsageInMobileOperatorNotificationEnabled;
  does.cancel('cycleEnds');
  manager.cycleEnd = undefined;
  if (billingCycle === undefined) return;
  manager.resets = billingCycle.resets;
  manager.cycleStart = billingCycle.startDate;
  manager.cycleMonths = billingCycle.duration.months;
  manager.cycleTime = billingCycle.duration.time;
  awaitsCycle(manager, does);
}

/** A plan that does not reset has one cycle, which may be over before Windows hears of it. */
function awaitsCycle(manager: Manager, does: Doing): void {
  const { cycleStart, cycleMonths, cycleTime } = manager;
  const cycle = {
    startDate: cycleStart as Parameters<typeof cycleEndAfter>[0]['startDate'],
    duration: { months: cycleMonths, time: cycleTime as Microseconds },
  };
  manager.cycleEnd = cycleEndAfter(cycle, does.now, does.given.settings.startUtc_ms);
  does.arm('cycleEnds', manager.cycleEnd - does.now);
}

const inRun = (moment_ms: number, does: Doing): Microseconds =>
  Math.round((moment_ms - does.given.settings.startUtc_ms) * 1000) as Microseconds;

const momentOf = (at: Microseconds, does: Doing): number => does.given.settings.startUtc_ms + Math.floor(at / 1000);

const readingNow = (does: Doing): Bytes => countedBy(does.look(readings), does.now);

/** What the local counter showed at a moment in the past. A moment before the history began, or in the future, is taken as near as can be. */
function readingAt(moment: Microseconds, does: Doing): Bytes {
  const counter = does.look(readings);
  const now = readingNow(does);
  if (moment >= does.now || !remembersUsage(does.given.settings)) return now;
  const since = Math.max(moment, counter.rateSince ?? does.now);
  const passing = countedBy(counter, does.now) - countedBy(counter, since as Microseconds);
  return Math.max(0, now - passing - bytesAfter(moment, does.look(histories).history)) as Bytes;
}

/** Assumption: the network of a partner counts as roaming, as for the events of the Mobile Broadband Service. */
const isRoaming = (does: Doing): boolean => (does.look(service).registered ?? 'home') !== 'home';

/** After anything has changed: raises what is due, and arms what will be due if the rate goes on. */
function reckons(manager: Manager, does: Doing): void {
  if (manager.state === 'noPlan' || manager.state === 'planDeleted') return;
  if (manager.notifies) raisesThresholds(manager, does);
  else does.cancel('thresholdComes');
  if (manager.limit > 0) watchesLimit(manager, does);
}

function raisesThresholds(manager: Manager, does: Doing): void {
  const counter = does.look(readings);
  const reading = countedBy(counter, does.now);
  const step = thresholdStep(manager.limit, manager.roaming);
  const byTheMinute = isReadByTheMinute(does.given.group(does.subject).osRelease);
  let due = Math.floor((reading - manager.reference) / step);
  if (byTheMinute && due > 0 && wholeMinute(does.now) === does.now) {
    raise(manager, due, does);
    manager.reference = reading;
    due = 0;
  }
  if (!byTheMinute) {
    for (; due > 0; due--) {
      raise(manager, 1, does);
      manager.reference = (manager.reference + step) as Bytes;
    }
  }
  const next = due > 0 ? does.now : reaches(counter, manager.reference + step, does.now);
  if (next === undefined) does.cancel('thresholdComes');
  else does.arm('thresholdComes', (byTheMinute ? wholeMinute(next) : next) - does.now);
}

function raise(manager: Manager, steps: number, does: Doing): void {
  manager.thresholds += 1;
  does.emit('thresholdReached', steps);
  does.tell(raises, does.subject, { event: 'dataPlanThresholdReached', value: steps });
}

/** Where usage stands to the limit, and when it comes to the next mark. */
function watchesLimit(manager: Manager, does: Doing): void {
  const counter = does.look(readings);
  const used = knownUsage(manager, countedBy(counter, does.now));
  const near = Math.ceil(manager.limit * approachingFrom);
  const next = used >= manager.limit ? 'overLimit' : used >= near ? 'nearLimit' : 'withinLimit';
  if (manager.state !== next) {
    tellsCost(does);
    if (next === 'withinLimit') does.move(manager, 'gotRoom');
    else {
      const event = next === 'overLimit' ? 'limitReached' : 'limitNeared';
      does.move(manager, event);
      does.emit(event, used);
    }
  }
  const mark = next === 'withinLimit' ? near : manager.limit;
  const moment = next === 'overLimit' ? undefined : reaches(counter, manager.toldAt + mark - manager.told, does.now);
  if (moment === undefined) does.cancel('limitComes');
  else does.arm('limitComes', moment - does.now);
}
