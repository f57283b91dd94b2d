/**
 * Records: the state of a model, one per subject. What exists a million times is kept by column in typed arrays behind a
 * record-shaped view; what exists rarely is kept as objects. Handlers are written the same for both:
 * `device.used += size`.
 *
 *     schema ──▶ columns  [used: f64][state: u8][iccid: i32] ...   ◀── view: one object that is moved from row to row
 *            └─▶ objects  { used, state, iccid }, ...
 *
 * HOT: a view is one object for the whole store; reading a field is one typed-array load. In strict mode (tests) each
 * access hands out a view of its own, which is revoked when its handler returns.
 */
import { copyOf, Recording, recordingView } from './inspection.ts';
import { ownCode } from './own-code.ts';
import { type AnyTable, initialState, type StateOf, statesOf } from './state-machine.ts';
import type { Bytes, Cents, Microseconds } from './units.ts';

type Storage = 'u8' | 'u16' | 'i32' | 'u32' | 'f64' | 'object';

/** One field of a record: how it is stored, and what a new record holds. */
export interface Field<T> {
  readonly storage: Storage;
  readonly initial: T;
  /** The words a number stands for, with the sentinel for none of them. */
  readonly words?: readonly (string | undefined)[];
  /** The number that is read as undefined. */
  readonly absent?: number;
}

export type Schema = { readonly [name: string]: Field<unknown> };
export type RecordOf<S extends Schema> = { -readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

const field = <T>(storage: Storage, initial: T, more: Partial<Field<T>> = {}): Field<T> => ({
  storage,
  initial,
  ...more,
});

/** A whole number from 0 to 4,294,967,295. */
export const count = (initial = 0): Field<number> => field('u32', initial);
/** A whole number from 0 to 255. */
export const small = (initial = 0): Field<number> => field('u8', initial);
/** The index of a record elsewhere, or undefined. */
export const id = (): Field<number | undefined> => field<number | undefined>('i32', undefined, { absent: -1 });
/** A moment or a duration, or undefined while there is none. */
export const time = (): Field<Microseconds | undefined> =>
  field<Microseconds | undefined>('f64', undefined, { absent: -1 });
export const volume = (initial = 0): Field<Bytes> => field('f64', initial as Bytes);
export const money = (initial = 0): Field<Cents> => field('f64', initial as Cents);
/** Any number, kept with 53 bits. */
export const number = (initial = 0): Field<number> => field('f64', initial);
export const flag = (initial = false): Field<boolean> => field('u8', initial, { words: ['', 'x'] });
/** The state of a machine; begins in the table's first state. Moved by `does.move`, never assigned by hand. */
export const state = <Table extends AnyTable>(table: Table): Field<StateOf<Table>> =>
  field('u8', initialState(table) as StateOf<Table>, { words: statesOf(table) });
/** One of a few words, or undefined. */
export const oneOf = <const Words extends readonly string[]>(words: Words): Field<Words[number] | undefined> =>
  field<Words[number] | undefined>('u8', undefined, { words: [undefined, ...words] });
/** Free text, or undefined: only for records kept as objects. */
export const text = (): Field<string | undefined> => field<string | undefined>('object', undefined);
/** Any plain value, or undefined: only for records kept as objects. */
export const value = <T>(): Field<T | undefined> => field<T | undefined>('object', undefined);

const bytesOf: Record<Exclude<Storage, 'object'>, number> = { u8: 1, u16: 2, i32: 4, u32: 4, f64: 8 };

/** The records of one model, however they are kept. */
export interface RecordStore<R> {
  readonly count: number;
  /** The record of that subject. In strict mode the answer dies at the next {@link revoke}. */
  at(subject: number): R;
  /** The record of that subject to read, through a view that stays with it. */
  look(subject: number): Readonly<R>;
  /** HOT: reads a byte or two of the record, so that it is near when its event comes. The answer means nothing. */
  touch(subject: number): number;
  /** Adds a record in its initial state and answers its subject. */
  add(): number;
  /**
   * Lets the records from `first` on begin with another word in one field (a state, one of a few words, a flag), before
   * anything has happened to them. Records kept by column are not written for it, so that a million of them stay without
   * cost.
   */
  begin(field: keyof R & string, worth: string | boolean, first: number, count: number): void;
  /** Keeps changes of this subject's record from now on. */
  inspect(subject: number, context: () => { time: Microseconds; cause: string }): Recording;
  /** A plain copy. */
  snapshot(subject: number): R;
  /** Ends the life of the views handed out in strict mode. */
  revoke(): void;
  /** Storage by field: bytes a record. */
  readonly layout: { field: string; bytes: number }[];
}

export interface StoreOptions {
  kept: 'columns' | 'objects';
  count: number;
  /** Hand out views that are revoked when their handler returns: tests use it to find handlers that keep one. */
  strict?: boolean;
}

export function recordStore<S extends Schema>(schema: S, options: StoreOptions): RecordStore<RecordOf<S>> {
  const rows: Rows<RecordOf<S>> =
    options.kept === 'columns'
      ? new ColumnRows<RecordOf<S>>(schema, options.count)
      : new ObjectRows<RecordOf<S>>(schema, options.count);
  return new Store(schema, rows, options.strict ?? false);
}

/** How records are kept: by column or as objects. */
interface Rows<R> {
  readonly count: number;
  add(): number;
  begin(field: string, worth: string | boolean, first: number, count: number): void;
  readonly at: (subject: number) => R;
  readonly look: (subject: number) => R;
  touch(subject: number): number;
}

class Store<R extends object> implements RecordStore<R> {
  readonly layout: { field: string; bytes: number }[];
  /** HOT: the rows' own functions, as long as nobody watches. */
  at: (subject: number) => R;
  readonly look: (subject: number) => Readonly<R>;
  private readonly schema: Schema;
  private readonly rows: Rows<R>;
  private readonly strict: boolean;
  private recordings: Map<number, { recording: Recording; view: R }> | undefined;
  private handedOut: (() => void)[] = [];
  /** In strict mode a field takes only what its column could hold, so that both ways of keeping it agree. */
  private readonly checked: ProxyHandler<R> = {
    set: (record, name, worth, view) => {
      checkWorth(String(name), this.schema[String(name)], worth);
      return Reflect.set(record, name, worth, view);
    },
  };

  constructor(schema: Schema, rows: Rows<R>, strict: boolean) {
    this.schema = schema;
    this.rows = rows;
    this.strict = strict;
    this.at = strict ? subject => this.watched(subject) : rows.at;
    this.look = strict ? subject => new Proxy(rows.look(subject), readOnly as ProxyHandler<R>) : rows.look;
    this.layout = Object.entries(schema).map(([name, { storage }]) => ({
      field: name,
      bytes: storage === 'object' ? 8 : bytesOf[storage],
    }));
  }

  get count(): number {
    return this.rows.count;
  }

  private watched(subject: number): R {
    const base = this.recordings?.get(subject)?.view ?? this.rows.at(subject);
    if (!this.strict) return base;
    const { proxy, revoke } = Proxy.revocable(base, this.checked);
    this.handedOut.push(revoke);
    return proxy;
  }

  touch(subject: number): number {
    return this.rows.touch(subject);
  }

  add(): number {
    return this.rows.add();
  }

  begin(field: keyof R & string, worth: string | boolean, first: number, count: number): void {
    if (this.schema[field]?.words === undefined) throw new TypeError(`"${field}" has no words to begin with`);
    if (count > 0) this.rows.begin(field, worth, first, count);
  }

  inspect(subject: number, context: () => { time: Microseconds; cause: string }): Recording {
    const recording = new Recording(this.snapshot(subject), context);
    this.recordings ??= new Map();
    this.at = other => this.watched(other);
    const names = Object.keys(this.schema);
    this.recordings.set(subject, { recording, view: recordingView(names, () => this.rows.at(subject), recording) });
    return recording;
  }

  snapshot(subject: number): R {
    const view = this.rows.look(subject) as Record<string, unknown>;
    return Object.fromEntries(Object.keys(this.schema).map(name => [name, copyOf(view[name])])) as R;
  }

  revoke(): void {
    for (const revoke of this.handedOut) revoke();
    this.handedOut = [];
  }
}

const readOnly: ProxyHandler<object> = {
  set: (_, name) => {
    throw new TypeError(`"${String(name)}" may be written only by its own model`);
  },
};

/** The largest whole number each storage can hold; the smallest is 0. */
const largest: Partial<Record<Storage, number>> = {
  u8: 2 ** 8 - 1,
  u16: 2 ** 16 - 1,
  i32: 2 ** 31 - 1,
  u32: 2 ** 32 - 1,
};

function checkWorth(name: string, field: Field<unknown> | undefined, worth: unknown): void {
  if (field === undefined) throw new TypeError(`The record has no field "${name}"`);
  if (field.storage === 'object' || (worth === undefined && field.initial === undefined)) return;
  const fits =
    typeof field.initial === 'boolean'
      ? typeof worth === 'boolean'
      : field.words !== undefined
        ? field.words.includes(worth as string)
        : typeof worth === 'number' &&
          worth !== field.absent &&
          (field.storage === 'f64' ? !Number.isNaN(worth) : isWholeUpTo(worth, largest[field.storage]!));
  if (!fits) throw new RangeError(`"${name}" cannot hold ${String(worth)}`);
}

const isWholeUpTo = (worth: number, limit: number) => Number.isInteger(worth) && worth >= 0 && worth <= limit;

class ObjectRows<R> implements Rows<R> {
  private readonly records: R[] = [];
  private readonly schema: Schema;

  constructor(schema: Schema, count: number) {
    this.schema = schema;
    for (let i = 0; i < count; i++) this.add();
  }

  get count(): number {
    return this.records.length;
  }

  add(): number {
    const record = Object.fromEntries(Object.entries(this.schema).map(([name, { initial }]) => [name, initial]));
    return this.records.push(record as R) - 1;
  }

  begin(field: string, worth: string | boolean, first: number, count: number): void {
    for (let nth = 0; nth < count; nth++) Object.assign(this.records[first + nth]!, { [field]: worth });
  }

  readonly at = (subject: number): R => this.records[subject]!;
  readonly look = this.at;

  touch(): number {
    return 0;
  }
}

/** The memory of all records, seen through one typed array per storage. Held by reference: accessors survive its growth. */
interface Block {
  u8: Uint8Array;
  u16: Uint16Array;
  i32: Int32Array;
  u32: Uint32Array;
  f64: Float64Array;
}

function blockOf(bytes: number): Block {
  const buffer = new ArrayBuffer(Math.ceil(bytes / 8) * 8);
  return {
    u8: new Uint8Array(buffer),
    u16: new Uint16Array(buffer),
    i32: new Int32Array(buffer),
    u32: new Uint32Array(buffer),
    f64: new Float64Array(buffer),
  };
}

/**
 * A word some records begin with instead of the usual one: in those the places of 0 and of its number are exchanged. No
 * record begins with two words in one field.
 */
interface Beginning {
  number: number;
  ranges: readonly Range[];
}

/** Of records, in bytes: the first, and past the last. */
interface Range {
  from: number;
  end: number;
}

const haveRecordsInCommon = (one: Range, other: Range): boolean => one.from < other.end && other.from < one.end;

/** Where the record of a view begins, in bytes; accessors read it from the object they are called on. */
interface Cursor {
  base: number;
}

/** Where a field lies. */
interface Place {
  block: Block;
  /** Its first byte in its record. */
  byte: number;
}

/**
 * HOT: an event visits one subject among a million, so what it costs is the cache lines it touches. The fields of a record
 * therefore lie side by side, widest first. A new record is all zeros wherever its schema allows (the first state, no
 * reason, no moment yet), so that memory nobody has written to is never touched and takes no room.
 */
class ColumnRows<R> implements Rows<R> {
  count: number;
  readonly bytes: number;
  private readonly block: Block;
  private readonly preset: { storage: keyof Block; byte: number; initial: number }[] = [];
  private readonly schema: Schema;
  private readonly offsets: ReadonlyMap<string, number>;
  private readonly view: object;
  private readonly beginnings = new Map<string, readonly Beginning[]>();
  readonly at: (subject: number) => R;
  readonly look: (subject: number) => R;

  constructor(schema: Schema, count: number) {
    if ('base' in schema) throw new TypeError('A record kept by column cannot have a field named "base"');
    const { offsets, bytes } = layOut(schema);
    const View = ownCode<new (base: number) => R & Cursor>(
      'class View { constructor(base) { this.base = base; } }',
      {},
    );
    this.count = count;
    this.bytes = bytes;
    this.schema = schema;
    this.offsets = offsets;
    this.view = View.prototype;
    this.block = blockOf(count * bytes);
    for (const [name, field] of Object.entries(schema)) {
      const storage = field.storage as keyof Block;
      const initial = encode(field, field.initial);
      if (initial !== 0) this.preset.push({ storage, byte: offsets.get(name)!, initial });
      this.access(name);
    }
    this.fill(0, count);
    const view = new View(0);
    this.at = ownCode(`subject => { view.base = subject * ${bytes}; return view; }`, { view });
    this.look = ownCode(`subject => new View(subject * ${bytes})`, { View });
  }

  private access(name: string): void {
    const place = { block: this.block, byte: this.offsets.get(name)! };
    Object.defineProperty(this.view, name, {
      ...accessors(place, this.schema[name]!, this.beginnings.get(name) ?? []),
      enumerable: true,
      configurable: true,
    });
  }

  begin(name: string, worth: string | boolean, first: number, count: number): void {
    const number = encode(this.schema[name]!, worth);
    const before = this.beginnings.get(name) ?? [];
    const { bytes } = this;
    const range = { from: first * bytes, end: (first + count) * bytes };
    const others = before.filter(beginning => beginning.number !== number);
    if (others.some(({ ranges }) => ranges.some(other => haveRecordsInCommon(range, other))))
      throw new RangeError(`"${name}" cannot begin with ${String(worth)} here: it begins with another word already`);
    const ranges = before.find(beginning => beginning.number === number)?.ranges ?? [];
    this.beginnings.set(name, [...others, { number, ranges: [...ranges, range] }]);
    this.access(name);
  }

  private fill(from: number, end: number): void {
    for (const { storage, byte, initial } of this.preset) {
      const column = this.block[storage];
      const unit = bytesOf[storage];
      for (let row = from; row < end; row++) column[(row * this.bytes + byte) / unit] = initial;
    }
  }

  add(): number {
    const subject = this.count;
    const { block, bytes } = this;
    if ((subject + 1) * bytes > block.u8.length) {
      const larger = blockOf(Math.max(16, subject * 2) * bytes);
      larger.u8.set(block.u8);
      Object.assign(block, larger);
    }
    this.count += 1;
    this.fill(subject, this.count);
    return subject;
  }

  touch(subject: number): number {
    const { u8 } = this.block;
    const base = subject * this.bytes;
    return u8[base]! + u8[base + this.bytes - 1]!;
  }
}

/** Where each field begins in its record, the widest first, and the length of a record: whole multiples of its widest. */
function layOut(schema: Schema): { offsets: Map<string, number>; bytes: number } {
  const offsets = new Map<string, number>();
  let end = 0;
  let widest = 1;
  for (const width of [8, 4, 2, 1]) {
    for (const [name, { storage }] of Object.entries(schema)) {
      if (storage === 'object') throw new TypeError('Text and free values are only for records kept as objects');
      if (bytesOf[storage] !== width) continue;
      widest = Math.max(widest, width);
      offsets.set(name, end);
      end += width;
    }
  }
  return { offsets, bytes: Math.ceil(end / widest) * widest };
}

/** Puts 0 for `initial` and `initial` for 0; every other number stays as it is. Twice gives the number again. */
const swapped = (worth: number, initial: number): number =>
  Object.is(worth, 0) ? initial : worth === initial ? 0 : worth;

function encode(field: Field<unknown>, worth: unknown): number {
  if (field.words !== undefined) {
    if (typeof worth === 'boolean') return worth ? 1 : 0;
    const at = field.words.indexOf(worth as string | undefined);
    if (at < 0) throw new RangeError(`"${String(worth)}" is none of ${field.words.filter(Boolean).join(', ')}`);
    return at;
  }
  if (field.absent === undefined)
    return field.storage === 'f64' ? swapped(worth as number, field.initial as number) : (worth as number);
  return worth === undefined ? 0 : (worth as number) + 1;
}

/**
 * Getter and setter of one field, with code of their own. A number that may be absent is stored as one more than it is, and
 * 0 when absent; one of 53 bits that begins elsewhere than at 0 has the places of 0 and of that number exchanged, and so has
 * a word in the records that begin with another one.
 */
function accessors(
  { block, byte }: Place,
  field: Field<unknown>,
  beginnings: readonly Beginning[],
): PropertyDescriptor {
  const place = placeText(field.storage, byte);
  const words = field.words ?? [];
  const refuse = (word: unknown) => {
    throw new RangeError(`"${String(word)}" is none of ${words.filter(Boolean).join(', ')}`);
  };
  const make = (get: string, set: string): PropertyDescriptor =>
    ownCode(`{ get() { ${get} }, set(worth) { ${set} } }`, { block, words, refuse, swapped, initial: field.initial });

  const kept = (number: string) => exchanged(number, beginnings);
  if (typeof field.initial === 'boolean')
    return make(
      `const number = ${place}; return ${kept('number')} === 1;`,
      `const number = worth ? 1 : 0; ${place} = ${kept('number')};`,
    );
  if (field.words !== undefined) {
    const cases = words.map((word, at) => `case ${JSON.stringify(word)}: ${place} = ${kept(String(at))}; break;`);
    return make(
      `const number = ${place}; return words[${kept('number')}];`,
      `switch (worth) { ${cases.join(' ')} default: refuse(worth); }`,
    );
  }
  if (field.absent !== undefined) {
    const worth = field.storage === 'i32' ? '(kept - 1) | 0' : 'kept - 1';
    return make(
      `const kept = ${place}; return kept === 0 ? undefined : ${worth};`,
      `${place} = worth === undefined ? 0 : worth + 1;`,
    );
  }
  if (field.storage === 'f64' && field.initial !== 0)
    return make(`return swapped(${place}, initial);`, `${place} = swapped(worth, initial);`);
  return make(`return ${place};`, `${place} = worth;`);
}

/** The number of a word as it is stored in a record, and from there again: the code for both is the same. */
function exchanged(number: string, beginnings: readonly Beginning[]): string {
  const inside = ({ from, end }: Range) => `(this.base >= ${from} && this.base < ${end})`;
  const exchanges = beginnings.map(
    ({ number: other, ranges }) =>
      `(${number} === 0 || ${number} === ${other}) && (${ranges.map(inside).join(' || ')}) ? ${other} - ${number} : `,
  );
  return `(${exchanges.join('')}${number})`;
}

/** How a field is reached in the code of its accessors. */
function placeText(storage: Storage, byte: number): string {
  if (storage === 'object') throw new TypeError('Text and free values are only for records kept as objects');
  // A shift, because the widths are powers of two and a division would leave the integers.
  return `block.${storage}[(this.base + ${byte}) >>> ${31 - Math.clz32(bytesOf[storage])}]`;
}
