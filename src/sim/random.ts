/**
 * Named draws. A random number here is not the next one of a stream but a function of its name: the run's seed and
 * replication, the group and purpose it serves, the index of the entity in its group, which occurrence it is and which
 * attempt. So adding an entity or a purpose moves no other draw, the order of calls is irrelevant, and two variants of a
 * world meet the same weather.
 *
 *     seed, replication ── seedrandom ──▶ key of the run
 *     key of the run, group, purpose ── Threefry, 20 rounds ──▶ key of the stream
 *     key of the stream, (index, attempt), occurrence ── Threefry, 13 rounds ──▶ 64 bits ──▶ a number between 0 and 1
 *
 * Source: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11 (2011): Threefry-2x32, of which 13
 * rounds are the fewest that pass every test the authors know.
 */
import seedrandom from 'seedrandom';

/** Entities a group may have: 26 bits of the counter. */
export const indexLimit = 2 ** 26;
/** Attempts an occurrence may have: 6 bits of the counter. */
export const attemptLimit = 2 ** 6;
/** Occurrences an entity may have: one word of the counter. */
export const occurrenceLimit = 2 ** 32;

const keyParity = 0x1bd11bda;
const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
const roundsOfKey = 20;

/**
 * Threefry-2x32 as published: scrambles a 64-bit counter under a 64-bit key.
 *
 * @param rounds  how often to mix: 20 is the authors' margin of safety, 13 their fewest
 * @param out     takes the two 32-bit words
 */
export function threefry2x32(
  key0: number,
  key1: number,
  counter0: number,
  counter1: number,
  rounds: number,
  out: Uint32Array,
): void {
  const key = [key0, key1, keyParity ^ key0 ^ key1];
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let round = 0; round < rounds; round += 1) {
    const rotation = rotations[round % 8];
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x0 = (x0 + key[injection % 3]) | 0;
      x1 = (x1 + key[(injection + 1) % 3] + injection) | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
}

/** The words of the draw just made. */
const words = new Int32Array(2);

/**
 * `threefry2x32` with 13 rounds, written out, into `words`: three times as fast as the loop.
 *
 * HOT: too long to be inlined, and for that reason given and giving nothing but whole numbers: a double would be boxed. Saying
 * `| 0` of what are 32-bit words already halves the time, because the compiler then keeps to integers.
 */
function draw(key0: number, key1: number, key2: number, counter0: number, counter1: number): void {
  const k0 = key0 | 0;
  const k1 = key1 | 0;
  const k2 = key2 | 0;
  let x0 = (counter0 + k0) | 0;
  let x1 = (counter1 + k1) | 0;

  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
  x0 = (x0 + k1) | 0;
  x1 = (x1 + k2 + 1) | 0;

  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0;
  x0 = (x0 + k2) | 0;
  x1 = (x1 + k0 + 2) | 0;

  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0;
  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0;
  x0 = (x0 + k0) | 0;
  x1 = (x1 + k1 + 3) | 0;

  x0 = (x0 + x1) | 0;
  x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0;

  words[0] = x0;
  words[1] = x1;
}

/** One purpose of one group: its numbers are told apart by entity, occurrence and attempt. Made by `Dice.stream`. */
export class DrawStream {
  private readonly key0: number;
  private readonly key1: number;
  private readonly key2: number;

  constructor(key0: number, key1: number) {
    this.key0 = key0 | 0;
    this.key1 = key1 | 0;
    this.key2 = keyParity ^ key0 ^ key1;
  }

  /**
   * A number between 0 and 1, both excluded: a multiple of 2^−53, where 0 counts as 2^−53.
   *
   * @param index       which entity of the group, a whole number below 2^26
   * @param occurrence  which time this entity does it, below 2^32
   * @param attempt     which try at that time, below 2^6
   * @throws RangeError for anything else: a counter that wrapped would repeat another entity's luck
   *
   * HOT: one per sample; short enough to be inlined, so that its result is not boxed.
   */
  uniform(index: number, occurrence = 0, attempt = 0): number {
    this.draw(index, occurrence, attempt);
    // 27 bits and 26 bits make a whole number below 2^53.
    const whole = (words[0] >>> 5) * 67108864 + (words[1] >>> 6);
    return (whole === 0 ? 1 : whole) * 1.1102230246251565e-16;
  }

  /**
   * The 64 bits that `uniform` with the same arguments is made from, for identifiers.
   *
   * @param out  takes the two 32-bit words
   */
  bits(index: number, occurrence: number, attempt: number, out: Uint32Array): void {
    this.draw(index, occurrence, attempt);
    out.set(words);
  }

  private draw(index: number, occurrence: number, attempt: number): void {
    if ((index & 0x3ffffff) !== index || (attempt & 0x3f) !== attempt || occurrence >>> 0 !== occurrence) {
      throw outOfRange(index, occurrence, attempt);
    }
    draw(this.key0, this.key1, this.key2, index | (attempt << 26), occurrence | 0);
  }
}

function outOfRange(index: number, occurrence: number, attempt: number): RangeError {
  const rule = (name: string, value: number, limit: number) =>
    Number.isInteger(value) && value >= 0 && value < limit
      ? ''
      : ` ${name} is ${value}; expected a whole number from 0 to ${limit - 1}.`;
  return new RangeError(
    `No such draw:${rule('index', index, indexLimit)}${rule('occurrence', occurrence, occurrenceLimit)}${rule('attempt', attempt, attemptLimit)}`,
  );
}

/** All the randomness of one replication of a run. */
export class Dice {
  private readonly key: Uint32Array;
  private readonly streams = new Map<string, Map<string, DrawStream>>();

  /** @throws RangeError unless both are whole numbers that a double holds exactly, the replication from 0 on */
  constructor(seed: number, replication: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`The seed is ${seed}; expected a whole number.`);
    if (!Number.isSafeInteger(replication) || replication < 0) {
      throw new RangeError(`The replication is ${replication}; expected a whole number from 0 on.`);
    }
    const source = seedrandom(`mpsim seed ${seed} replication ${replication}`);
    this.key = Uint32Array.of(source.int32(), source.int32());
  }

  /** The draws of a group ("prepaid-laptops") for a purpose ("flyout.open"). Asked again, it answers the same object. */
  stream(group: string, purpose: string): DrawStream {
    let ofGroup = this.streams.get(group);
    if (ofGroup === undefined) {
      ofGroup = new Map();
      this.streams.set(group, ofGroup);
    }
    let stream = ofGroup.get(purpose);
    if (stream === undefined) {
      const subKey = hashText(purpose, hashText(group, this.key));
      stream = new DrawStream(subKey[0], subKey[1]);
      ofGroup.set(purpose, stream);
    }
    return stream;
  }
}

/**
 * A 64-bit hash of a text under a key. Four UTF-16 units at a time are the counter that Threefry scrambles under the
 * state so far, and the result is xored with them (the Matyas–Meyer–Oseas construction); the length goes last, so that a
 * text and the same text with zeros behind it differ.
 */
function hashText(text: string, key: Uint32Array): Uint32Array {
  const state = Uint32Array.from(key);
  const absorb = (word0: number, word1: number) => {
    threefry2x32(state[0], state[1], word0, word1, roundsOfKey, state);
    state[0] ^= word0;
    state[1] ^= word1;
  };
  const unit = (at: number) => (at < text.length ? text.charCodeAt(at) : 0);
  for (let at = 0; at < text.length; at += 4) {
    absorb(unit(at) | (unit(at + 1) << 16), unit(at + 2) | (unit(at + 3) << 16));
  }
  absorb(text.length, 0);
  return state;
}
