/**
 * Reads the text of an XML file into a small tree. The text may come from anybody: it has a limit for everything that can
 * grow, no document type, and so no entities but the five of XML itself. Whatever is wrong is said with its place; nothing
 * is thrown.
 */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { type Place, provisioningCode, type Refusal, refusal } from './provisioning-code.ts';

export interface XmlAttribute {
  readonly namespace: string;
  readonly name: string;
  readonly value: string;
}

export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The text directly in the element, without that of its children. */
  readonly text: string;
  readonly place: Place;
  /** Where its text begins and ends in the file, in characters. */
  readonly from: number;
  readonly to: number;
}

/**
 * Bytes of a provisioning file. Assumption: the documents name no limit but that of a download; this holds one profile
 * with the 10,000 SSIDs that the schema allows, and takes a quarter of a second to read.
 */
export const largestFile = 4_194_304;
/** Elements in each other. Assumption: the schema needs 12 with a HotspotProfile; EAP configurations some more. */
export const deepestNesting = 100;
/** Elements and attributes together. Assumption: three for each of 10,000 SSIDs, in three profiles. */
export const mostNodes = 100_000;

interface Growing extends XmlElement {
  children: XmlElement[];
  text: string;
  to: number;
}

/** Ends the reading from within the parser; it never leaves this file. */
class Stopped extends Error {
  readonly refusal: Refusal;

  constructor(refused: Refusal) {
    super(refused.reason);
    this.refusal = refused;
  }
}

export type TreeRead = { readonly ok: true; readonly root: XmlElement } | Refusal;

export function readXml(text: string): TreeRead {
  if (text.length > largestFile || Buffer.byteLength(text) > largestFile)
    return refusal('malformed', `the file is larger than ${largestFile} bytes`);
  try {
    return { ok: true, root: parse(text) };
  } catch (problem) {
    if (problem instanceof Stopped) return problem.refusal;
    throw problem;
  }
}

function parse(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true, forceXMLVersion: true, defaultXMLVersion: '1.0' });
  const open: Growing[] = [];
  let root: XmlElement | undefined;
  let begun: Place = { line: 1, column: 1 };
  let from = 0;
  let nodes = 0;
  const stop = (reason: string, place: Place = { line: parser.line, column: Math.max(1, parser.column) }): never => {
    throw new Stopped({ ok: false, code: provisioningCode.malformed, reason, place });
  };
  const count = () => {
    nodes += 1;
    if (nodes > mostNodes) stop(`the file has more than ${mostNodes} elements and attributes`);
  };

  parser.on('error', problem => stop(problem.message.replace(/^\d+:\d+: /, '').replace(/\.$/, '')));
  parser.on('doctype', () => stop('a provisioning file has no document type (DOCTYPE), and so no entities of its own'));
  parser.on('opentagstart', tag => {
    count();
    begun = { line: parser.line, column: Math.max(1, parser.column - tag.name.length - 1) };
    from = text.lastIndexOf('<', parser.position - 1);
    if (open.length >= deepestNesting) stop(`elements are nested deeper than ${deepestNesting}`, begun);
  });
  parser.on('attribute', count);
  parser.on('opentag', tag => {
    open.push({
      namespace: tag.uri,
      name: tag.local,
      attributes: attributesOf(tag),
      children: [],
      text: '',
      place: begun,
      from,
      to: from,
    });
  });
  parser.on('closetag', () => {
    const element = open.pop()!;
    element.to = parser.position;
    if (open.length === 0) root = element;
    else open[open.length - 1]!.children.push(element);
  });
  const take = (piece: string) => {
    if (open.length > 0) open[open.length - 1]!.text += piece;
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.write(text).close();
  return root ?? stop('the file has no element');
}

const declarations = 'http://www.w3.org/2000/xmlns/';

const attributesOf = (tag: SaxesTagNS): XmlAttribute[] =>
  Object.values(tag.attributes)
    .filter(({ uri }) => uri !== declarations)
    .map(({ uri, local, value }) => ({ namespace: uri, name: local, value }));
