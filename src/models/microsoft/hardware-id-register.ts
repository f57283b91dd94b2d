/**
 * Which hardware IDs belong to which operator: what operators have registered for their service metadata packages.
 *
 *     home provider name, CDMA SID, CDMA provider name ── one ID each
 *     ICCID range, IMSI range ── one ID for each block of 100 numbers: the last two digits are not part of the ID
 *
 * Source: Microsoft Learn, "Delivering experiences for MVNOs", "HardwareID": ranges begin with 00 and end with 99, and a
 * home provider name belongs to one package. Assumption: so does every other ID; whoever registers it first keeps it.
 */
import type { NumberRange } from '../windows/cosa-matching.ts';

/** What a hardware ID is made from. */
type HardwareIdKind = 'GSM-NAME' | 'GSM-ICCID' | 'GSM-IMSI' | 'CDMA-SID' | 'CDMA-NAME';

/** How an ID is made; of a number, the value is the number without its last two digits. */
type HardwareIdMaker = (kind: HardwareIdKind, value: string) => string;

/** By what one operator's devices are known. */
export interface ServiceIdentifiers {
  readonly gsmProviderNames?: readonly string[];
  readonly gsmIccids?: readonly NumberRange[];
  readonly gsmImsis?: readonly NumberRange[];
  readonly cdmaSids?: readonly string[];
  readonly cdmaProviderNames?: readonly string[];
}

/** Blocks that one range may have: more would not fit into a package. */
const blocksMost = 1_000_000;

/** The operator of each ID, by its place in the list. */
export function hardwareIdRegister(
  operators: readonly ServiceIdentifiers[],
  hardwareId: HardwareIdMaker,
): ReadonlyMap<string, number> {
  const register = new Map<string, number>();
  for (const [operator, identifiers] of operators.entries())
    for (const [kind, value] of valuesOf(identifiers)) {
      const id = hardwareId(kind, value);
      if (!register.has(id)) register.set(id, operator);
    }
  return register;
}

/** The operator for which the first of the IDs stands that anybody has registered. */
export function operatorOf(register: ReadonlyMap<string, number>, hardwareIds: readonly string[]): number | undefined {
  for (const id of hardwareIds) {
    const operator = register.get(id);
    if (operator !== undefined) return operator;
  }
  return undefined;
}

function* valuesOf(identifiers: ServiceIdentifiers): Generator<readonly [HardwareIdKind, string]> {
  for (const name of identifiers.gsmProviderNames ?? []) yield ['GSM-NAME', name];
  for (const range of identifiers.gsmIccids ?? []) for (const block of blocksOf(range)) yield ['GSM-ICCID', block];
  for (const range of identifiers.gsmImsis ?? []) for (const block of blocksOf(range)) yield ['GSM-IMSI', block];
  for (const sid of identifiers.cdmaSids ?? []) yield ['CDMA-SID', sid];
  for (const name of identifiers.cdmaProviderNames ?? []) yield ['CDMA-NAME', name];
}

/**
 * The blocks of 100 of a range: its numbers without their last two digits.
 *
 * @throws RangeError for a range that is none, or that has more than a million blocks
 */
export function* blocksOf({ start, end }: NumberRange): Generator<string> {
  if (!/^\d+00$/.test(start) || !/^\d+99$/.test(end) || start.length !== end.length || start > end)
    throw new RangeError(
      `A range of hardware IDs goes from …00 to …99 in digits of one length; got ${start} to ${end}`,
    );
  const digits = start.length - 2;
  const first = BigInt(start.slice(0, -2));
  const last = BigInt(end.slice(0, -2));
  if (last - first >= blocksMost)
    throw new RangeError(`A range has at most ${blocksMost} blocks of 100; got ${start} to ${end}`);
  for (let block = first; block <= last; block += 1n) yield String(block).padStart(digits, '0');
}

/** The range of whole blocks in which two numbers of one length and everything between them lie. */
export const blocksAround = (first: string, last: string): NumberRange => ({
  start: `${first.slice(0, -2)}00`,
  end: `${last.slice(0, -2)}99`,
});
