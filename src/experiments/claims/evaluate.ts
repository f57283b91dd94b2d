/**
 * Works out claims and metrics from what was measured. Without data there is no answer (null), and only what does not depend
 * on it is decided: false and unknown is false, true or unknown is true.
 */
import type { Aggregate, Comparison, Measure, MetricTerm, Sliding, Term } from '../../scenarios/index.ts';
import { type DayClock, momentOfClock } from './day-clock.ts';
import { compared, reckoned } from './row-terms.ts';

export type Answer = number | boolean | string | null;

/** Where the values of a term come from; what is left out cannot occur there. */
export interface Sources {
  aggregate(term: Aggregate): Answer;
  sliding?(term: Sliding): Answer;
  metric?(term: MetricTerm): Answer;
  named?(measure: Measure): Answer;
  /** The same of another variant; undefined when it was not run. */
  variant?(name: string): Sources | undefined;
  /** Of the run. */
  clock?: DayClock;
}

export function evaluate(term: Term, sources: Sources): Answer {
  const inner = (of: Term) => evaluate(of, sources);
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'clock':
      return momentOfClock(term.value, known(sources.clock, term.kind));
    case 'not': {
      const value = inner(term.of);
      return value === null ? null : value !== true;
    }
    case 'and':
      return joined(term.of.map(inner), false);
    case 'or':
      return joined(term.of.map(inner), true);
    case 'compare': {
      const [left, right] = [inner(term.left), inner(term.right)];
      return left === null || right === null ? null : holds(left, term.sign, right);
    }
    case 'in': {
      const value = inner(term.of);
      return value === null
        ? null
        : joined(
            term.choices.map(choice => holds(value, '=', inner(choice))),
            true,
          );
    }
    case 'arithmetic': {
      let value = inner(term.first);
      for (const { sign, of } of term.rest) {
        const right = inner(of);
        if (typeof value !== 'number' || typeof right !== 'number') return null;
        value = reckoned(value, sign, right);
        if (Number.isNaN(value) || (sign === '/' && right === 0)) return null;
      }
      return value;
    }
    case 'aggregate':
      return sources.aggregate(term);
    case 'until':
    case 'ever':
    case 'elapsed':
      return known(sources.sliding, term.kind)(term);
    case 'metric':
      return known(sources.metric, term.kind)(term);
    case 'named':
      return known(sources.named, term.kind)(term.measure);
    case 'inVariant': {
      const other = sources.variant?.(term.variant);
      return other === undefined ? null : evaluate(term.of, other);
    }
    default:
      throw new Error(`"${term.kind}" is no term of a claim`);
  }
}

function known<Source>(source: Source | undefined, kind: string): Source {
  if (source === undefined) throw new Error(`"${kind}" cannot stand here`);
  return source;
}

/** `and` for `decisive` false, `or` for true. */
function joined(values: readonly Answer[], decisive: boolean): boolean | null {
  if (values.includes(decisive)) return decisive;
  return values.includes(null) ? null : !decisive;
}

function holds(left: Answer, sign: Comparison, right: Answer): boolean | null {
  return left === null || right === null ? null : compared(left, sign, right);
}
