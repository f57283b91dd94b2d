/** From a scenario as people write it to the settings that the models compute with. */
import type { LinkSettings, LocalClock, MicrosoftSettings, ProviderFacts, WorldSettings } from '../models/settings.ts';
import type { Microseconds } from '../sim/index.ts';
import { groupSettings } from './group-settings.ts';
import { localClock, utcOfLocalTime } from './hours.ts';
import { operatorSettings } from './operator-settings.ts';
import { fictionalProvider, type ProviderTable, readProvider } from './providers.ts';
import type { Group, Operator, Scenario } from './schema/scenario.ts';
import { timelineOf } from './timeline.ts';
import { type Raw, rawAt } from './yaml-document.ts';

export interface Translation {
  name: string;
  variant: string;
  providers: ProviderTable;
  /** The document that the scenario was read from, completed by its preset. */
  raw: Raw;
}

/** Translates a scenario that has passed every check. */
export function worldSettings(scenario: Scenario, { name, variant, providers, raw }: Translation): WorldSettings {
  const { run } = scenario;
  const startUtc_ms = utcOfLocalTime(run.timeZone, run.start);
  if (startUtc_ms === undefined) throw new Error(`a start that ${run.timeZone} skips has passed the checks`);
  const horizon = (run.length + run.drain) as Microseconds;
  const local = localClock(run.timeZone, startUtc_ms, horizon);
  const clockOf = ({ timeZone = run.timeZone }: Group): LocalClock =>
    timeZone === run.timeZone ? local : localClock(timeZone, startUtc_ms, horizon);
  const clock = { zone: run.timeZone, start_ms: run.start, startUtc_ms };
  const operators = Object.entries(scenario.operators);
  const providerOf = ({ from }: Operator, operator: string): ProviderFacts =>
    from === undefined ? fictionalProvider(operator) : readProvider(from, providers);
  return {
    scenario: name,
    variant,
    seed: run.seed,
    replication: 0,
    startUtc_ms,
    ...local,
    length: run.length,
    ...(run.warmUp === undefined ? {} : { warmUp: run.warmUp }),
    drain: run.drain,
    operators: operators.map(([operator, settings]) =>
      operatorSettings(operator, settings, {
        provider: providerOf(settings, operator),
        clock,
        raw: rawAt(raw, ['operators', operator]),
      }),
    ),
    microsoft: microsoftSettings(scenario.microsoft),
    links: linkSettings(run.links),
    groups: Object.entries(scenario.population).map(([group, settings]) => {
      const seller = settings.operator ?? operators[0][0];
      return {
        ...groupSettings(group, settings, { name: seller, written: scenario.operators[seller] }),
        ...clockOf(settings),
      };
    }),
    timeline: timelineOf(scenario, startUtc_ms),
  };
}

function microsoftSettings({ service, monitoring, wmis, store, push }: Scenario['microsoft']): MicrosoftSettings {
  const { balanceCache, ...rest } = service;
  return { ...rest, balanceCache: (balanceCache ?? 0) as Microseconds, monitoring, wmis, store, push };
}

/** Scenarios write bit rates, which are read as bytes per second; links have bits. */
function linkSettings({ rateWifi, rateCellular, ...rest }: Scenario['run']['links']): LinkSettings {
  return { ...rest, rateWifi: rateWifi * 8, rateCellular: rateCellular * 8 };
}
