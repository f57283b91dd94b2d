/**
 * The flow through a portal of one's own, as a graph of steps: every step can be reached, every step can end, and none
 * repeats for ever.
 *
 *     sign-in ── 70 % ──▶ choose ──▶ pay ──▶ fulfil ──▶ done
 *        └── rest ──▶ identify ──▲    └ declined, at most 2 times
 */
import { noTier, outcomesOf } from './back-end.ts';
import type { Mistake } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { didYouMean } from './nearest-word.ts';
import { checkOwnName } from './own-names.ts';
import { readDuration, readShare } from './quantities.ts';
import { outcomesOfStatus } from './schema/backend.ts';
import { branch, calls, wayShare } from './schema/phrases.ts';
import { documentedSteps, handOverNames, isOwnFlow } from './schema/portal.ts';
import {
  checkParts,
  checkReading,
  checkShares,
  expectedNames,
  mistakesOfEach,
  namesAt,
  readable,
  textAt,
} from './written-values.ts';
import { isRawMap, type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** From a step to another one, or to the end. */
interface Edge {
  to: string;
  /** Where it is written. */
  path: Path;
  /** The outcome that leads there; none for what follows in any case. */
  outcome: string | undefined;
  isLimited: boolean;
}

/** The end of a purchase that worked; it needs no step. */
const done = 'done';
/** Of one kind, after which it is not worth explaining further. */
const mostMistakes = 20;
/** Of a way through the flow, or of the outcomes on it. */
const mostShown = 10;
const quarter_us = 15 * 60e6;

/** @param operator  its path */
export function checkPortalFlow(document: ScenarioDocument, operator: Path): Mistake[] {
  const path = [...operator, 'portal', 'steps'];
  const steps = namesAt(document, path);
  if (!isOwnFlow(rawAt(document.raw, path)))
    return [...checkDocumentedSteps(document, path, steps), ...checkBuyers(document, path, documentedSteps)];
  const edges = new Map(steps.map(step => [step, edgesOf(document, [...path, step])]));
  const mistakes = mistakesOfEach(steps, step => [
    ...checkName(document, [...path, step]),
    ...checkCalls(document, operator, [...path, step]),
    ...checkEnd(document, [...path, step]),
    ...checkSuccess(document, [...path, step]),
    ...checkReading(document, [...path, step, 'then'], branch.read),
    ...checkInterval(document, [...path, step, 'networkRegistrationInterval']),
    ...checkTargets(document, path, steps, edges.get(step) ?? []),
  ]);
  const isClear =
    steps.every(step => (edges.get(step) ?? []).length === edgesWritten(document, [...path, step])) &&
    !mistakes.some(({ severity }) => severity === 'error');
  // A circle is one whatever else is wrong; what cannot be reached is known only when every way can be read.
  return [
    ...mistakes,
    ...checkBuyers(document, path, steps),
    ...(isClear ? checkWays(document, path, edges) : []),
    ...checkRepeats(document, edges),
  ];
}

/** What buyers do at a step: at most one thing each; and nobody goes back from the first one. */
function checkBuyers(document: ScenarioDocument, path: Path, steps: readonly string[]): Mistake[] {
  const back = [...path, steps[0] ?? '', 'goesBack'];
  const first =
    (readable(document, back, readShare) ?? 0) > 0
      ? [mistakeAtKey(document, back, '', `There is no step before \`${steps[0]}\`, the first one.`)]
      : [];
  return [
    ...first,
    ...mistakesOfEach(steps, step => checkParts(document, [...path, step], ['leaves', 'goesBack', 'closesLid'])),
  ];
}

function checkDocumentedSteps(document: ScenarioDocument, path: Path, steps: readonly string[]): Mistake[] {
  const [last] = documentedSteps.slice(-1);
  const early = steps
    .filter(step => step !== last && documentedSteps.some(known => known === step))
    .flatMap(step => handOverNames.map(key => [...path, step, key]))
    .filter(here => rawAt(document.raw, here) !== undefined);
  const unknown = steps
    .filter(step => !documentedSteps.some(known => known === step))
    .map(step =>
      mistakeAtKey(
        document,
        [...path, step],
        `${path.join('.')} has no step \`${step}\``,
        `Expected one of: ${documentedSteps.join(', ')}; in a flow of your own, each step says what follows: \`then: done\`.${didYouMean(step, documentedSteps)}`,
      ),
    );
  const message = `In the documented flow, \`${last}\` hands the purchase to the app. Write it there.`;
  return [...unknown, ...early.map(here => mistakeAtKey(document, here, '', message))];
}

function checkName(document: ScenarioDocument, path: Path): Mistake[] {
  const name = path[path.length - 1];
  if (name === done || name === 'rest')
    return [mistakeAtKey(document, path, '', `\`${name}\` is a word of the language. Give the step another name.`)];
  return checkOwnName(document, path, 'a step');
}

function edgesOf(document: ScenarioDocument, step: Path): Edge[] {
  const next = [...step, 'then'];
  const single = readable(document, next, branch.read);
  const shared = namesAt(document, next).map(to => {
    const path = [...next, to];
    return { to, path, outcome: undefined, isLimited: readable(document, path, wayShare.read)?.atMost !== undefined };
  });
  const outcomes = namesAt(document, [...step, 'if']).flatMap((outcome): Edge[] => {
    const path = [...step, 'if', outcome];
    const to = readable(document, path, branch.read);
    return to === undefined ? [] : [{ to: to.step, path, outcome, isLimited: to.atMost !== undefined }];
  });
  const first: Edge[] =
    single === undefined
      ? []
      : [{ to: single.step, path: next, outcome: undefined, isLimited: single.atMost !== undefined }];
  return [...first, ...shared, ...outcomes];
}

/** How many ways a step says to go; more than its edges when one of them cannot be read. */
function edgesWritten(document: ScenarioDocument, step: Path): number {
  const next = rawAt(document.raw, [...step, 'then']);
  const ways = isRawMap(next) ? Object.keys(next).length : next === undefined ? 0 : 1;
  return ways + namesAt(document, [...step, 'if']).length;
}

/** What a step calls must exist, and its branches must be outcomes of what it calls. */
function checkCalls(document: ScenarioDocument, operator: Path, step: Path): Mistake[] {
  const here = [...step, 'calls'];
  const called = readable(document, here, calls.read) ?? [];
  const tiers = namesAt(document, [...operator, 'backend']);
  const unknown = called.filter(({ tier }) => !tiers.includes(tier));
  if (unknown.length > 0)
    return unknown.map(({ tier }) => mistakeAtValue(document, here, noTier(tier, operator, tiers)));
  const outcomes = namesAt(document, [...step, 'if']);
  const orders = textAt(document, [...step, 'order']) === undefined ? [] : ['error', 'timeout', 'soldOut'];
  const possible = [
    ...new Set([...called.flatMap(({ tier, call }) => outcomesOf(document, operator, tier, call)), ...orders]),
  ];
  if (outcomes.length > 0 && possible.length === 0 && textAt(document, here) === undefined)
    return [
      mistakeAtKey(document, [...step, 'if'], '', 'A step that calls nothing has no outcome. Write what it `calls`.'),
    ];
  if (possible.length === 0) return [];
  const what = called.map(({ tier, call }) => `${tier}.${call}`).join(' then ') || 'an order';
  return outcomes
    .filter(outcome => !possible.includes(outcome))
    .slice(0, mostMistakes)
    .map(outcome =>
      mistakeAtKey(
        document,
        [...step, 'if', outcome],
        '',
        `No outcome \`${outcome}\` of ${what}.${expectedNames(possible)}${didYouMean(outcome, possible)}`,
      ),
    );
}

/** A step ends the purchase, or says what follows, not both and not neither. */
function checkEnd(document: ScenarioDocument, step: Path): Mistake[] {
  const raw = rawAt(document.raw, step);
  if (!isRawMap(raw)) return [];
  const follows = raw.then !== undefined || raw.if !== undefined;
  if (raw.end === undefined && !follows)
    return [
      mistakeAtKey(
        document,
        step,
        '',
        `What follows \`${step[step.length - 1]}\`? Write \`then: STEP\`, \`then: done\` or \`end: failed\`.`,
      ),
    ];
  if (raw.end === undefined || !follows) return [];
  return [
    mistakeAtKey(
      document,
      [...step, 'end'],
      '',
      'Here the purchase ends, so nothing follows. Keep `end`, or `then` and `if`.',
    ),
  ];
}

/** After calls that succeed, something follows; a call that asks what became of another ends in one of its answers. */
function checkSuccess(document: ScenarioDocument, step: Path): Mistake[] {
  const raw = rawAt(document.raw, step);
  if (!isRawMap(raw) || raw.then !== undefined || raw.if === undefined || raw.end !== undefined) return [];
  const name = step[step.length - 1];
  const last = readable(document, [...step, 'calls'], calls.read)?.at(-1);
  if (last?.call !== 'status')
    return [mistakeAtKey(document, step, '', `What follows \`${name}\` when all goes well? Write \`then: STEP\`.`)];
  const branches = namesAt(document, [...step, 'if']);
  return outcomesOfStatus
    .filter(outcome => !branches.includes(outcome))
    .map(outcome =>
      mistakeAtKey(
        document,
        [...step, 'if'],
        '',
        `What follows \`${name}\` when the answer is \`${outcome}\`? Write \`${outcome}: STEP\`.`,
      ),
    );
}

function checkInterval(document: ScenarioDocument, path: Path): Mistake[] {
  const interval = readable(document, path, readDuration) ?? 0;
  const rounded = Math.ceil(interval / quarter_us) * 15;
  if (interval === rounded * 60e6) return [];
  return [asWarning(mistakeAtValue(document, path, `Windows rounds up to 15 min; this equals ${rounded} min.`))];
}

function checkTargets(
  document: ScenarioDocument,
  path: Path,
  steps: readonly string[],
  edges: readonly Edge[],
): Mistake[] {
  const unknown = edges
    .filter(({ to }) => to !== done && !steps.includes(to))
    .slice(0, mostMistakes)
    .map(edge => {
      const message = `No step \`${edge.to}\` in ${path.join('.')}.${didYouMean(edge.to, [...steps, done])}`;
      const isShare = edge.path[edge.path.length - 2] === 'then';
      return isShare ? mistakeAtKey(document, edge.path, '', message) : mistakeAtValue(document, edge.path, message);
    });
  const next = edges.find(({ outcome }) => outcome === undefined)?.path;
  const shares = next?.[next.length - 2] === 'then' ? next.slice(0, -1) : undefined;
  const names = shares === undefined ? [] : namesAt(document, shares);
  const notShares = names.map(name => [...(shares ?? []), name]).filter(share => textAt(document, share) === undefined);
  if (notShares.length > 0)
    return notShares.map(share => mistakeAtValue(document, share, 'Expected a share, or rest.'));
  if (shares === undefined) return unknown;
  const at = (name: string): Path => [...shares, name];
  return [...unknown, ...checkShares(document, shares, names[names.length - 1], at, text => wayShare.read(text).share)];
}

/** Whether every step is reached from the first one, and can end. */
function checkWays(document: ScenarioDocument, path: Path, edges: ReadonlyMap<string, readonly Edge[]>): Mistake[] {
  const [first] = edges.keys();
  const reached = closure([first], step => (edges.get(step) ?? []).map(({ to }) => to));
  const unreached = [...edges.keys()].filter(step => !reached.has(step));
  const into = new Map<string, string[]>();
  for (const [step, out] of edges) for (const { to } of out) into.set(to, [...(into.get(to) ?? []), step]);
  const ends = [...edges.keys()].filter(step => rawAt(document.raw, [...path, step, 'end']) !== undefined);
  const ending = closure([done, ...ends], step => into.get(step) ?? []);
  const endless = [...edges.keys()].filter(step => reached.has(step) && !ending.has(step));
  return [
    ...unreached.map(step =>
      mistakeAtKey(document, [...path, step], '', `No way leads to \`${step}\` from \`${first}\`, the first step.`),
    ),
    ...endless.map(step =>
      mistakeAtKey(
        document,
        [...path, step],
        '',
        `From \`${step}\`, no way leads to an end. Write \`then: done\` or \`end: failed\`.`,
      ),
    ),
  ];
}

function checkRepeats(document: ScenarioDocument, edges: ReadonlyMap<string, readonly Edge[]>): Mistake[] {
  return repeats(edges).map(circle => {
    const way = [...inShort(circle.map(({ from }) => from)), circle[0].from].join(' → ');
    const why = inShort([...new Set(circle.flatMap(({ edge }) => edge.outcome ?? []))]).join(', ');
    const message = `${way} can repeat for ever${why === '' ? '' : ` (${why})`}. Add \`at most N times\`.`;
    const { edge } = circle[circle.length - 1];
    return mistakeAtValue(document, edge.path, message);
  });
}

/** The first names and the last one of a long list. */
const inShort = (names: readonly string[]): readonly string[] =>
  names.length <= mostShown
    ? names
    : [...names.slice(0, mostShown - 2), `(${names.length - mostShown + 1} more)`, ...names.slice(-1)];

function closure(from: readonly string[], next: (step: string) => readonly string[]): Set<string> {
  const found = new Set(from);
  for (const step of found) for (const to of next(step)) found.add(to);
  return found;
}

interface Taken {
  from: string;
  edge: Edge;
}

/**
 * Circles of branches without a limit, found by walking in depth: each way back to a step that is still being walked is
 * one circle, until there are more than anybody reads. A long flow is walked in a list of our own, not on the stack.
 */
function repeats(edges: ReadonlyMap<string, readonly Edge[]>): Taken[][] {
  const circles: Taken[][] = [];
  const finished = new Set<string>();
  for (const start of edges.keys()) {
    if (finished.has(start)) continue;
    const way: { step: string; next: number }[] = [{ step: start, next: 0 }];
    const onWay = new Map([[start, 0]]);
    const taken: Taken[] = [];
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const edge = edges.get(here.step)?.[here.next];
      here.next += 1;
      if (edge === undefined) {
        finished.add(here.step);
        onWay.delete(here.step);
        way.pop();
        taken.pop();
      } else if (!edge.isLimited && edges.has(edge.to) && !finished.has(edge.to)) {
        const back = onWay.get(edge.to);
        if (back !== undefined) {
          circles.push([...taken.slice(back), { from: here.step, edge }]);
          if (circles.length >= mostMistakes) return circles;
        } else {
          onWay.set(edge.to, way.length);
          way.push({ step: edge.to, next: 0 });
          taken.push({ from: here.step, edge });
        }
      }
    }
  }
  return circles;
}
