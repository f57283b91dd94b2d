import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyProvisioning, nothingProvisioned } from '../../../../src/models/messages/provisioning/applying.ts';
import { provisioningCode, refusal } from '../../../../src/models/messages/provisioning/provisioning-code.ts';
import {
  allElementsProvisioned,
  readResultsXml,
  refusedResults,
  resultCode,
  writeResultsXml,
} from '../../../../src/models/messages/provisioning/provisioning-results.ts';
import { documents } from './documents.ts';

const read = (xml: string) => {
  const answer = readResultsXml(xml);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.results;
};

describe('results as XML', () => {
  it('name each element, and each profile with its code in eight digits', () => {
    const xml = writeResultsXml({
      code: 0,
      carrierId: '{1}',
      elements: [
        { element: 'Activation', code: 0, items: [] },
        {
          element: 'WLANProfiles',
          code: 0,
          items: [{ element: 'WLANProfile', name: 'a & "b"', code: provisioningCode.accessDenied }],
        },
      ],
    });
    expect(xml).toBe(
      '<CarrierProvisioningResult xmlns="http://www.microsoft.com/networking/CarrierControlResults/v1"><Issuer>{1}</Issuer>' +
        '<Activation errorCode="00000000"/><WLANProfiles>' +
        '<WLANProfile Name="a &amp; &quot;b&quot;" errorCode="80070005"/></WLANProfiles></CarrierProvisioningResult>',
    );
  });

  it('of a refused file are its code', () => {
    const results = refusedResults(refusal('certificateUnsuitable', 'why'));
    expect(writeResultsXml(results)).toContain('errorCode="8217000d"');
    expect(allElementsProvisioned(results)).toBe(false);
    expect(resultCode(results)).toBe(0x8217000d);
  });

  it('are read from samples, which write ErrorCode', () => {
    const results = read('<CarrierProvisioningResult><WLANProfiles ErrorCode="80070426"/></CarrierProvisioningResult>');
    expect(results).toEqual({ code: 0, elements: [{ element: 'WLANProfiles', code: 0x80070426, items: [] }] });
    const item = '<WLANProfiles><WLANProfile Name="w" ErrorCode="80070005"/></WLANProfiles>';
    expect(read(`<CarrierProvisioningResult>${item}</CarrierProvisioningResult>`).elements[0]!.items).toEqual([
      { element: 'WLANProfile', name: 'w', code: 0x80070005 },
    ]);
  });

  it.each([
    ['a code that is none', '<CarrierProvisioningResult errorCode="12"/>'],
    ['an unknown code', '<CarrierProvisioningResult errorCode="12345678"/>'],
    ['another root', '<a/>'],
    ['no XML', '<'],
  ])('with %s are refused', (_, xml) => {
    expect(readResultsXml(xml).ok).toBe(false);
  });

  it('are the same after they were written and read', () => {
    fc.assert(
      fc.property(documents, fc.boolean(), fc.boolean(), (document, subscriberIsPresent, wifiServiceRuns) => {
        const context = { subscriberIsPresent, wifiServiceRuns, osRelease: 1903 };
        const { results } = applyProvisioning(document, nothingProvisioned, context);
        expect(read(writeResultsXml(results))).toEqual(results);
      }),
      { numRuns: 30 },
    );
  });
});
