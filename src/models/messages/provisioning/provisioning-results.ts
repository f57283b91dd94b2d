/**
 * What became of a provisioning file: each part of it, as it was applied or not.
 *
 * Source: Microsoft Learn, "ResultsSchema schema", "Account provisioning".
 */

import { results as namespace } from './namespaces.ts';
import {
  nameOfProvisioningCode,
  type ProvisioningCode,
  provisioningCode,
  type Refusal,
  refusal,
  writtenCode,
} from './provisioning-code.ts';
import { escapeAttribute, escapeText } from './xml-text.ts';
import { readXml, type XmlElement } from './xml-tree.ts';

/** The parts of a file by the names of their elements, in the order of the schema. */
export const topLevelElements = [
  'Activation',
  'MBNProfiles',
  'WLANProfiles',
  'Plans',
  'Provisioning',
  'Extensions',
] as const;
export type TopLevelElement = (typeof topLevelElements)[number];

/** One profile or plan. */
export interface ItemResult {
  readonly element: string;
  readonly name?: string;
  readonly code: ProvisioningCode;
}

export interface ElementResult {
  readonly element: TopLevelElement;
  /** Of the element as a whole; its items have their own. */
  readonly code: ProvisioningCode;
  readonly items: readonly ItemResult[];
}

export interface ProvisioningResults {
  /** Of the file as a whole: a file that was refused has this and no elements. */
  readonly code: ProvisioningCode;
  readonly carrierId?: string;
  readonly subscriberId?: string;
  readonly elements: readonly ElementResult[];
}

/** Whatever is not success, first the file, then its elements and their items. */
const failures = ({ code, elements }: ProvisioningResults): ProvisioningCode[] =>
  [code, ...elements.flatMap(one => [one.code, ...one.items.map(item => item.code)])].filter(
    one => one !== provisioningCode.ok,
  );

/** True when nothing failed (AllElementsProvisioned). */
export const allElementsProvisioned = (results: ProvisioningResults): boolean => failures(results).length === 0;

/** The first failure, or success. */
export const resultCode = (results: ProvisioningResults): ProvisioningCode =>
  failures(results)[0] ?? provisioningCode.ok;

export const refusedResults = ({ code }: Refusal): ProvisioningResults => ({ code, elements: [] });

/** The results as XML (ProvisionResultsXml). */
export function writeResultsXml(results: ProvisioningResults): string {
  const { code, carrierId, subscriberId, elements } = results;
  const about =
    (carrierId === undefined ? '' : `<Issuer>${escapeText(carrierId)}</Issuer>`) +
    (subscriberId === undefined ? '' : `<Subscriber>${escapeText(subscriberId)}</Subscriber>`);
  const own = code === provisioningCode.ok ? '' : errorCode(code);
  return element(`CarrierProvisioningResult xmlns="${namespace}"${own}`, about + elements.map(elementXml).join(''));
}

const elementXml = ({ element: name, code, items }: ElementResult): string =>
  element(
    name + (items.length > 0 && code === provisioningCode.ok ? '' : errorCode(code)),
    items.map(itemXml).join(''),
  );

const itemXml = ({ element: kind, name, code }: ItemResult): string =>
  element(`${kind}${name === undefined ? '' : ` Name="${escapeAttribute(name)}"`}${errorCode(code)}`, '');

const errorCode = (code: ProvisioningCode): string => ` errorCode="${writtenCode(code)}"`;

const element = (start: string, content: string): string =>
  content === '' ? `<${start}/>` : `<${start}>${content}</${start.split(' ')[0]}>`;

/** Reads results back. Samples write `ErrorCode` and no namespace, the schema `errorCode`: both are taken. */
export function readResultsXml(text: string): { readonly ok: true; readonly results: ProvisioningResults } | Refusal {
  const tree = readXml(text);
  if (!tree.ok) return tree;
  const { root } = tree;
  if (root.name !== 'CarrierProvisioningResult')
    return refusal('notSchemaValid', `${root.name} is not CarrierProvisioningResult`, root.place);
  const places = [root, ...root.children, ...root.children.flatMap(({ children }) => children)];
  const unread = places.find(place => codeOf(place) === undefined);
  if (unread !== undefined) return refusal('notSchemaValid', `${unread.name} has a code that is none`, unread.place);
  const textOf = (name: string) => root.children.find(one => one.name === name)?.text;
  const carrierId = textOf('Issuer');
  const subscriberId = textOf('Subscriber');
  return {
    ok: true,
    results: {
      code: codeOf(root)!,
      ...(carrierId !== undefined && { carrierId }),
      ...(subscriberId !== undefined && { subscriberId }),
      elements: root.children.flatMap(elementOf),
    },
  };
}

function elementOf(read: XmlElement): ElementResult[] {
  const element = topLevelElements.find(name => name === read.name);
  return element === undefined ? [] : [{ element, code: codeOf(read)!, items: read.children.map(itemOf) }];
}

function itemOf(read: XmlElement): ItemResult {
  const name = read.attributes.find(attribute => attribute.name === 'Name')?.value;
  return { element: read.name, ...(name !== undefined && { name }), code: codeOf(read)! };
}

/** Success when none is given; undefined when it is no code of provisioning files. */
function codeOf({ attributes }: XmlElement): ProvisioningCode | undefined {
  const written = attributes.find(({ name }) => name === 'errorCode' || name === 'ErrorCode')?.value;
  if (written === undefined) return provisioningCode.ok;
  const name = /^[0-9a-fA-F]{8}$/.test(written) ? nameOfProvisioningCode(Number.parseInt(written, 16)) : undefined;
  return name === undefined ? undefined : provisioningCode[name];
}
