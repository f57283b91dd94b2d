/**
 * The numbers of facts. They go into the fingerprint of a run, so facts that are added to a model must not move those of
 * the models after it: what the first worlds told is numbered first, in the order of old, and everything else follows.
 *
 *     subscription: activated carried outOfData expired │ ... │ what came later, model by model
 */
import { outcomes } from '../sim/index.ts';
import type { WorldSettings } from './settings.ts';

/** Models with what they told; a question mark stands for a request, with a fact for each of its outcomes. */
const numberedFirst: readonly (readonly [model: string, facts: string])[] = [
  ['user', 'came sessionStarted cutOff'],
  ['purchase', 'opened gatewayShown continued stepTaken declined orderConfirmed codeReceived downloadRetried'],
  ['purchase', 'profileEnabled registered online done abandoned failed'],
  ['network flyout', 'look? opened shown hidden'],
  ['LPA', 'download? started succeeded failed'],
  ['internet probe', 'probe? internetAccess constrained'],
  ['modem', 'connect? searching rejected registered denied connected'],
  ['eUICC', 'command? profileLoaded profileEnabled'],
  [
    'mobile operator web portal',
    'openPage? pay? placeOrder? pageOpened loadError declined paid codeReturned orderFailed',
  ],
  ['mobile operator API', 'getBalance? refused'],
  ['SM-DP+', 'order? es9? ordered orderFailed downloaded installed refused'],
  ['mobile network', 'register? activateContext?'],
  ['subscription', 'activated carried outOfData expired'],
  ['billing', 'rate? charged provisioned refunded'],
  ['mobile plans service', 'getProviders? getBalance? silenced'],
];
const ofTimelines = [['timeline', 'began ended']] as const;
const ofLoadTests = [['mobile operator API', 'placeOrder?']] as const;

/** The names of the facts that are numbered first in a world with these settings, in order. */
export function factsNumberedFirst({ timeline, groups }: Pick<WorldSettings, 'timeline' | 'groups'>): string[] {
  const known = [
    ...numberedFirst,
    ...(timeline.length > 0 ? ofTimelines : []),
    ...(groups.some(({ load }) => load !== undefined) ? ofLoadTests : []),
  ];
  return known.flatMap(([model, facts]) =>
    facts
      .split(' ')
      .flatMap(fact =>
        fact.endsWith('?') ? outcomes.map(outcome => `${model}.${fact.slice(0, -1)}.${outcome}`) : [`${model}.${fact}`],
      ),
  );
}
