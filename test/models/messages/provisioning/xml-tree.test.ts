import { describe, expect, it } from 'vitest';
import { provisioningCode } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import { readProvisioningXml } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import {
  deepestNesting,
  largestFile,
  mostNodes,
  readXml,
} from '../../../../src/models/messages/provisioning/xml-tree.ts';
import { file, verdictOn } from './files.ts';

const billionLaughs =
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">' +
  Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('') +
  ']><a>&l9;</a>';

const hostile: readonly [string, string][] = [
  ['nothing', ''],
  ['blanks', ' \n '],
  ['no XML', 'hello'],
  ['an element that is not closed', '<CarrierProvisioning>'],
  ['elements that cross', '<a><b></a></b>'],
  ['two roots', `${file()}<a/>`],
  ['text after the root', `${file()}x`],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['an attribute without quotes', '<a b=1/>'],
  ['a prefix nobody declared', '<x:a/>'],
  ['a name that is none', '<1/>'],
  ['a document type', `<!DOCTYPE CarrierProvisioning>${file()}`],
  ['a document type elsewhere', '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'],
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'],
  ['an entity nobody declared', file('&nbsp;')],
  ['a billion laughs', billionLaughs],
  ['a NUL character', file('\0')],
  ['NUL characters everywhere', '\0'.repeat(1_000)],
  ['a reference to NUL', file('&#0;')],
  ['half a surrogate', file('\uD800')],
  ['UTF-16 read as UTF-8', Buffer.from(`\uFEFF${file()}`, 'utf16le').toString('utf8')],
  ['UTF-16 read octet by octet', Buffer.from(`\uFEFF${file()}`, 'utf16le').toString('latin1')],
  ['two byte order marks', `\uFEFF\uFEFF${file()}`],
  ['20,000 elements in each other', '<a>'.repeat(20_000)],
  ['20,000 elements in each other, closed', '<a>'.repeat(20_000) + '</a>'.repeat(20_000)],
  ['more bytes than allowed', `<a>${' '.repeat(largestFile)}</a>`],
  ['fewer characters but more bytes than allowed', `<a>${'ü'.repeat(largestFile / 2)}</a>`],
  ['more elements than allowed', `<a>${'<b/>'.repeat(mostNodes)}</a>`],
  ['more attributes than allowed', `<a ${Array.from({ length: mostNodes }, (_, i) => `a${i}=""`).join(' ')}/>`],
  ['a comment that is not closed', '<a/><!-- '],
  ['character data that is not closed', '<a><![CDATA[ '],
  ['an instruction that is not closed', '<?x '],
];

describe('a hostile file is malformed, and never more than that', () => {
  it.each(hostile)('%s', (_, xml) => {
    expect(readProvisioningXml(xml)).toMatchObject({ ok: false, code: provisioningCode.malformed });
  });

  it('is given up at the first element too deep, so that depth costs no time', () => {
    const before = process.cpuUsage();
    readXml('<a>'.repeat(500_000));
    expect(process.cpuUsage(before).user).toBeLessThan(500_000);
  });

  it('says where', () => {
    expect(readXml('<a>\n  <b></c>\n</a>')).toMatchObject({
      place: { line: 2, column: expect.any(Number) },
      reason: expect.stringContaining('c'),
    });
  });

  it('may nest as deep as allowed, and no deeper', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(readXml(nested(deepestNesting)).ok).toBe(true);
    expect(readXml(nested(deepestNesting + 1)).ok).toBe(false);
  });
});

describe('a file that is well-formed but not a provisioning file', () => {
  it.each([
    ['a web page', '<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'],
    ['a root named after an object', '<__proto__/>'],
    ['elements named after an object', file('<__proto__/><constructor/>')],
    ['instructions in it', `<?php x ?>${file('<x/>')}`],
  ])('%s is not schema-valid', (_, xml) => {
    expect(verdictOn(xml)).toBe('notSchemaValid');
  });
});
