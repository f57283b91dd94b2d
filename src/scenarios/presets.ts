/**
 * Presets: where the values come from that a scenario does not give.
 *
 *     published   the documents, with assumptions where they are silent: the defaults of the schema
 *     behaviour   what people and systems do, where a published number is an allowance for sizing or a single measurement
 *
 * A value of the preset takes the place of a default, never of what the file, a variant or `--set` says. All values of
 * `behaviour` are assumptions: none is published, and measured ones would replace them.
 */
import { produce } from 'immer';
import { isInForce } from './habit-checks.ts';
import {
  isRawMap,
  type Path,
  pathKey,
  type Raw,
  type RawMap,
  rawAt,
  type ScenarioDocument,
  setRawAt,
} from './yaml-document.ts';

export type Preset = 'published' | 'behaviour';

export interface PresetValue {
  /** The path with `*` for each name that the author chose. */
  pattern: string;
  /** As it is written in a scenario; a map is given only where the file has none. */
  value: string | Readonly<Record<string, string>>;
  /** Why this value and not the published one. */
  why: string;
}

const oneLog = 'One laboratory log (n = 1): the same medians, but cards and links differ more than sigma 0.3 says';
const wider = (path: string, median: string): PresetValue => ({
  pattern: path,
  value: `lognormal median ${median} sigma 0.5`,
  why: oneLog,
});
const step = (name: string, think: string, leaves: string, why: string): PresetValue[] => [
  { pattern: `operators.*.portal.steps.${name}.think`, value: think, why },
  { pattern: `operators.*.portal.steps.${name}.leaves`, value: leaves, why },
];

export const behaviour: readonly PresetValue[] = [
  {
    pattern: 'population.*.flyout.sessions',
    value: '1.5 per day by hour office',
    why: 'People look once or twice a day, several times in a row; 8.64 openings a day is a sizing allowance',
  },
  {
    pattern: 'population.*.flyout.opensPerSession',
    value: 'geometric mean 1.8 gap 20 s',
    why: 'Whoever has looked often looks again at once',
  },
  {
    pattern: 'population.*.flyout.whenOffline',
    value: 'x4',
    why: 'Without internet people look for a way to get it',
  },
  {
    pattern: 'population.*.usage.monthly',
    value: 'lognormal mean 11.3 GB sigma 2.32 max 500 GB',
    why: 'Without a cap the largest of 2 million lines would carry 65 TB a month, which no link carries',
  },
  ...step(
    'sign-in',
    'lognormal median 45 s p95 3 min',
    '40 %',
    'Typing an address and a password; of those who see the first page, most who leave leave here',
  ),
  ...step('pick', 'lognormal median 35 s p95 3 min', '20 %', 'Comparing offers and prices'),
  ...step(
    'pay',
    'lognormal median 70 s p95 4 min',
    '10 %',
    'Finding a card and typing its number; some have none at hand',
  ),
  ...step('confirm', 'lognormal median 12 s p95 60 s', '2 %', 'Whoever has paid reads one page more; few turn back'),
  {
    pattern: 'operators.*.portal.resources',
    value: '14',
    why: 'A page of 900 kB with styles, scripts and pictures; five resources are a light page',
  },
  {
    pattern: 'operators.*.portal.resourceTime',
    value: '100 ms',
    why: '64 kB each, a fourteenth of 900 kB, at 5 Mbit/s',
  },
  {
    pattern: 'operators.*.portal.paymentFails',
    value: '8 %',
    why: 'First tries fail in 6 to 10 % of cases: wrong digits, limits, further identification',
  },
  {
    pattern: 'operators.*.portal.patience',
    value: 'lognormal median 8 s p95 30 s',
    why: 'People leave an empty page after some seconds, long before a time limit of the app',
  },
  {
    pattern: 'operators.*.portal.staysAfterAll',
    value: '20 %',
    why: 'Who is asked whether they mean it has often only missed the button',
  },
  { pattern: 'operators.*.portal.paymentTries', value: '2', why: 'People try once more, with another card' },
  {
    pattern: 'operators.*.network.registration',
    value: 'lognormal median 15 s p95 75 s',
    why: 'A first attach searches all bands; 3 s is what a re-attach takes',
  },
  {
    pattern: 'operators.*.provisioning.profileReady',
    value: 'mix 85 % 1.2 s | 15 % lognormal median 4 min p95 14 min',
    why: 'Most profiles are there at once, some wait for another system',
  },
  {
    pattern: 'operators.*.provisioning.networkReady',
    value: 'mix 85 % 1.2 s | 15 % lognormal median 4 min p95 14 min',
    why: 'Activation is at once for most, and can take ten minutes and more',
  },
  {
    pattern: 'operators.*.smdp.refuses',
    value: { '8.2/1.2': '0.6 %', '8.2.6/3.8': '0.6 %', '8.1/4.8': '0.3 %' },
    why: 'Half of the 3 % of downloads that fail (an app reported up to 10 % after payment): not released yet, unknown matching ID, no memory',
  },
  {
    pattern: 'operators.*.smdp.silent',
    value: '0.2 %',
    why: 'Four calls a download: a quarter of the 3 % of downloads that fail',
  },
  {
    pattern: 'population.*.device.euicc.loadFails',
    value: '0.7 %',
    why: 'A quarter of the 3 % of downloads that fail',
  },
  wider('operators.*.smdp.initiateAuthentication', '1.55 s'),
  wider('operators.*.smdp.authenticateClient', '440 ms'),
  wider('operators.*.smdp.getBoundProfilePackage', '1.33 s'),
  wider('operators.*.smdp.handleNotification', '330 ms'),
  wider('population.*.device.euicc.challenge', '40 ms'),
  wider('population.*.device.euicc.info', '30 ms'),
  wider('population.*.device.euicc.authenticateServer', '1.15 s'),
  wider('population.*.device.euicc.consent', '1.56 s'),
  wider('population.*.device.euicc.prepareDownload', '3.26 s'),
  wider('population.*.device.euicc.loadProfile', '16.84 s'),
  wider('population.*.device.euicc.enable', '830 ms'),
  wider('population.*.device.euicc.removeNotification', '930 ms'),
  {
    pattern: 'population.*.acceptsToast',
    value: { 'within 1 h': '45 %', 'within 1 day': '25 %', never: 'rest' },
    why: 'Toasts vanish after seconds; some find them in the action centre, many never look',
  },
  {
    pattern: 'population.*.user.comesBack',
    value: '40 %',
    why: 'Who has paid wants what they have paid for; others have given up on it',
  },
  {
    pattern: 'population.*.user.topsUp',
    value: '30 %',
    why: 'A first plan is often a trial; most people do not buy a second one',
  },
  {
    pattern: 'operators.*.api.service',
    value: 'mix 92 % lognormal median 90 ms p99 400 ms | 8 % lognormal median 700 ms p99 3 s',
    why: 'Most balances come from memory, some from a slow billing system',
  },
  {
    pattern: 'operators.*.billing.slice',
    value: '100 MB',
    why: 'A slice of 10 MB is one quota request every 16 s at 5 Mbit/s, more than gateways ask for',
  },
  {
    pattern: 'operators.*.billing.lag',
    value: 'lognormal median 5 s p95 30 s',
    why: 'Plans are prepaid, and online charging books a slice within seconds',
  },
];

/** What the preset `behaviour` would also say, and no setting can take yet: what a reader should keep in mind. */
export const behaviourMisses: readonly string[] = [
  'closed lids: a device that is not in use opens no flyout',
  'failed downloads that come together in time, and factors for card vendor and link',
  'name look-up and encryption set-up of portal pages, and the start of the app',
  'billing of postpaid lines (median 30 min, p95 6 h) and of roaming (hours)',
  'a cap of the data by plan and by kind of connection',
  'brown-outs, slow hours and a weekly release, which a scenario writes into its timeline',
];

/** A preset that there is not counts as none: the mistake is reported where it stands. */
const presetOf = (raw: Raw): Preset => (rawAt(raw, ['run', 'preset']) === 'behaviour' ? 'behaviour' : 'published');

/** What the preset `behaviour` says of one setting, by its pattern with `*` for names; undefined where it says nothing. */
export function behaviourAt(pattern: string): { value: string; why: string } | undefined {
  for (const { pattern: known, value, why } of behaviour) {
    if (known === pattern && typeof value === 'string') return { value, why };
    const below = pattern.startsWith(`${known}.`) ? pattern.slice(known.length + 1) : '';
    if (typeof value !== 'string' && below in value) return { value: value[below], why };
  }
  return undefined;
}

export interface Completed {
  document: ScenarioDocument;
  preset: Preset;
  /** Why each value is what it is that the preset has put in, by the key of its path. */
  reasons: ReadonlyMap<string, string>;
}

/** The document with what its preset says where it says nothing itself. Such values have no place in any file. */
export function completed(document: ScenarioDocument): Completed {
  const preset = presetOf(document.raw);
  if (preset === 'published' || !isRawMap(document.raw)) return { document, preset, reasons: new Map() };
  const reasons = new Map<string, string>();
  let raw: RawMap = document.raw;
  for (const { pattern, value, why } of behaviour)
    for (const path of pathsOf(raw, pattern)) {
      if (!isOpen(raw, path)) continue;
      const written = typeof value === 'string' ? value : Object.assign(Object.create(null), value);
      raw = produce(raw, draft => setRawAt(draft as Record<string, unknown>, path, written));
      if (typeof value === 'string') reasons.set(pathKey(path), why);
      else for (const name of Object.keys(value)) reasons.set(pathKey([...path, name]), why);
    }
  return { document: { ...document, raw }, preset, reasons };
}

/** The paths of a pattern in this document: each `*` becomes each name that stands there. */
function pathsOf(raw: Raw, pattern: string): readonly Path[] {
  let paths: Path[] = [[]];
  for (const part of pattern.split('.'))
    paths = paths.flatMap(path => {
      const here = rawAt(raw, path);
      return (part === '*' ? (isRawMap(here) ? Object.keys(here) : []) : [part]).map(name => [...path, name]);
    });
  return paths;
}

/** Whether the file leaves the path to the preset: it says nothing there, and the world would take notice. */
function isOpen(raw: Raw, path: Path): boolean {
  if (rawAt(raw, path) !== undefined) return false;
  const isReachable = path.every((_, length) => {
    const above = rawAt(raw, path.slice(0, length));
    return above === undefined || isRawMap(above);
  });
  if (!isReachable) return false;
  const [last, flyout] = [path.at(-1), path.slice(0, -1)];
  if (last !== 'sessions') return isInForce(raw, path);
  return rawAt(raw, [...flyout, 'opens']) === undefined && isInForce(raw, [...flyout, 'opens']);
}
