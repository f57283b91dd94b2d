/** What overload does, in words: who fails and how, what retries and limits change about it, and where they make it worse. */
import { formatNumber, formatRate, formatShare, formatValue } from '../format.ts';
import { failures } from './asked-beside.ts';
import type { Curve, CurvePoint } from './curve.ts';
import { goodputFalls, retriesHurt } from './overload.ts';
import type { WithoutGuards } from './without-guards.ts';

export const failureWords = {
  refused429: 'refused with 429',
  refusedOther: 'refused otherwise',
  shed: 'shed at a full queue',
  timedOut: 'timed out',
} as const;

/** What fails beyond the load of the scenario, what retries and limits change about it, and where it gets worse with them. */
export function failuresInWords(curve: Curve): string[] {
  const { points, withoutGuards } = curve;
  const last = points.at(-1);
  if (last === undefined || last.success.mean === null) return [];
  const kinds = failures.filter(kind => last.failed[kind] > 0);
  const told = kinds.map(kind => `${formatShare(last.failed[kind])} ${failureWords[kind]}`);
  const at = `At ${formatNumber(last.factor)} times the load, ${formatRate(last.rate.mean ?? 0)}`;
  return [
    `${at}: ${formatShare(last.success.mean)} succeed${told.length === 0 ? ', none is refused, shed or timed out' : `; ${told.join(', ')}`}.`,
    ...callsInWords(last),
    ...withoutGuards.flatMap(one => withoutInWords(one, curve)),
    ...stormInWords(curve),
  ];
}

function callsInWords({ calls }: CurvePoint): string[] {
  if (calls === null || calls.repeated === 0) return [];
  return [
    `A request makes ${formatNumber(calls.perRequest)} calls at the tiers there; ${formatShare(calls.repeated)} of them are tries after a failure.`,
  ];
}

function withoutInWords({ taken, points: all }: WithoutGuards, { points }: Curve): string[] {
  const plain = all.at(-1);
  const beside = points.find(({ factor }) => factor === plain?.factor);
  if (plain === undefined || beside === undefined) return [];
  const [own, other] = [beside, plain].map(
    ({ success, latency }) => `${formatShare(success.mean ?? 0)} at ${formatValue(latency.mean.mean, 'µs')} mean`,
  );
  const where = plain.factor === points.at(-1)?.factor ? 'there' : `at ${formatNumber(plain.factor)} times the load`;
  const names = taken.join(' and the ');
  return [
    own === other
      ? `The ${names} ${taken.length === 1 && names.startsWith('limit') ? 'changes' : 'change'} nothing ${where}.`
      : `Without the ${names}: ${other} ${where}, in place of ${own}.`,
  ];
}

/** From where on retries hurt, and from where on more load means fewer answers. */
function stormInWords(curve: Curve): string[] {
  const { points, withoutGuards } = curve;
  const worse = retriesHurt(curve);
  const fall = goodputFalls(points);
  const has = withoutGuards.some(({ what }) => what === 'retries');
  const share = ({ success }: Pick<CurvePoint, 'success'>) => formatShare(success.mean ?? 0);
  return [
    ...(worse === undefined
      ? has
        ? ['At no load that was tried do the retries make fewer requests succeed.']
        : []
      : [
          `From ${formatNumber(worse.with.factor)} times the load on, ${formatRate(worse.with.rate.mean ?? 0)}, the ${worse.taken.join(' and the ')} make it worse: ${share(worse.with)} succeed, without them ${share(worse.without)}.`,
        ]),
    ...(fall === undefined
      ? []
      : [
          `More load means fewer answers beyond ${formatRate(fall.most.rate.mean ?? 0)}: ${formatRate(fall.most.goodput.mean ?? 0)} are answered there, ${formatRate(fall.fewer.goodput.mean ?? 0)} of ${formatRate(fall.fewer.rate.mean ?? 0)}${worse === undefined ? '' : ', a retry storm'}.`,
        ]),
  ];
}
