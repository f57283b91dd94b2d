import { describe, expect, it } from 'vitest';
import {
  demonstrationIssuingCa,
  demonstrationRoot,
  demonstrationWifiCertificate,
  demonstrationWifiKey,
} from '../../../src/models/messages/provisioning/demonstration-ca.data.ts';
import type { HandOver } from '../../../src/models/messages/provisioning/hand-over.ts';
import { provisioningXml, signedProvisioningXml } from '../../../src/models/messages/provisioning/operator-files.ts';
import {
  ProvisionedStates,
  type ProvisioningOutcome,
  prepareProvisioningFile,
} from '../../../src/models/messages/provisioning/prepared-files.ts';
import { provisioningCode } from '../../../src/models/messages/provisioning/provisioning-code.ts';
import { signProvisioningXml } from '../../../src/models/messages/provisioning/signature.ts';
import type { UnixMilliseconds } from '../../../src/models/messages/provisioning/simple-types.ts';
import type { ProvisioningSource, VerdictContext } from '../../../src/models/messages/provisioning/verdict.ts';
import { provisioningAgent, provisioningAgentPorts } from '../../../src/models/windows/provisioning-agent.ts';
import { Dice, Draws, Link } from '../../../src/sim/index.ts';
import { milliseconds, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { carrier, file as handwritten } from '../messages/provisioning/files.ts';

const bought = {
  carrierId: carrier,
  subscriberId: '262011234567890',
  profileName: 'Contoso',
  accessString: 'internet',
  plan: { name: 'gold', type: 'Fixed' as const, limitMegabytes: 1_000 },
  activation: { method: 'reconnect' as const, delay: seconds(30), retryCount: 2 },
};
const context: VerdictContext = {
  trust: { roots: [demonstrationRoot], now: Date.UTC(2026, 0, 1) as UnixMilliseconds },
  listedCertificates: [],
};
const app: ProvisioningSource = { deliveredBy: 'mobileBroadbandApp', simOfProvider: true };
const wifiSite: ProvisioningSource = { deliveredBy: 'webSite', simOfProvider: false };
const wifi = signProvisioningXml(handwritten('<WLANProfiles/>'), demonstrationWifiKey, [
  demonstrationWifiCertificate,
  demonstrationIssuingCa,
]);

const wifiLink = new Link(
  'Wi-Fi',
  { oneWay: milliseconds(15) },
  new Draws(new Dice(1, 0), [{ name: 'people', first: 0 }]),
);

const prepared = [
  prepareProvisioningFile(provisioningXml(bought), app, context),
  prepareProvisioningFile(signedProvisioningXml(bought), { ...app, deliveredBy: 'webSite' }, context),
  prepareProvisioningFile(wifi, wifiSite, context),
  prepareProvisioningFile(provisioningXml({ ...bought, plan: { ...bought.plan, limitMegabytes: 5 } }), app, context),
];

const agent = ({ wifiServiceRuns = true, sim = [bought.subscriberId] } = {}) => {
  const states = new ProvisionedStates(number => prepared[number]!);
  const world = worldWith(provisioningAgent, {
    count: 2,
    given: {
      provisioning: {
        states,
        subscriberIds: () => sim,
        wifiServiceRuns: () => wifiServiceRuns,
        osRelease: () => 1903,
        refreshedFile: () => ({ file: 0, userAgrees: true }),
        pathOf: () => wifiLink,
      },
    },
    ports: [
      recorder(provisioningAgentPorts.controller, { takes: ['profilesChanged'] }),
      recorder(provisioningAgentPorts.usage, { takes: ['planProvisioned', 'usageProvisioned'] }),
      recorder(provisioningAgentPorts.site, { answers: { refresh: { answer: true } } }),
    ],
  });
  const apply = (file: number, request: Partial<HandOver> = {}, subject = 0) =>
    world.ask('apply', { file, userAgrees: true, ...request }, { subject });
  /** Applies a file and lets the time it takes pass. */
  const applied = (file: number, request: Partial<HandOver> = {}, subject = 0) => {
    const asked = apply(file, request, subject);
    world.clock.advance(seconds(2));
    return asked.answer as ProvisioningOutcome;
  };
  /** What the agent itself made known, without the course of the requests. */
  const told = () => world.facts.filter(({ name }) => !name.includes('.apply.'));
  /** Whose profiles the default context controller was told to have changed. */
  const changed = () =>
    world.told
      .filter(({ port }) => port === provisioningAgentPorts.controller.label)
      .map(({ name, subject }) => [name, subject]);
  return { ...world, states, apply, applied, told, changed };
};

describe('the Provisioning Agent', () => {
  it('applies a file in two seconds, and tells what the modem has to do then', () => {
    const { apply, clock, record, told, states } = agent();
    const asked = apply(0);
    expect(record()).toMatchObject({ state: 'applying', provisioned: 0, applied: false });
    clock.advance(seconds(2));
    expect(asked).toMatchObject({ outcome: 'answered', at: seconds(2) });
    expect(asked.answer).toMatchObject({
      code: 0,
      allElementsProvisioned: true,
      activation: { method: 'reconnect', delay: seconds(30), attempts: 3, retryInterval: seconds(60) },
    });
    expect(record()).toMatchObject({ state: 'idle', applied: true, code: 0, activationsLeft: 3 });
    expect(states.at(record().provisioned)).toMatchObject({ plans: [{ name: 'gold' }] });
    expect(told().map(({ name }) => name)).toEqual(['provisioning agent.applied']);
  });

  it('refuses a file whose certificate is not suitable, with the code, and changes nothing', () => {
    const { applied, record, told, changed } = agent();
    expect(applied(1)).toMatchObject({ code: provisioningCode.certificateUnsuitable, allElementsProvisioned: false });
    expect(record()).toMatchObject({ state: 'idle', provisioned: 0, applied: false, activationsLeft: 0 });
    expect(told()).toMatchObject([
      { name: 'provisioning agent.refused', value: provisioningCode.certificateUnsuitable },
    ]);
    expect(changed()).toEqual([]);
  });

  it('tells the default context controller of new profiles, of the device that has them, and of nothing that stays', () => {
    const { applied, changed } = agent();
    applied(0, {}, 1);
    expect(changed()).toEqual([['profilesChanged', 1]]);
    applied(0, {}, 1);
    expect(changed()).toHaveLength(1);
    applied(3, {}, 1);
    expect(changed()).toEqual([
      ['profilesChanged', 1],
      ['profilesChanged', 1],
    ]);
  });

  it('asks the user about a certificate once', () => {
    const { applied, record } = agent({ sim: [] });
    expect(applied(2, { userAgrees: false }).code).toBe(provisioningCode.userRefused);
    expect(record().consented).toBe(false);
    expect(applied(2, { userAgrees: true }).code).toBe(0);
    expect(applied(2, { userAgrees: false }).code).toBe(0);
    expect(record(1).consented).toBe(false);
  });

  it('applies a file made for another SIM in part', () => {
    const { applied, record, told } = agent();
    const outcome = applied(0, { madeFor: '999' });
    expect(outcome).toMatchObject({ code: provisioningCode.notFound, allElementsProvisioned: false });
    expect(outcome.activation).toBeUndefined();
    expect(record()).toMatchObject({ applied: true, activationsLeft: 0 });
    expect(told()[0]!.name).toBe('provisioning agent.appliedInPart');
  });

  it('takes a prepared file for each subscriber it was made for', () => {
    const { applied } = agent({ sim: ['999'] });
    expect(applied(0, { madeFor: '999' }).code).toBe(0);
    expect(applied(0).code).toBe(provisioningCode.notFound);
  });

  it('reports that Wi-Fi does not run', () => {
    const { applied } = agent({ wifiServiceRuns: false, sim: [] });
    expect(applied(2).code).toBe(provisioningCode.serviceNotActive);
  });

  it('is busy while it applies a file', () => {
    const { apply, clock } = agent();
    const first = apply(0);
    const second = apply(3);
    clock.advance(seconds(2));
    expect(first.answer).toMatchObject({ code: 0 });
    expect(second.answer).toMatchObject({ code: provisioningCode.busy, allElementsProvisioned: false });
  });

  it('counts the attempts of an activation down, and ends at the first success', () => {
    const { applied, tell, record, told } = agent();
    applied(0);
    tell('activationAttempted', false);
    expect(record().activationsLeft).toBe(2);
    tell('activationAttempted', true);
    expect(record().activationsLeft).toBe(0);
    applied(0);
    for (const _ of [1, 2, 3, 4]) tell('activationAttempted', false);
    expect(told().map(({ name }) => name.split('.')[1])).toEqual([
      'applied',
      'activated',
      'applied',
      'activationGivenUp',
    ]);
  });

  it('keeps for devices that received the same files one and the same state', () => {
    const { applied, record } = agent();
    applied(0, {}, 0);
    applied(0, {}, 1);
    expect(record(1).provisioned).toBe(record(0).provisioned);
    applied(3, {}, 1);
    expect(record(1).provisioned).not.toBe(record(0).provisioned);
    applied(0, {}, 1);
    expect(record(1).provisioned).toBe(record(0).provisioned);
  });
});
