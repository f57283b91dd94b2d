/**
 * What may be in an element, declared once and used three times: to read it with its bounds, to write it, and as the type
 * of what was read.
 *
 *     const usage = sequence(plans, { currentUsage: attribute('CurrentUsage', whole(0)), ... });
 *     type Usage = ValueOf<typeof usage>;                          // { currentUsage: number, ... }
 *
 * Reading is strict, as a validator is: an element or attribute nobody declared, one too many, one missing, or one in the
 * wrong order ends it with a {@link NotValid} that names the place.
 */

import { schemaInstance, xmlItself } from './namespaces.ts';
import type { Place } from './provisioning-code.ts';
import type { Simple } from './simple-types.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';
import type { XmlAttribute, XmlElement } from './xml-tree.ts';

/** A file against the schema. Thrown while reading and caught where the reading of a file begins; it goes no further. */
export class NotValid extends Error {
  readonly place: Place;

  constructor(reason: string, place: Place) {
    super(reason);
    this.place = place;
  }
}

/** Something taken that its sender should know of. */
export interface Notice {
  readonly reason: string;
  readonly place: Place;
}

/** What an element holds, as text. */
interface Written {
  readonly attributes: string;
  readonly content: string;
}

/** The content of an element. */
export interface ElementType<Value> {
  readElement(element: XmlElement, notices: Notice[]): Value;
  /** @param namespace  the default namespace where it is written */
  writeContent(value: Value, namespace: string): Written;
}

export type ValueOf<Type> = Type extends ElementType<infer Value> ? Value : never;

/** The children and attributes of an element that no part has taken yet. */
interface Left {
  readonly element: XmlElement;
  readonly children: XmlElement[];
  readonly attributes: XmlAttribute[];
  readonly inOrder: boolean;
  readonly notices: Notice[];
}

/** A part of an element: an attribute, a child, or some children. */
export interface Part<Value, Absent extends boolean> {
  readonly mayBeAbsent: Absent;
  /** What a person would call it. */
  readonly label: string;
  /** Takes what is its own from what is left; undefined when there is none. */
  take(left: Left): Value | undefined;
  write(value: Value, namespace: string): Written;
}

type AnyPart = Part<unknown, boolean>;

type Flat<Record> = { [K in keyof Record]: Record[K] };
type WorthOf<P> = P extends Part<infer Value, boolean> ? Value : never;

/** The record that parts make together: those that may be absent are optional. */
type RecordOfParts<Parts> = Flat<
  {
    readonly [K in keyof Parts as Parts[K] extends Part<unknown, true> ? never : K]: WorthOf<Parts[K]>;
  } & {
    readonly [K in keyof Parts as Parts[K] extends Part<unknown, true> ? K : never]?: WorthOf<Parts[K]>;
  }
>;

/** Hints for a validator may stand anywhere and mean nothing here. */
const counts = ({ namespace }: XmlAttribute): boolean => namespace !== schemaInstance;

/** Parts one after the other, or in any order; whatever none of them takes does not belong there. */
export function sequence<const Parts extends { readonly [name: string]: AnyPart }>(
  parts: Parts,
  order: 'inOrder' | 'inAnyOrder' = 'inOrder',
): ElementType<RecordOfParts<Parts>> {
  const named = Object.entries(parts);
  return {
    readElement(element, notices) {
      const left: Left = {
        element,
        children: [...element.children],
        attributes: element.attributes.filter(counts),
        inOrder: order === 'inOrder',
        notices,
      };
      const taken: { [name: string]: unknown } = {};
      for (const [name, part] of named) {
        const value = part.take(left);
        if (value !== undefined) taken[name] = value;
        else if (!part.mayBeAbsent) throw new NotValid(missing(part, left), left.children[0]?.place ?? element.place);
      }
      refuseWhatIsLeft(left);
      return taken as RecordOfParts<Parts>;
    },
    writeContent(value, namespace) {
      const worth: { readonly [name: string]: unknown } = value;
      const written = named
        .filter(([name]) => worth[name] !== undefined)
        .map(([name, part]) => part.write(worth[name], namespace));
      return {
        attributes: written.map(({ attributes }) => attributes).join(''),
        content: written.map(({ content }) => content).join(''),
      };
    },
  };
}

const missing = (part: AnyPart, { element, children }: Left): string => {
  const instead = children.length > 0 ? `; ${children[0]!.name} stands there` : '';
  return `${element.name} lacks ${part.label}${instead}`;
};

function refuseWhatIsLeft({ element, children, attributes }: Left): void {
  const [child] = children;
  if (child !== undefined) {
    const isDouble = element.children.some(other => other !== child && isNamed(other, child.namespace, child.name));
    const why = isDouble
      ? 'stands in the wrong place or is one too many'
      : 'does not belong there, or not at that place';
    throw new NotValid(`${child.name} in ${element.name} ${why} (namespace ${child.namespace || 'none'})`, child.place);
  }
  const [attribute] = attributes;
  if (attribute !== undefined) throw new NotValid(`${element.name} has no attribute ${attribute.name}`, element.place);
  if (/[^ \t\r\n]/.test(element.text)) throw new NotValid(`${element.name} holds elements, no text`, element.place);
}

const isNamed = (element: XmlElement, namespace: string, name: string): boolean =>
  element.name === name && element.namespace === namespace;

/* ---- Attributes ---- */

type Attribute<Value, Absent extends boolean> = Part<Value, Absent>;

const attributePart = <Value, Absent extends boolean>(
  name: string,
  type: Simple<Value>,
  mayBeAbsent: Absent,
  standard?: Value,
): Attribute<Value, Absent> => ({
  mayBeAbsent,
  label: `the attribute ${name}`,
  take({ element, attributes, notices }) {
    const at = attributes.findIndex(attribute => attribute.name === name && attribute.namespace === '');
    if (at < 0) return standard;
    const [{ value }] = attributes.splice(at, 1);
    return readSimple(type, value, `${name} of ${element.name}`, element.place, notices);
  },
  write: value => ({
    attributes: value === standard ? '' : ` ${name}="${escapeAttribute(type.write(value))}"`,
    content: '',
  }),
});

export const attribute = <Value>(name: string, type: Simple<Value>) => attributePart(name, type, false);
export const optionalAttribute = <Value>(name: string, type: Simple<Value>) => attributePart(name, type, true);
export const attributeOr = <Value>(name: string, type: Simple<Value>, standard: Value) =>
  attributePart(name, type, false, standard);

function readSimple<Value>(type: Simple<Value>, text: string, of: string, place: Place, notices: Notice[]): Value {
  const taken = type.read(text);
  if (!taken.ok) throw new NotValid(`${of}: ${taken.reason}`, place);
  if (taken.warning !== undefined) notices.push({ reason: `${of}: ${taken.warning}`, place });
  return taken.value;
}

/* ---- Children ---- */

/** Text only. */
const ofText = <Value>(type: Simple<Value>): ElementType<Value> => ({
  readElement(element, notices) {
    const [child] = element.children;
    if (child !== undefined) throw new NotValid(`${element.name} holds text, no elements`, child.place);
    const unknown = element.attributes.find(counts);
    if (unknown !== undefined) throw new NotValid(`${element.name} has no attribute ${unknown.name}`, element.place);
    return readSimple(type, element.text, element.name, element.place, notices);
  },
  writeContent: value => ({ attributes: '', content: escapeText(type.write(value)) }),
});

type Type<Value> = Simple<Value> | ElementType<Value>;

const elementType = <Value>(type: Type<Value>): ElementType<Value> => ('readElement' in type ? type : ofText(type));

/** An element as text, with its namespace where that is not the one around it. */
export function writeElement<Value>(
  namespace: string,
  name: string,
  type: ElementType<Value>,
  value: Value,
  around: string,
): string {
  const { attributes, content } = type.writeContent(value, namespace);
  const start = `<${name}${namespace === around ? '' : ` xmlns="${escapeAttribute(namespace)}"`}${attributes}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** Takes the next child when it has that name; in any order, the first that has. */
function next({ children, inOrder }: Left, namespace: string, name: string): XmlElement | undefined {
  const at = inOrder ? 0 : children.findIndex(child => isNamed(child, namespace, name));
  const child = children[at];
  if (child === undefined || !isNamed(child, namespace, name)) return undefined;
  children.splice(at, 1);
  return child;
}

const childPart = <Value, Absent extends boolean>(
  namespace: string,
  name: string,
  given: Type<Value>,
  mayBeAbsent: Absent,
  standard?: Value,
): Part<Value, Absent> => {
  const type = elementType(given);
  return {
    mayBeAbsent,
    label: name,
    take(left) {
      const child = next(left, namespace, name);
      if (child === undefined) return standard;
      const isEmpty = standard !== undefined && child.text === '' && child.children.length === 0;
      return isEmpty ? standard : type.readElement(child, left.notices);
    },
    write: (value, around) => ({
      attributes: '',
      content: value === standard ? '' : writeElement(namespace, name, type, value, around),
    }),
  };
};

export const child = <Value>(namespace: string, name: string, type: Type<Value>) =>
  childPart(namespace, name, type, false);
export const optional = <Value>(namespace: string, name: string, type: Type<Value>) =>
  childPart(namespace, name, type, true);
/** Absent or empty, it has the standard value. */
export const childOr = <Value>(namespace: string, name: string, type: Simple<Value>, standard: Value) =>
  childPart(namespace, name, type, false, standard);

/** Children of one name, one after the other. */
export const children = <Value>(
  namespace: string,
  name: string,
  given: Type<Value>,
  least = 0,
  most = Number.POSITIVE_INFINITY,
): Part<readonly Value[], false> => {
  const type = elementType(given);
  return {
    mayBeAbsent: false,
    label: name,
    take(left) {
      const taken: Value[] = [];
      const { element, notices } = left;
      const mine = left.children.findIndex(other => !isNamed(other, namespace, name));
      const own = left.children.splice(0, mine < 0 ? left.children.length : mine);
      for (const one of own) {
        if (taken.length === most) throw new NotValid(`${element.name} takes at most ${most} of ${name}`, one.place);
        taken.push(type.readElement(one, notices));
      }
      if (taken.length < least) throw new NotValid(missing(this, left), left.children[0]?.place ?? element.place);
      return taken;
    },
    write: (values, around) => ({
      attributes: '',
      content: values.map(value => writeElement(namespace, name, type, value, around)).join(''),
    }),
  };
};

/** A type with a further condition on all it holds. */
export const provided = <Value>(
  type: ElementType<Value>,
  wrong: (value: Value) => string | undefined,
): ElementType<Value> => ({
  readElement(element, notices) {
    const value = type.readElement(element, notices);
    const reason = wrong(value);
    if (reason !== undefined) throw new NotValid(`${element.name}: ${reason}`, element.place);
    return value;
  },
  writeContent: type.writeContent,
});

/** Exactly one of several children, of which each may be absent by itself. */
export const exactlyOne = (value: object): string | undefined => {
  const there = Object.keys(value).length;
  return there === 1 ? undefined : `it holds ${there} of its alternatives; exactly one is allowed`;
};

/* ---- What Windows hands on as it stands ---- */

/** An element whose schema is not ours: kept as it was, but for comments, and for where text stands between children. */
export interface Foreign {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly Foreign[];
  readonly text: string;
}

const foreignOf = ({ namespace, name, attributes, children, text }: XmlElement): Foreign => ({
  namespace,
  name,
  attributes,
  children: children.map(foreignOf),
  text: children.length > 0 ? text.trim() : text,
});

const foreignContent = ({ attributes, children, text }: Foreign, namespace: string): Written => ({
  attributes: attributes.map(foreignAttribute).join(''),
  content:
    escapeText(text) + children.map(one => writeElement(one.namespace, one.name, foreign, one, namespace)).join(''),
});

const foreignAttribute = ({ namespace, name, value }: XmlAttribute, at: number): string => {
  if (namespace === '') return ` ${name}="${escapeAttribute(value)}"`;
  if (namespace === xmlItself) return ` xml:${name}="${escapeAttribute(value)}"`;
  return ` xmlns:a${at}="${escapeAttribute(namespace)}" a${at}:${name}="${escapeAttribute(value)}"`;
};

export const foreign: ElementType<Foreign> = {
  readElement: element => foreignOf(element),
  writeContent: foreignContent,
};

/** Elements of any schema but this one. */
export const foreigners = (own: string): Part<readonly Foreign[], false> => ({
  mayBeAbsent: false,
  label: 'elements of other schemas',
  take: left => {
    const stop = left.children.findIndex(({ namespace }) => namespace === own || namespace === '');
    return left.children.splice(0, stop < 0 ? left.children.length : stop).map(foreignOf);
  },
  write: (values, around) => ({
    attributes: '',
    content: values.map(one => writeElement(one.namespace, one.name, foreign, one, around)).join(''),
  }),
});
