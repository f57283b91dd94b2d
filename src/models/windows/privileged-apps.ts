/**
 * Privileged apps: what service metadata lists may use SMS and mobile broadband interfaces; for SMS its user has to agree
 * too, once, while the app is in the foreground.
 *
 *     System Event Broker ── public SMS, public USSD ──▶ ┌─────────────────┐
 *     app ── read messages ─────────────────────────────▶│ privileged apps │ ── not listed, no consent: access denied
 *                                                        └─────────────────┘
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Privileged apps; "Provisioning and access to mobile broadband
 * interfaces". Assumption: up to eight are listed (the pages name two, and seven beside the operator's own); one SMS app on
 * each PC, whose user has decided before the first message.
 */
import { model, oneOf, port, type Request, sees, small } from '../../sim/index.ts';
import type { smsStore } from '../device/sms-store.ts';
import { percentIn } from '../messages/balance-message.ts';
import type { dataWarning } from '../people/data-warning.ts';
import { readsWarnings, usualDeviceMessages } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { serviceMetadata } from './service-metadata.ts';
import type { smsRouter } from './sms-router.ts';
import type { EventRaised } from './system-event-broker.ts';

/** Apps that a package can list. */
export const privilegedAppsMost = 8;

/** What an app gets that may not; as the low half of E_ACCESSDENIED. */
export const accessDenied = 5;

/** Why an app may not. */
type Obstacle = 'notListed' | 'noConsent';

const owner = port<typeof dataWarning>('data warning');
export const privilegedAppsPorts = { owner };

const packages = sees<typeof serviceMetadata>('service metadata');
const routers = sees<typeof smsRouter>('SMS router');
const stores = sees<typeof smsStore>('SMS store');
export const privilegedAppsSees = { packages, routers, stores };

export const privilegedApps = model('privileged apps', {
  source: 'overview-of-mobile-broadband.md',
  record: {
    consent: oneOf(['given', 'refused']),
    shown: small(),
    denied: small(),
  },
  kept: 'columns',
  /** `shown` has the per cent that the text warns of, 0 for any other text. */
  facts: ['shown', 'notListed', 'noConsent'],
  given: {} as Surroundings,
  takes: {
    /** From the System Event Broker: an SMS, or a USSD text, for everybody who may read it. */
    runs(apps, _raised: EventRaised, does) {
      apps.consent ??= isWilling(does) ? 'given' : 'refused';
      const obstacle = obstacleTo(apps.consent, isListed(does, 0));
      if (obstacle !== undefined) {
        apps.denied = Math.min(apps.denied + 1, 255);
        does.emit(obstacle);
        return;
      }
      apps.shown = Math.min(apps.shown + 1, 255);
      const percent = percentIn(does.look(routers).publicText ?? '');
      does.emit('shown', percent ?? 0);
      const { given, subject } = does;
      if (percent !== undefined && readsWarnings(given.group(subject), given.operator(subject)))
        does.tell(owner.tells.warned, subject, { channel: 'sms', share: percent / 100 });
    },

    /** An app asks in the foreground. What its user has said once holds. */
    askedInForeground(apps, agrees: boolean) {
      apps.consent ??= agrees ? 'given' : 'refused';
    },
  },
  answers: {
    /** How many messages there are, for an app by its number in the package; refused to whoever may not read them. */
    readMessages(apps, request: Request<{ app: number }, number>, does) {
      const obstacle = obstacleTo(apps.consent, isListed(does, request.message.app));
      if (obstacle === undefined) does.answer(request.ticket, does.look(stores).messages?.length ?? 0);
      else {
        does.emit(obstacle);
        does.refuse(request.ticket, accessDenied, obstacle);
      }
    },

    /** The mobile broadband accounts an app sees: none for one that is not listed. */
    accounts(_apps, request: Request<{ app: number }, number>, does) {
      does.answer(request.ticket, isListed(does, request.message.app) ? 1 : 0);
    },
  },
});

interface Looking {
  readonly subject: number;
  readonly given: Surroundings;
  look(seen: typeof packages): Readonly<{ state: string }>;
  draw(purpose: string): number;
}

/** States of the service metadata in which the package has been read. */
const packageIsRead: ReadonlySet<string> = new Set(['parsed', 'appQueued', 'appInstalled', 'registered']);

const isListed = (does: Looking, app: number): boolean =>
  packageIsRead.has(does.look(packages).state) &&
  app < (does.given.operator(does.subject).messages?.privilegedApps ?? 0);

const isWilling = (does: Looking): boolean => {
  const { smsApp } = does.given.group(does.subject).messages ?? usualDeviceMessages;
  return does.draw('privilegedApps.consent') < smsApp;
};

function obstacleTo(consent: 'given' | 'refused' | undefined, isOnList: boolean): Obstacle | undefined {
  if (!isOnList) return 'notListed';
  return consent === 'given' ? undefined : 'noConsent';
}
