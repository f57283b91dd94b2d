/**
 * The service levels that closed forms can say something about: how many requests of a kind succeed, and how long they take.
 * Whatever else a claim asks is left to the simulation.
 */
import { type ApiRequest, apiRequests } from '../../models/settings.ts';
import type { Claim, Span, Term } from '../../scenarios/index.ts';
import type { Microseconds } from '../../sim/index.ts';

export interface Goal {
  request: ApiRequest;
  /** The claim as it was written. */
  text: string;
  /** The part of the run that counts: all of it, or what lies outside its outages. */
  over: 'run' | 'outside incidents';
  asks: Asked;
}

type Asked =
  | { what: 'success'; atLeast: number }
  | { what: 'meanLatency'; atMost: Microseconds }
  | { what: 'latencyQuantile'; p: number; atMost: Microseconds };

/** Undefined for a claim of another shape. */
export function goalOf({ text, term, comparison, variants }: Claim): Goal | undefined {
  if (comparison === undefined || variants.length > 0 || term.kind !== 'compare') return undefined;
  const { measured, bound } = comparison;
  if (bound.kind !== 'constant' || typeof bound.value !== 'number') return undefined;
  const [atMostSign, atLeastSign] = term.left.kind === 'constant' ? ['>', '<'] : ['<', '>'];
  const falls = term.sign.startsWith(atMostSign);
  const rises = term.sign.startsWith(atLeastSign);
  const found = measuredOf(measured);
  if (found === undefined) return undefined;
  const { request, over, what, p } = found;
  const atMost = bound.value as Microseconds;
  if (what === 'success') return rises ? { request, text, over, asks: { what, atLeast: bound.value } } : undefined;
  if (!falls) return undefined;
  if (what === 'meanLatency') return { request, text, over, asks: { what, atMost } };
  return p === undefined ? undefined : { request, text, over, asks: { what, p, atMost } };
}

interface Found {
  request: ApiRequest;
  over: Goal['over'];
  what: Asked['what'];
  p?: number | undefined;
}

function measuredOf(term: Term): Found | undefined {
  if (term.kind === 'metric') {
    const [set, metric] = term.name.split('.');
    const request = requestOf(set);
    if (request === undefined) return undefined;
    if (metric === 'success') return { request, over: 'run', what: 'success' };
    return metric === 'latency' ? ofLatency(request, 'run', term.fn, term.p) : undefined;
  }
  if (term.kind !== 'aggregate' || term.where !== undefined || term.of?.kind !== 'field') return undefined;
  const request = requestOf(term.set);
  const over = overOf(term.span);
  if (request === undefined || over === undefined) return undefined;
  if (term.of.name === 'ok') return term.fn === 'share' ? { request, over, what: 'success' } : undefined;
  return term.of.name === 'latency' ? ofLatency(request, over, term.fn, term.p) : undefined;
}

function ofLatency(request: ApiRequest, over: Goal['over'], fn: string | undefined, p?: number): Found | undefined {
  if (fn === 'mean') return { request, over, what: 'meanLatency' };
  return fn === 'quantile' ? { request, over, what: 'latencyQuantile', p } : undefined;
}

const requestOf = (name: string | undefined): ApiRequest | undefined => apiRequests.find(request => request === name);

function overOf(span: Span): Goal['over'] | undefined {
  const { outsideIncidents, ...others } = span;
  if (Object.keys(others).length > 0) return undefined;
  return outsideIncidents ? 'outside incidents' : 'run';
}
