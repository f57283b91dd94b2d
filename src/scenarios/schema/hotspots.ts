/** `population.NAME.hotspots`: the places people go to; `operators.NAME.hotspots`: what their operator has to do with them. */
import { z } from 'zod';
import { shareOrRest, truth } from './phrases.ts';
import {
  countFrom,
  dailyRate,
  hostName,
  type Kind,
  oneOf,
  optional,
  required,
  setting,
  share,
  someTime,
  timeDistribution,
} from './setting.ts';
import { assumed } from './sources.ts';

const noCounts = 'No document says how many there are; chosen to be explored';
const nothingFails = assumed(
  'No document publishes how often this happens, so nothing fails unless the scenario says so',
);

const kinds = z.strictObject({
  open: optional(shareOrRest, { meaning: 'Share of hotspots that let everybody in' }),
  captivePortal: optional(shareOrRest, { meaning: 'Share of hotspots with a web page to sign in, and no WISPr' }),
  wispr: optional(shareOrRest, { meaning: 'Share of hotspots with WISPr, which a device can sign in to by itself' }),
  eap: optional(shareOrRest, { meaning: 'Share of hotspots that let a SIM in (WPA2-Enterprise)' }),
});

/** Of a group. */
export const hotspotVisits = z.strictObject({
  visits: setting(dailyRate, {
    meaning: 'Places that a person visits in a day with the PC',
    default: '2 per day by hour published',
    ...assumed('A lunch and a meeting elsewhere; measured movements would replace it'),
  }),
  lasts: setting(timeDistribution, {
    meaning: 'How long a visit lasts',
    default: 'lognormal median 40 min sigma 0.8',
    ...assumed('A coffee or a meeting'),
  }),
  density: setting(share, {
    meaning: 'Share of the places that have a hotspot',
    default: '50 %',
    ...assumed(noCounts),
  }),
  kinds: kinds.optional(),
  partner: setting(share, {
    meaning: 'Share of the hotspots with WISPr or EAP that bear a network name of the operator’s Wi-Fi profiles',
    default: '100 %',
    ...assumed(noCounts),
  }),
  secondary: setting(share, {
    meaning:
      'Share of those with WISPr that bear a secondary name, which Windows joins only after a person did so once',
    default: '0 %',
    ...assumed(noCounts),
  }),
  provisioned: setting(truth, {
    meaning:
      'Whether the operator’s Wi-Fi profiles are on the PC from the start; otherwise its provisioning file brings them',
    default: 'true',
    ...assumed('Of customers since some time'),
  }),
  costs: optional(oneOf(['unrestricted', 'fixed', 'variable']), {
    meaning:
      'What the hotspots say of their cost in the beacon (network cost information element); without it, nothing',
  }),
  joinsByHand: setting(share, {
    meaning: 'Share of visits on which a person joins a hotspot that Windows does not join by itself',
    default: '20 %',
    ...assumed('No document says; who has mobile broadband need not'),
  }),
  signsIn: setting(share, {
    meaning: 'Share of people who sign in where a page, a prompt or the app asks them to',
    default: '70 %',
    ...assumed('No document says; some have no account, some do not want to'),
  }),
  signInTakes: setting(timeDistribution, {
    meaning: 'How long they take',
    default: 'lognormal median 30 s p95 2 min',
    ...assumed('A short form; as for a step of the portal'),
  }),
  locked: setting(share, {
    meaning: 'Share of visits on which the PC is locked: nobody sees a page or the app',
    default: '0 %',
    ...assumed('People go there to use the PC'),
  }),
  standby: setting(share, {
    meaning: 'Share of visits on which the PC is in Connected Standby',
    default: '0 %',
    ...assumed('People go there to use the PC'),
  }),
  session: setting(someTime, {
    meaning: 'How long a user session lasts: what was rejected in it is not tried again by itself before the next',
    default: '1 day',
    ...assumed('People sign in to Windows once a day'),
  }),
  strangers: setting(share, {
    meaning: 'Share of WISPr hotspots whose login host is not the operator’s, under the same network name',
    default: '0 %',
    ...nothingFails,
  }),
  brokenPages: setting(share, {
    meaning: 'Share of WISPr hotspots whose page is no valid WISPr',
    default: '0 %',
    ...nothingFails,
  }),
  pending: setting(share, {
    meaning: 'Share of logins that are answered "pending" (201) at first',
    default: '0 %',
    ...nothingFails,
  }),
  gatewayErrors: setting(share, {
    meaning: 'Share of logins that fail at the hotspot itself (255)',
    default: '0 %',
    ...nothingFails,
  }),
});

/** `.contoso.example` for every host below that domain, or a full host name. */
const trustedDomain: Kind<string> = {
  unit: 'a host name, or a domain with a dot before it',
  read: written => (written.startsWith('.') ? `.${hostName.read(written.slice(1))}` : hostName.read(written)),
};

const task = z.strictObject({
  takes: setting(timeDistribution, {
    meaning: 'How long the app takes to decide',
    default: 'lognormal median 800 ms p95 3 s',
    ...assumed('It asks the operator for credentials'),
  }),
  does: z
    .strictObject({
      issue: optional(shareOrRest, { meaning: 'Share of events on which it issues credentials' }),
      abort: optional(shareOrRest, { meaning: 'Share of events on which it cancels the connection' }),
      skip: optional(shareOrRest, { meaning: 'Share of events on which it skips the authentication' }),
      askUser: optional(shareOrRest, { meaning: 'Share of events on which it comes to the foreground and asks' }),
    })
    .optional(),
  marksManual: setting(truth, {
    meaning: 'Whether it asks Windows to join by hand alone after a failure or an abort',
    default: 'false',
    ...assumed('The flag is for apps that know better; the default of the interface is false'),
  }),
});

/** Of an operator. */
export const hotspotOffer = z.strictObject({
  wispr: setting(oneOf(['static', 'app', 'none']), {
    meaning: 'Credentials for WISPr: in the Wi-Fi profile, from the operator’s app, or no such profile',
    default: 'static',
    ...assumed('The simplest of the documented ways'),
  }),
  eap: setting(oneOf(['sim', 'aka', 'akaPrime', 'none']), {
    meaning: 'The EAP method of the Wi-Fi profile for SIMs: types 18, 23 and 50',
    default: 'aka',
    ...assumed('The method of USIM cards'),
  }),
  preference: setting(oneOf(['preferred', 'lessPreferred']), {
    meaning: 'Offload policy: whether the provisioning file places Wi-Fi before or behind mobile broadband',
    default: 'preferred',
    ...assumed('Operators with Wi-Fi want traffic there'),
  }),
  loginHost: optional(hostName, { meaning: 'Host of the LoginURL of its hotspots; without it, one named after it' }),
  trustedDomains: z
    .array(required(trustedDomain, { meaning: 'A host, or a domain with a dot before it, that may get credentials' }))
    .optional(),
  app: task.prefault({}),
  aaa: z
    .strictObject({
      service: setting(timeDistribution, {
        meaning: 'Time of the AAA server for one question',
        default: 'lognormal median 30 ms sigma 0.5',
        ...assumed('A look into a subscriber database'),
      }),
      rejects: setting(share, {
        meaning: 'Share of correct credentials that are rejected all the same',
        default: '0 %',
        ...nothingFails,
      }),
      timeout: setting(someTime, {
        meaning: 'How long a hotspot waits for it; then the login ends with code 102',
        default: '10 s',
        ...assumed('Three tries of RADIUS'),
      }),
      fastInARow: setting(countFrom(0, 255), {
        meaning: 'Fast re-authentications that it takes before it wants a full one',
        default: '16',
        ...assumed('RFC 4186 and RFC 4187 leave the number to the operator'),
      }),
    })
    .prefault({}),
  hlr: z
    .strictObject({
      service: setting(timeDistribution, {
        meaning: 'Time of the home location register to make authentication vectors',
        default: 'lognormal median 60 ms sigma 0.5',
        ...assumed('A question over the signalling network'),
      }),
      unknown: setting(share, {
        meaning: 'Share of subscribers that it does not know',
        default: '0 %',
        ...nothingFails,
      }),
    })
    .prefault({}),
});
