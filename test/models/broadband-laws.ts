/** The laws of usage, messages, sharing and hotspots, by their numbers in the reference of the domain. */
import * as bytes from './broadband-laws-bytes.ts';
import * as hotspots from './broadband-laws-hotspots.ts';
import * as sharing from './broadband-laws-sharing.ts';
import * as thresholds from './broadband-laws-thresholds.ts';
import * as usage from './broadband-laws-usage.ts';
import { connectedAndDisconnectedInTurn, type Law } from './device-laws.ts';
import { messageLaws } from './message-laws.ts';

const sharingLaws: ReadonlyMap<number, Law> = new Map([
  [50, sharing.clientsAreFew],
  [51, sharing.noSharingUnasked],
  [62, sharing.noSpecialContextInStandby],
]);

export const broadbandLaws: ReadonlyMap<number, Law> = new Map([
  [7, bytes.everyByteOfALine],
  [8, bytes.everyByteOfADevice],
  [9, usage.usageIsBillingAndWhatCameSince],
  [10, usage.billingWins],
  [42, thresholds.eventsForStepsAtHome],
  [43, thresholds.noEventsUnasked],
  [44, thresholds.eventsForStepsAbroad],
  [45, thresholds.cyclesEndInTime],
  [46, connectedAndDisconnectedInTurn],
  ...messageLaws,
  ...sharingLaws,
  [52, hotspots.finalisedOnce],
  [53, hotspots.credentialsToTrustedHosts],
]);
