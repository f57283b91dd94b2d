/**
 * The Mobile Plans app among recorders: everybody answers at once unless told otherwise, and the page of the portal stays
 * open without doing anything, so that the test can speak for it.
 *
 *     const app = atPortal();  app.calls({ downloadDelay: 15 });  app.times('download')
 */
import { euicc } from '../../../src/models/device/euicc.ts';
import { modem } from '../../../src/models/device/modem.ts';
import { physicalSim } from '../../../src/models/device/physical-sim.ts';
import { makeMatchingId } from '../../../src/models/identifiers.ts';
import type { Callback } from '../../../src/models/messages/callbacks.ts';
import { completedPurchase } from '../../../src/models/messages/of-device.ts';
import { formatPurchaseMetadata, type PurchaseMetadata } from '../../../src/models/messages/purchase-metadata.ts';
import type { ProviderList } from '../../../src/models/microsoft/mobile-plans-service.ts';
import { mobileOperatorWebPortal } from '../../../src/models/operator/mobile-operator-web-portal.ts';
import { appLocalSettings, type LocalSettings } from '../../../src/models/windows/app-local-settings.ts';
import { mobilePlansApp } from '../../../src/models/windows/mobile-plans-app.ts';
import { appPorts, appSees } from '../../../src/models/windows/mobile-plans-app-ports.ts';
import { days, type Microseconds, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recorder, shown, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf, type WorldChange } from '../small-world.ts';

export const planName = '200 MB for 24 hours';
export const activationCode = `1$smdp.contoso.example$${makeMatchingId('CNTS', 1, 0)}`;

const metadataOf = (change: Partial<PurchaseMetadata> = {}): string =>
  formatPurchaseMetadata({ ...completedPurchase(planName), ...change });

/** The metadata of a page whose user has cancelled. */
export const cancelledMetadata = metadataOf({ line: 'None', moDirectStatus: 'None', planName: '' });

/** A callback that is right; a test says what is different. */
export const callbackOf = (change: Partial<Callback> = {}): Callback => ({
  method: 'notifyProfileDownload',
  host: 'portal.contoso.example',
  metadata: metadataOf(),
  activationCode,
  ...change,
});

/** What the service says of the one operator. */
export const listOf = (opens: ProviderList['opens'], template = '0'): ProviderList => ({
  providers: [{ name: 'contoso', brand: 'Contoso', portalUrl: 'https://portal.contoso.example/', template }],
  own: opens === 'gateway' ? 0 : undefined,
  opens,
});

type Answer = Reaction | ((message: unknown) => Reaction);

interface Around {
  settings?: WorldChange;
  service?: Record<string, Answer>;
  lpa?: Record<string, Answer>;
  /** What becomes of the registration, of one attempt of it, and of the internet over mobile broadband. */
  registered?: Reaction;
  attempt?: Answer;
  internet?: Reaction;
  modem?: { state?: 'off' | 'failure' | 'noEsimProfile'; starting?: boolean };
  kept?: LocalSettings;
}

/** The app of one PC, which nobody has opened yet. */
export function appWith({
  settings = {},
  service,
  lpa,
  registered,
  attempt,
  internet,
  modem: seen,
  kept,
}: Around = {}) {
  const yes = { answer: true };
  const change = {
    ...settings,
    operator: { ...settings.operator, portal: { ...settings.operator?.portal, pageTimeout: days(30) } },
  };
  const world = worldWith(mobilePlansApp, {
    given: surroundingsOf(change),
    // The cellular connection of the one device is interface 2.
    count: 3,
    ports: [
      recorder(appPorts.service, {
        answers: {
          signIn: yes,
          getProviders: { answer: listOf('selectProvider') },
          getAssets: yes,
          ...service,
        },
      }),
      recorder(appPorts.portal, {
        takes: ['closed', 'profileActivationCompleted', 'registrationChanged'],
        answers: { openPage: 'silent', call: 'silent', placeOrder: 'silent' },
      }),
      recorder(appPorts.profileAssistant, {
        answers: { download: { answer: 'Success' }, enable: { answer: 'Success' }, ...lpa },
      }),
      recorder(appPorts.radio, {
        takes: ['held', 'watched'],
        answers: { awaitRegistered: registered ?? yes, attempt: attempt ?? yes },
      }),
      recorder(appPorts.windows, { takes: ['connectClicked'], answers: { awaitInternet: internet ?? yes } }),
      recorder(appPorts.flyout, { answers: { look: yes } }),
      recorder(appPorts.person, { takes: ['gotOnline', 'leftWithoutPlan', 'wentOn'] }),
      recorder(appPorts.localSettings, { takes: ['codeReceived', 'downloadFailed', 'profileEnabled'] }),
    ],
    sees: [
      shown(appSees.portals, mobileOperatorWebPortal, {}),
      shown(appSees.cards, euicc, {}),
      shown(appSees.sims, physicalSim, {}),
      shown(appSees.modems, modem, { state: 'noEsimProfile', ...seen }),
      shown(appSees.localSettings, appLocalSettings, { kept: [kept ?? { activationCode, failures: [] }] }),
    ],
  });
  const { told, facts } = world;
  const end = () => facts.filter(({ name }) => /^purchase\.(done|cancelled|abandoned|failed)$/.test(name));
  return {
    ...world,
    calls: (change: Partial<Callback> = {}) => world.tell('callbackReceived', callbackOf(change)),
    /** What was told and asked, by name, from the callback on or before. */
    said: () => told.map(({ port, name }) => `${port}: ${name}`),
    messages: (name: string) => told.filter(one => one.name === name).map(({ message }) => message),
    /** When that was told or asked, in µs. */
    times: (name: string) => told.filter(one => one.name === name).map(({ at }) => at),
    factTimes: (name: string) => facts.filter(fact => fact.name === `purchase.${name}`).map(({ time }) => time),
    factValues: (name: string) => facts.filter(fact => fact.name === `purchase.${name}`).map(({ value }) => value),
    ends: () => end().map(({ name }) => name.slice('purchase.'.length)),
  };
}

/** When the page of {@link atPortal} calls, in µs. */
export const pageCalls: Microseconds = seconds(60);

/** The app with the portal open, one minute after it was opened. */
export function atPortal(around: Around = {}) {
  const app = appWith(around);
  app.tell('opened', 'app');
  app.clock.to(pageCalls);
  return app;
}
