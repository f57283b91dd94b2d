/**
 * A topic: what a run says of one part of the world, where somebody has that part: sharing, messages, devices at home. Each
 * sees the facts as they pass and says its own metrics, sentences and pictures; a run is the sum of its topics.
 */
import type { World } from '../models/index.ts';
import { AccountViews } from './account-views.ts';
import { CodeActivations } from './code-activations.ts';
import { LanDevices } from './lan-devices.ts';
import { ManagedDevices } from './managed-devices.ts';
import type { Histogram, Metric, Series } from './run-result.ts';
import type { QuantileSketch } from './statistics/quantile-sketch.ts';
import { Submissions } from './submissions.ts';

export interface Topic {
  metrics(): Record<string, Metric>;
  /** Those of the metrics that spread, to read any percentile from. */
  sketches(): readonly [string, QuantileSketch][];
  /** The answer in words; empty where there is nothing to say. */
  sentences(metrics: Readonly<Record<string, Metric>>): readonly string[];
  series?(): readonly Series[];
  histograms?(): readonly Histogram[];
}

/** The topics of a world, in the order in which people read of them. */
export const topicsOf = (world: World): readonly Topic[] => [
  ...(LanDevices.isAbout(world) ? [new LanDevices(world)] : []),
  ...(ManagedDevices.isAbout(world) ? [new ManagedDevices(world)] : []),
  ...(CodeActivations.isAbout(world) ? [new CodeActivations(world)] : []),
  ...(AccountViews.isAbout(world) ? [new AccountViews(world)] : []),
  ...(Submissions.isAbout(world) ? [new Submissions(world)] : []),
];
