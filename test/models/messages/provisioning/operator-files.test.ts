import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  demonstrationOperatorNames,
  type OperatorFile,
  operatorDocument,
  provisioningXml,
  signedProvisioningXml,
} from '../../../../src/models/messages/provisioning/operator-files.ts';
import { readProvisioningXml } from '../../../../src/models/messages/provisioning/provisioning-document.ts';
import type { UnixMilliseconds } from '../../../../src/models/messages/provisioning/simple-types.ts';
import { judgeProvisioningXml } from '../../../../src/models/messages/provisioning/verdict.ts';
import { type Microseconds, microseconds } from '../../../../src/sim/units.ts';
import { carrier, trust } from './files.ts';

const short = fc.stringMatching(/^[A-Za-z0-9.&-]{1,20}$/);
const duration = (least: number, most: number) => fc.integer({ min: least, max: most }).map(n => n as Microseconds);

const files: fc.Arbitrary<OperatorFile> = fc.record(
  {
    carrierId: fc.constant(carrier),
    subscriberId: fc.stringMatching(/^\d{15,20}$/),
    profileName: short,
    accessString: short,
    credentials: fc.record({ userName: short, password: short }, { requiredKeys: ['userName'] }),
    plan: fc.record(
      {
        name: short,
        type: fc.constantFrom('Unrestricted' as const, 'Fixed' as const, 'Variable' as const),
        limitMegabytes: fc.integer({ min: 1, max: 1_000_000 }),
        cycle: fc.record({
          start: fc.constant(Date.UTC(2026, 0, 1) as UnixMilliseconds),
          duration: fc.constantFrom({ months: 1, time: microseconds(0) }, { months: 0, time: microseconds(1) }),
          resets: fc.boolean(),
        }),
        usage: fc.record({ megabytes: fc.nat(1_000), at: fc.constant(0 as UnixMilliseconds) }),
      },
      { requiredKeys: ['name', 'type'] },
    ),
    activation: fc.record(
      {
        method: fc.constantFrom('reregister' as const, 'reconnect' as const, 'serviceActivation' as const),
        delay: duration(0, 3_599_000_000),
        retryCount: fc.integer({ min: 0, max: 10 }),
        retryInterval: duration(60_000_000, 3_600_000_000),
        carrierSpecificData: fc.constant('KjIyOA=='),
      },
      { requiredKeys: ['method'] },
    ),
    refresh: fc.record({
      delayInDays: fc.integer({ min: 1, max: 730 }),
      url: fc.constant('https://operator.example/refresh'),
    }),
    trustedCertificates: fc.constant([demonstrationOperatorNames]),
    brandingName: short,
  },
  { requiredKeys: ['carrierId', 'subscriberId', 'profileName', 'accessString', 'plan'] },
);

describe('a file of the simulated operator', () => {
  it('is read as what it was written from', () => {
    fc.assert(
      fc.property(files, one => {
        const read = readProvisioningXml(provisioningXml(one));
        expect(read).toMatchObject({ ok: true, isSigned: false, notices: [] });
        expect(read.ok && read.document).toEqual(operatorDocument(one));
      }),
      { numRuns: 100 },
    );
  });

  it('signed, is accepted from its web site with the same content', () => {
    fc.assert(
      fc.property(files, one => {
        const context = { trust, listedCertificates: [demonstrationOperatorNames], carrierId: carrier };
        const verdict = judgeProvisioningXml(
          signedProvisioningXml(one),
          { deliveredBy: 'webSite', simOfProvider: true },
          context,
        );
        expect(verdict).toMatchObject({ ok: true, needsConsent: false });
        expect(verdict.ok && verdict.document).toEqual(operatorDocument(one));
      }),
      { numRuns: 10 },
    );
  });
});
