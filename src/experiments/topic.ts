/**
 * A topic: what a run says of one part of the world, where somebody has that part: sharing, messages, devices at home. Each
 * sees the facts as they pass and says its own metrics, sentences and pictures; a run is the sum of its topics.
 */
import type { World } from '../models/index.ts';
import type { Microseconds } from '../sim/index.ts';
import { AccountViews } from './account-views.ts';
import type { Row } from './claims/row-terms.ts';
import { CodeActivations } from './code-activations.ts';
import { FamilyPlans } from './family-plans.ts';
import { Hotspots } from './hotspots.ts';
import { LanDevices } from './lan-devices.ts';
import { ManagedDevices } from './managed-devices.ts';
import { MessageLog } from './message-log.ts';
import { MeteredTraffic } from './metered-traffic.ts';
import type { Histogram, Metric, Series } from './run-result.ts';
import { Sharing } from './sharing.ts';
import { SpecialConnections } from './special-connections.ts';
import type { QuantileSketch } from './statistics/quantile-sketch.ts';
import { Submissions } from './submissions.ts';
import { UsageAccuracy } from './usage-accuracy.ts';

/** What a topic may measure itself against. */
export interface Whole {
  /** Bytes that all lines have used. */
  readonly mobile: number;
  /** How long the run was watched. */
  readonly observed: Microseconds;
}

export interface Topic {
  metrics(whole: Whole): Record<string, Metric>;
  /** Those of the metrics that spread, to read any percentile from. */
  sketches(): readonly [string, QuantileSketch][];
  /** The answer in words; empty where there is nothing to say. */
  sentences(metrics: Readonly<Record<string, Metric>>): readonly string[];
  /** Rows for claims, by the name of their set. */
  rows?(world: World): readonly { set: string; rows: Iterable<Row> }[];
  series?(): readonly Series[];
  histograms?(): readonly Histogram[];
}

/** The topics of a world, in the order in which people read of them. */
export const topicsOf = (world: World): readonly Topic[] => [
  ...(MessageLog.isAbout(world) ? [new MessageLog(world)] : []),
  ...(MeteredTraffic.isAbout(world) ? [new MeteredTraffic(world)] : []),
  ...(FamilyPlans.isAbout(world) ? [new FamilyPlans(world)] : []),
  ...(Sharing.isAbout(world) ? [new Sharing(world)] : []),
  ...(SpecialConnections.isAbout(world) ? [new SpecialConnections(world)] : []),
  ...(Hotspots.isAbout(world) ? [new Hotspots(world)] : []),
  ...(LanDevices.isAbout(world) ? [new LanDevices(world)] : []),
  ...(ManagedDevices.isAbout(world) ? [new ManagedDevices(world)] : []),
  ...(CodeActivations.isAbout(world) ? [new CodeActivations(world)] : []),
  ...(AccountViews.isAbout(world) ? [new AccountViews(world)] : []),
  ...(Submissions.isAbout(world) ? [new Submissions(world)] : []),
  ...(UsageAccuracy.isAbout(world) ? [new UsageAccuracy(world)] : []),
];
