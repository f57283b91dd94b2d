/**
 * `x3`: three times what stands at the same path, in a variant or in `--set`. The factor is joined with the value it
 * scales before anything is read, so that what is checked and printed is the value that counts.
 */
import { decimal } from './quantities.ts';
import { schemaAt } from './schema/tree.ts';
import { type Path, type Raw, rawAt } from './yaml-document.ts';

const factorAlone = /^x ?(\d+(?:\.\d+)?)$/;
const scaledBefore = /^x ?(\d+(?:\.\d+)?) (.+)$/;
const quantity = /^(\d[\d_]*(?:\.\d+)?)(.*)$/;

/** Whether a value says only how many times what stands there is meant. */
export const isFactor = (raw: Raw): boolean => typeof raw === 'string' && factorAlone.test(raw.trim());

/** The value to write at a path: the given one, or the one that stands there times the given factor. */
export function scaledValue(document: Raw, path: Path, given: Raw): Raw {
  const factor = typeof given === 'string' ? factorAlone.exec(given.trim()) : null;
  if (factor === null) return given;
  const node = schemaAt(path);
  if (node?.kind !== 'setting') return given;
  const base = rawAt(document, path) ?? node.facts.default;
  if (typeof base !== 'string' || base.trim() === '' || factorAlone.test(base.trim())) return given;
  return node.facts.unit.startsWith('a distribution')
    ? scaledDistribution(base.trim(), factor[1])
    : (scaledQuantity(base.trim(), factor[1]) ?? given);
}

function scaledDistribution(base: string, factor: string): string {
  const before = scaledBefore.exec(base);
  return before === null ? `x${factor} ${base}` : `x${times(before[1], factor)} ${before[2]}`;
}

/** The number at the beginning times the factor: `4_000 per day by hour retail`, `120 ms`, `3 %`. */
function scaledQuantity(base: string, factor: string): string | undefined {
  const match = quantity.exec(base);
  return match === null ? undefined : times(match[1], factor) + match[2];
}

/** The product of two decimal numbers, without an error where it has few digits. */
function times(a: string, b: string): string {
  const [left, right] = [a, b].map(written => written.replaceAll('_', '').split('.'));
  const product = Number(left.join('')) * Number(right.join(''));
  const decimals = (left[1] ?? '').length + (right[1] ?? '').length;
  return decimal(Number.isSafeInteger(product) ? Number(`${product}e-${decimals}`) : Number(a) * Number(b));
}
