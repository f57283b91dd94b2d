import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  demonstrationOperatorNames,
  operatorDocument,
  signedProvisioningXml,
} from '../../../../src/models/messages/provisioning/operator-files.ts';
import { nameOfProvisioningCode } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import {
  readProvisioningXml,
  writeProvisioningXml,
} from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import { readResultsXml } from '../../../../src/models/messages/provisioning/provisioning-results.ts';
import { judgeProvisioningXml } from '../../../../src/models/messages/provisioning/verdict.ts';
import { documents } from './documents.ts';
import { carrier, trust } from './files.ts';

/** Plain records, whatever their prototype. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a provisioning document', () => {
  it('is the same after it was written and read', () => {
    fc.assert(
      fc.property(documents, document => {
        const read = readProvisioningXml(writeProvisioningXml(document));
        expect(read).toMatchObject({ ok: true });
        expect(plain(read.ok && read.document)).toEqual(plain(document));
      }),
      { numRuns: 60 },
    );
  });
});

describe('reading never throws', () => {
  const said = (xml: string): string => {
    const read = readProvisioningXml(xml);
    return read.ok ? 'ok' : String(nameOfProvisioningCode(read.code));
  };
  const codes = ['ok', 'malformed', 'notSchemaValid'];

  const octets = fc.array(fc.nat(0xffff)).map(codes => String.fromCharCode(...codes));

  it('on any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), octets, fc.string({ unit: fc.constantFrom(...'<>/="\' a:!-[]?&;x') })),
        text => {
          expect(codes).toContain(said(text));
        },
      ),
      { numRuns: 300 },
    );
  });

  const piece = fc.oneof(
    fc.string({ maxLength: 5 }),
    fc.constantFrom(
      '<a/>',
      '</Plans>',
      '&x;',
      '<!--',
      ']]>',
      '<![CDATA[',
      ' xmlns=""',
      ' a="b"',
      '\0',
      '<!DOCTYPE a>',
      '<?x?>',
    ),
  );
  /** Takes some characters away somewhere and puts a piece there. */
  const mutate = (xml: string, [at, length, put]: readonly [number, number, string]) => {
    const place = Math.floor(at * xml.length);
    return xml.slice(0, place) + put + xml.slice(place + length);
  };
  const mutation = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 20 }), piece);

  it('on a good file that was damaged', () => {
    fc.assert(
      fc.property(documents, fc.array(mutation, { minLength: 1, maxLength: 3 }), (document, mutations) => {
        expect(codes).toContain(said(mutations.reduce(mutate, writeProvisioningXml(document))));
      }),
      { numRuns: 80 },
    );
  });

  it('nor does reading results, on any text', () => {
    const damaged = '<CarrierProvisioningResult><WLANProfiles ErrorCode="80070426"/></CarrierProvisioningResult>';
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          mutation.map(one => mutate(damaged, one)),
        ),
        text => {
          const read = readResultsXml(text);
          expect(read.ok || ['malformed', 'notSchemaValid'].includes(String(nameOfProvisioningCode(read.code)))).toBe(
            true,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('nor does judging, on a signed file that was damaged; and what is accepted is what was signed', () => {
    const offer = {
      carrierId: carrier,
      subscriberId: '1234567890',
      profileName: 'a',
      accessString: 'internet',
      plan: { name: 'p', type: 'Fixed' as const },
    };
    const signed = signedProvisioningXml(offer);
    const context = { trust, listedCertificates: [demonstrationOperatorNames] };
    const source = { deliveredBy: 'webSite', simOfProvider: true } as const;
    const refused =
      /^(malformed|notSchemaValid|signatureInvalid|digestInvalid|noLeafCertificate|untrustedChain|signatureMissing)$/;
    fc.assert(
      fc.property(mutation, damage => {
        const verdict = judgeProvisioningXml(mutate(signed, damage), source, context);
        if (verdict.ok) expect(verdict.document).toEqual(operatorDocument(offer));
        else expect(nameOfProvisioningCode(verdict.code)).toMatch(refused);
      }),
      { numRuns: 100 },
    );
  });
});
