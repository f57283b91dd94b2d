/**
 * Which way of a number is better. What the scenario claims of it counts first: between variants, as a service level, or of
 * every run. Then what we know of our own metrics, then the words of the scenario's own name and formula. Where nothing says
 * it, no variant is called better.
 */
import { type Claim, type LoadedScenario, type Term, vocabulary } from '../../scenarios/index.ts';
import type { NumberColumn } from '../tasks/replications.ts';
import type { Direction } from './comparison.ts';

export function directionOf(scenario: LoadedScenario, { name, metric, unit }: Directed): Direction {
  const claimed = claimedDirections(scenario).get(name);
  if (claimed !== undefined) return claimed;
  if (Object.hasOwn(vocabulary.metrics, metric)) return knownDirection(metric);
  // Whatever people wait for is better when it is sooner.
  if (unit === 'µs') return 'less';
  const own = scenario.metrics.find(one => one.name === metric);
  const words = `${metric.replaceAll('-', ' ')} ${own?.measure.text ?? ''}`;
  if (bad.test(words)) return 'less';
  return good.test(words) ? 'more' : 'unknown';
}

type Directed = Pick<NumberColumn, 'name' | 'metric' | 'unit'>;

const bad =
  /\b(not|no|never|without|fail\w*|failures?|lost|losses|refund\w*|left|leaves|leaving|abandon\w*|drop(ped|s)?|outs?|declined|denied|rejected|refused|timed ?out|timeouts?|errors?|late|slow\w*|stuck|complain\w*|calls to support)\b/i;
const good =
  /\b(success\w*|online|sold|bought|answered|served|delivered|active|activated|accepted|done|paid|reached)\b/i;

/** Of metrics that every run has; by the last word of their name. */
function knownDirection(metric: string): Direction {
  if (worse.has(metric)) return 'less';
  if (better.has(metric)) return 'more';
  const last = metric.slice(metric.lastIndexOf('.') + 1);
  if (['success', 'delivered', 'joined', 'found', 'paired', 'quality', 'ready'].includes(last)) return 'more';
  return ['duration', 'latency', 'delay', 'failures', 'lost', 'expired', 'rejections', 'rejected'].includes(last)
    ? 'less'
    : 'unknown';
}

const worse: ReadonlySet<string> = new Set([
  'gettingOnline.steps',
  'family.unnoticed',
  'family.knownByCounter',
  'family.knownByBilling',
  'managed.questions',
  'usageError.windows',
  'usageError.windowsShare',
  'usageError.flyout',
  'usageError.flyoutShare',
  'roaming.bytesBeforeWarning',
  'apps.bytesMetered',
  'update.bytesMetered',
]);
const better: ReadonlySet<string> = new Set(['warning.reach', 'offload.share']);

/** What the scenario itself says of a number by how it claims something of it. */
function claimedDirections(scenario: LoadedScenario): ReadonlyMap<string, Direction> {
  const found = new Map<string, Direction>();
  for (const { claim } of scenario.claims) {
    const { comparison, term } = claim;
    if (comparison === undefined || term.kind !== 'compare') continue;
    const name = numberClaimed(scenario, claim);
    if (name === undefined || found.has(name)) continue;
    const isTurned = numberAsked(scenario, term.left) !== name;
    const isUpper = term.sign === '<' || term.sign === '<=';
    if (term.sign === '=' || term.sign === '!=') continue;
    found.set(name, isUpper !== isTurned ? 'less' : 'more');
  }
  return found;
}

/** The number that a claim is a goal for; a claim about one variant alone may only say what is so. */
function numberClaimed(scenario: LoadedScenario, claim: Claim): string | undefined {
  const { measured, bound } = claim.comparison!;
  const name = numberAsked(scenario, measured);
  if (name === undefined || (measured.kind !== 'inVariant' && claim.variants.length === 0)) return name;
  return numbersIn(scenario, bound).includes(name) ? name : undefined;
}

/** The number that a term asks for, whatever the variant: that of one of the scenario's own metrics, or of ours. */
export function numberAsked(scenario: LoadedScenario, term: Term): string | undefined {
  switch (term.kind) {
    case 'inVariant':
      return numberAsked(scenario, term.of);
    case 'named':
      return scenario.metrics.find(({ measure }) => measure === term.measure)?.name;
    case 'metric': {
      const { name, fn, p, over } = term;
      if (fn === undefined) return name;
      if (fn === 'quantile') return `p${Math.round((p ?? 0) * 100)}(${name})`;
      return fn === 'peak' ? `peak(${name} over ${String(over).replace(/(\d+)/, '$1 ')})` : `${fn}(${name})`;
    }
    default:
      return undefined;
  }
}

function numbersIn(scenario: LoadedScenario, term: Term): string[] {
  const asked = numberAsked(scenario, term);
  if (asked !== undefined) return [asked];
  return term.kind === 'arithmetic'
    ? [term.first, ...term.rest.map(({ of }) => of)].flatMap(of => numbersIn(scenario, of))
    : [];
}
