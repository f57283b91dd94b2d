/**
 * Which entry of the COSA database fits a SIM: every target that the entry states must fit, and the entry with the most
 * targets wins.
 *
 *     entry 1   MCC 999, MNC 01                      fits, 2 targets
 *     entry 2   MCC 999, MNC 01, SPN "Contoso Kids"  fits, 3 targets   ◀── the best
 *     entry 3   MCC 999, MNC 01, GID1 "0A"           another GID1: does not fit
 *
 * Of several with as many targets an entry of the PC's maker goes before one of Microsoft; then the user chooses by UIName,
 * and until then the entry with the lowest number counts. Assumption: that number, which no document names.
 *
 * Source: Microsoft Learn, "COSA overview", "Desktop COSA database settings". Assumption: where the rule (most targets) and
 * the worked example of the COSA overview differ, the rule counts.
 */

/** What the SIM says of itself, as the modem reads it; what it does not say fits no target. */
export interface SimIdentity {
  readonly mcc?: string | undefined;
  readonly mnc?: string | undefined;
  /** Service provider name; of a CDMA device its provider name. */
  readonly spn?: string | undefined;
  /** PLMN network name. */
  readonly pnn?: string | undefined;
  /** Group identifier, level 1. */
  readonly gid1?: string | undefined;
  readonly imsi?: string | undefined;
  readonly iccid?: string | undefined;
}

/** Numbers of equally many digits, both ends included: an IMSI range has 15, an ICCID range 19 or 20. */
export interface NumberRange {
  readonly start: string;
  readonly end: string;
}

/** Conditions that must all hold. Without an IMSI range, MCC and MNC stand for the whole network. */
export interface Targets extends Omit<SimIdentity, 'imsi' | 'iccid'> {
  readonly imsi?: NumberRange | undefined;
  readonly iccid?: NumberRange | undefined;
}

/** The part of an entry by which it is found. */
export interface TargetedEntry {
  /** Its number in the database. */
  readonly id: number;
  readonly origin: 'microsoft' | 'oem';
  /** The entry fits when one of these sets does. */
  readonly targets: readonly Targets[];
  /** The name by which the user tells it from others that fit as well, and its place in the list. */
  readonly uiName?: string | undefined;
  readonly uiOrder?: number | undefined;
}

export interface CosaMatch<Entry> {
  readonly entry: Entry;
  /** Entries between which the user may choose, in the order of the list; empty when only one fits best. */
  readonly choices: readonly Entry[];
}

/**
 * The entry that fits best, or undefined: then the user may enter an access point name.
 *
 * @param chosen  the UIName the user has picked, if they have
 */
export function matchCosa<Entry extends TargetedEntry>(
  entries: readonly Entry[],
  sim: SimIdentity,
  chosen?: string,
): CosaMatch<Entry> | undefined {
  let most = 0;
  let best: Entry[] = [];
  for (const entry of entries) {
    const count = fittingTargets(entry, sim);
    if (count > most) best = [];
    most = Math.max(most, count);
    if (count === most) best.push(entry);
  }
  if (most === 0) return undefined;
  const fromMaker = best.filter(({ origin }) => origin === 'oem');
  const tied = (fromMaker.length > 0 ? fromMaker : best).sort((a, b) => a.id - b.id);
  const choices = tied
    .filter(({ uiName }) => uiName !== undefined)
    .sort((a, b) => (a.uiOrder ?? 0) - (b.uiOrder ?? 0) || a.id - b.id);
  const picked = choices.find(({ uiName }) => uiName === chosen);
  return { entry: picked ?? tied[0]!, choices: tied.length > 1 ? choices : [] };
}

/** How many targets the best fitting set of the entry states; 0 when none of its sets fits. */
function fittingTargets({ targets }: TargetedEntry, sim: SimIdentity): number {
  let most = 0;
  for (const set of targets) if (fits(set, sim)) most = Math.max(most, stated(set));
  return most;
}

const words = ['mcc', 'mnc', 'spn', 'pnn', 'gid1'] as const;
const numbers = ['imsi', 'iccid'] as const;
const names = [...words, ...numbers];

const stated = (set: Targets): number => names.reduce((sum, name) => (set[name] === undefined ? sum : sum + 1), 0);

const fits = (set: Targets, sim: SimIdentity): boolean =>
  words.every(name => set[name] === undefined || set[name] === sim[name]) &&
  numbers.every(name => set[name] === undefined || isWithin(set[name], sim[name]));

/** Whether the number lies in the range; one with another count of digits does not. */
export const isWithin = ({ start, end }: NumberRange, number: string | undefined): boolean =>
  number !== undefined && number.length === start.length && start <= number && number <= end;
