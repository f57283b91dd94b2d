/** `population`: groups of people and their devices. */
import { z } from 'zod';
import { accountView } from './account-view.ts';
import { specialApps } from './contexts.ts';
import { usageOfPlan } from './data-usage.ts';
import { activationCode, managed } from './esim-management.ts';
import { family } from './family.ts';
import { flyout } from './flyout.ts';
import { hotspotVisits } from './hotspots.ts';
import { lanDevice } from './lan-device.ts';
import { load } from './load.ts';
import { deviceMessages } from './messages.ts';
import { apps, travels, updates, video, warnings } from './metered.ts';
import { hoursOfDay, iccid, shareOrRest, timesPerDay, truth } from './phrases.ts';
import { planned } from './planned.ts';
import {
  bitRate,
  countFrom,
  dailyRate,
  oneOf,
  optional,
  required,
  setting,
  share,
  size,
  sizeDistribution,
  someTime,
  text,
  timeDistribution,
  timeZone,
} from './setting.ts';
import { groupSharing } from './sharing.ts';
import { assumed, published } from './sources.ts';

const esimLog = 'the one published download log; as the median, with sigma 0.3 assumed';

/** Subjects of the queue and rows of the tables are 32-bit numbers. */
export const mostDevices = 100_000_000;

const nothingFails = assumed(
  'No document publishes how often this happens, so nothing fails unless the scenario says so',
);

const euicc = z.strictObject({
  challenge: setting(timeDistribution, {
    meaning: 'Card time of GetEuiccChallenge',
    default: 'lognormal median 40 ms sigma 0.3',
    ...published('ES', esimLog),
  }),
  info: setting(timeDistribution, {
    meaning: 'Card time of GetEuiccInfo1',
    default: 'lognormal median 30 ms sigma 0.3',
    ...published('ES', esimLog),
  }),
  authenticateServer: setting(timeDistribution, {
    meaning: 'Card time of AuthenticateServer',
    default: 'lognormal median 1.15 s sigma 0.3',
    ...published('ES', esimLog),
  }),
  consent: setting(timeDistribution, {
    meaning: 'Time until consent to the download is given',
    default: 'lognormal median 1.56 s sigma 0.3',
    ...published('ES', esimLog),
  }),
  prepareDownload: setting(timeDistribution, {
    meaning: 'Card time of PrepareDownload',
    default: 'lognormal median 3.26 s sigma 0.3',
    ...published('ES', esimLog),
  }),
  loadProfile: setting(timeDistribution, {
    meaning: 'Card time to load the bound profile package',
    default: 'lognormal median 16.84 s sigma 0.3',
    ...published('ES', esimLog),
  }),
  enable: setting(timeDistribution, {
    meaning: 'Time to enable the profile, card reset included',
    default: 'lognormal median 830 ms sigma 0.3',
    ...published('ES', 'the published enable log; as the median, with sigma 0.3 assumed'),
  }),
  removeNotification: setting(timeDistribution, {
    meaning: 'Card time of RemoveNotificationFromList',
    default: 'lognormal median 930 ms sigma 0.3',
    ...published('ES', esimLog),
  }),
  memory: setting(size, {
    meaning: 'Free memory of the card',
    default: '899_584 B',
    ...published('ES', 'free memory in the published log'),
  }),
  profileSize: setting(size, {
    meaning: 'Memory that one profile takes on the card',
    default: '60 kB',
    ...assumed('About 15 profiles on a card of 900 kB'),
  }),
  loadFails: setting(share, {
    meaning: 'Share of downloads that fail on the card',
    default: '0 %',
    ...nothingFails,
  }),
  lpaTries: setting(countFrom(1, 1_000), {
    meaning: 'Downloads that the LPA tries, the first one included',
    default: '3',
    ...assumed('After sample headers'),
  }),
  lpaWait: setting(someTime, {
    meaning: 'Wait between two tries of the LPA',
    default: '10 min',
    ...assumed('After sample headers'),
  }),
});

const otherSims = { none: 'devices without any SIM' };

/** What is broken when it is looked at. */
const faults = z.strictObject({
  modem: setting(share, {
    meaning: 'Share of starts in which the modem fails',
    default: '0 %',
    ...nothingFails,
  }),
  driver: setting(share, {
    meaning: 'Share of times in which the class driver cannot be loaded',
    default: '0 %',
    ...nothingFails,
  }),
  sim: setting(share, {
    meaning: 'Share of SIMs that cannot be read',
    default: '0 %',
    ...nothingFails,
  }),
});

const device = z.strictObject({
  sim: setting(oneOf(['esim', 'hot', 'cold', 'warm'], otherSims), {
    meaning:
      'The SIM at the start: an eUICC without a profile; an active line with a plan (hot); a line without one (warm); or one that the network does not know yet (cold)',
    default: 'esim',
    ...assumed('The purchase that the documents describe'),
  }),
  osRelease: setting(oneOf(['8', '8.1', '1607', '1703', '1709', '1803', '1809', '1903', '24H2']), {
    meaning: 'Release of Windows: 8, 8.1, one of Windows 10, or 24H2 of Windows 11',
    default: '1903',
    ...assumed('The latest release for which all documents hold together'),
  }),
  technology: setting(oneOf(['gsm', 'cdma']), {
    meaning: 'How the PC meets its operator: with a SIM (GSM family), or with the identity in the modem (CDMA)',
    default: 'gsm',
    ...assumed('CDMA is rare by now'),
  }),
  form: setting(oneOf(['embedded', 'usb']), {
    meaning: 'Whether the modem is part of the PC, or a USB dongle that is plugged in when its owner comes',
    default: 'embedded',
    ...assumed('Mobile Plans is for PCs with a modem of their own'),
  }),
  preloaded: setting(share, {
    meaning: 'Share of PCs whose maker has put the app and the service metadata of the operator on the image',
    default: '0 %',
    ...assumed('Only PCs that an operator sells itself have it'),
  }),
  simPin: setting(share, {
    meaning: 'Share of SIMs that ask for a PIN',
    default: '0 %',
    ...assumed('No document says; many operators hand out cards without one'),
  }),
  minimizeConnections: setting(oneOf(['0', '1', '2', '3']), {
    meaning:
      'Policy fMinimizeConnections: 0 any connections at once, 1 the best ones, 2 the same with cellular kept up, 3 the same and no Wi-Fi beside Ethernet',
    default: '1',
    ...published('CM', 'fMinimizeConnections is 1 by default'),
  }),
  autoConnect: setting(truth, {
    meaning:
      'Whether Windows makes even the first connection to mobile broadband by itself; otherwise people click Connect once',
    default: 'false',
    ...assumed('The document has the user select Connect; the box to connect automatically is ticked then'),
  }),
  windowsSetup: setting(truth, {
    meaning: 'Whether people of this group sit before the network page of Windows Setup',
    default: 'false',
    ...assumed('Most PCs are set up long before a plan is bought'),
  }),
  otherProfiles: setting(countFrom(0, 100), {
    meaning: 'Profiles of other operators on the eUICC from the start, the first of them enabled',
    default: '0',
    ...assumed('A new PC'),
  }),
  ownProfile: setting(truth, {
    meaning:
      'Whether a profile of this operator is on the eUICC already, disabled; `notifyBalanceAddition` with its ICCID enables it',
    default: 'false',
    ...assumed('A new PC'),
  }),
  faults: faults.prefault({}),
  euicc: euicc.prefault({}),
});

/** Where a device has no network for a while. */
const coverage = z.strictObject({
  gaps: required(timesPerDay, { meaning: 'How often a device loses the network' }),
  lasts: setting(timeDistribution, {
    meaning: 'How long it has none then',
    default: 'exponential mean 60 s',
    ...assumed('A fifth is then shorter than the 10 s after which Windows takes notice'),
  }),
});

/** In which networks the devices of a group are. */
const whereabouts = z.strictObject({
  roaming: setting(share, {
    meaning: 'Share of registrations abroad',
    default: '0 %',
    ...assumed('People are at home unless the scenario says so'),
  }),
  partner: setting(share, {
    meaning: 'Share of registrations on the network of a domestic partner',
    default: '0 %',
    ...assumed('People are at home unless the scenario says so'),
  }),
});

const usage = z.strictObject({
  monthly: setting(sizeDistribution, {
    meaning: 'Data that a line would use in 30 days, drawn once for each line',
    default: 'lognormal mean 11.3 GB sigma 2.32',
    ...assumed(
      'Public industry figures: 11.3 GB a month (2022), the top 10 % of users make 85 % of traffic. The tail is heavy',
    ),
  }),
  sessions: setting(dailyRate, {
    meaning: 'How often a line is used in a day',
    default: '10 per day by hour published',
    ...assumed('No document says; it decides how evenly the data is used'),
  }),
  sessionRate: setting(bitRate, {
    meaning: 'Speed while a line is used',
    default: '5 Mbit/s',
    ...assumed('A video in good quality'),
  }),
  takes: setting(oneOf(['mobileBroadband', 'theRoute']), {
    meaning:
      'Whether sessions take mobile broadband in any case, or whichever connection Windows has: at home, at work, at a hotspot',
    default: 'mobileBroadband',
    ...assumed('The traffic that a scenario writes is that of the line'),
  }),
  history: setting(truth, {
    meaning: 'Whether PCs keep their usage by minute and hour, for apps that ask for a window of time',
    default: 'false',
    ...assumed('Windows always does; a run needs it only where somebody asks'),
  }),
  ...usageOfPlan,
});

const user = z.strictObject({
  gatewayThink: setting(timeDistribution, {
    meaning: 'Time from the gateway page to Continue',
    default: 'lognormal median 20 s sigma 0.6',
    ...assumed('As for a step of the portal'),
  }),
  flyoutThink: setting(timeDistribution, {
    meaning: 'Time from being online to opening the network flyout',
    default: 'lognormal median 30 s sigma 0.6',
    ...assumed('People look whether it worked'),
  }),
  patience: setting(timeDistribution, {
    meaning: 'A buyer who waits longer for the download or the network gives up',
    default: 'lognormal median 5 min p95 15 min',
    ...assumed('Ten times the published download; who has paid waits'),
  }),
  connectThink: setting(timeDistribution, {
    meaning: 'Time from seeing the network to clicking Connect',
    default: 'lognormal median 30 s sigma 0.6',
    ...assumed('As for the flyout after a purchase'),
  }),
  pinThink: setting(timeDistribution, {
    meaning: 'Time to type a PIN',
    default: 'lognormal median 10 s sigma 0.5',
    ...assumed('Four digits and a moment to remember them'),
  }),
  wrongPin: setting(share, {
    meaning: 'Share of PINs that are typed wrong',
    default: '0 %',
    ...assumed('No document publishes how often this happens, so nothing fails unless the scenario says so'),
  }),
  phones: setting(share, {
    meaning: 'Share of people who buy by telephone when nothing else works',
    default: '0 %',
    ...assumed('[OV] names the way; nobody says who takes it'),
  }),
  buysIn: optional(oneOf(['mobilePlans', 'operator']), {
    meaning:
      'Where people with a SIM card buy: in the Mobile Plans app, or by the operator’s own ways. Without it in Mobile Plans, where the SIM is warm and `cosa.supportDataMarketplace`',
  }),
  comesBack: setting(share, {
    meaning: 'Share of buyers whose order or download failed for good and who open the portal again',
    default: '0 %',
    ...assumed('Re-entry with error headers is documented [EH]; how many people try again, nobody says'),
  }),
  comesBackAfter: setting(timeDistribution, {
    meaning: 'How long after the failure',
    default: 'lognormal median 10 min p95 2 h',
    ...assumed('Some at once, some in the evening'),
  }),
  topsUp: setting(share, {
    meaning: 'Share of people whose plan is over who buy a new one through Mobile Plans',
    default: '0 %',
    ...assumed('Chosen to be explored: no document says how many buy again'),
  }),
  topsUpAfter: setting(timeDistribution, {
    meaning: 'How long after the end of the plan',
    default: 'lognormal median 10 min p95 1 day',
    ...assumed('Some in the middle of what they do, some the next day'),
  }),
});

/** Kinds of lines that the SIMs of one group have. */
const line = z.strictObject({
  active: optional(shareOrRest, {
    meaning: 'Share of devices with an active line: connected, with the plan of the group, which begins at the start',
  }),
  warm: optional(shareOrRest, {
    meaning:
      'Share of devices whose SIM has a line but no plan: the network flyout asks for its balance, which is `NONE`; its owner buys only by `buys`',
  }),
  cold: optional(shareOrRest, {
    meaning: 'Share of devices whose SIM the network does not know yet: it does not register, and no balance is asked',
  }),
  none: optional(shareOrRest, {
    meaning:
      'Share of devices with an eUICC and no profile: no balance is asked. They are simulated only once they buy, or where the group has something else for them to do',
  }),
});

const entryPoint = z.strictObject({
  flyout: optional(shareOrRest, { meaning: 'Share of purchases that begin in the network flyout' }),
  toast: optional(shareOrRest, { meaning: 'Share of purchases that begin with a toast' }),
  settings: optional(shareOrRest, { meaning: 'Share of purchases that begin in Settings' }),
  app: optional(shareOrRest, { meaning: 'Share of purchases that begin in the Mobile Plans app' }),
});

export const group = z.strictObject({
  operator: optional(text(64), { meaning: 'The operator whose lines these are; not needed when there is one' }),
  count: optional(countFrom(1, mostDevices), {
    meaning: 'Devices that are there from the start, instead of `arrive`; with `load`, agents',
  }),
  arrive: optional(dailyRate, { meaning: 'People who come during the run; instead of `count`' }),
  timeZone: optional(timeZone, { meaning: 'Whose clock the hours of this group follow; without it, that of the run' }),
  device: device.prefault({}),
  online: z
    .strictObject({
      wifi: optional(text(20), { meaning: 'Share of devices with Wi-Fi to buy over; without `online`, all have it' }),
      hotspot: optional(text(20), {
        meaning: 'Share of devices on somebody’s hotspot: a way to the internet, slower than Wi-Fi at home',
      }),
      ethernet: optional(text(20), { meaning: 'Share of devices on Ethernet, and not on Wi-Fi' }),
      none: optional(text(20), { meaning: 'Share of devices without internet until the plan works' }),
    })
    .optional(),
  network: whereabouts.prefault({}),
  coverage: coverage.optional(),
  flyout: flyout.prefault({}),
  load: load.optional(),
  iccid: planned(
    'SIMs with numbers of your own',
    optional(iccid, { meaning: 'ICCID of the first SIM of the group; the others count on from it' }),
  ),
  plan: optional(text(64), {
    meaning:
      'The plan that the group buys or has, by its name in `plans` of its operator; without it, the one of `plan`',
  }),
  entryPoint: entryPoint.optional(),
  acceptsToast: z
    .record(
      z.string(),
      setting(shareOrRest, {
        meaning:
          'Share of all people who accept a toast `within` this time, and later than within the one before; or who `never` do',
        default: '0 %',
        ...assumed('No document says how many people accept a toast; without `acceptsToast`, all do within a day'),
      }),
    )
    .optional(),
  line: line.optional(),
  awake: optional(hoursOfDay, {
    meaning:
      'Hours in which lids are open: in hours as busy as the mean of the week all of them, in quieter ones that part. What people do by the hour they do while the lid is open, as often in a day; a closed one asks nothing. Without it, PCs are open at any hour',
  }),
  buys: optional(dailyRate, {
    meaning:
      'Purchases of the whole group in a day, each by a device without an active line that has not bought yet, drawn from all; with `line` or `buys`, nobody else buys a first plan',
  }),
  lanDevice: lanDevice.optional(),
  managed: managed.optional(),
  activationCode: activationCode.optional(),
  accountView: accountView.optional(),
  usage: z.union([z.literal('none'), usage]).prefault({}),
  family: family.optional(),
  hotspots: hotspotVisits.optional(),
  updates: updates.optional(),
  apps: apps.optional(),
  video: video.optional(),
  travels: travels.optional(),
  warnings: warnings.optional(),
  user: user.prefault({}),
  messages: deviceMessages.optional(),
  sharing: groupSharing.optional(),
  specialApps: specialApps.optional(),
});
