/** The laws of Mobile Plans, by their numbers in the reference of the domain; the watch over them is that of the laws of devices. */
import type { Law } from './device-laws.ts';
import * as lines from './mobile-plans-laws-lines.ts';
import * as profiles from './mobile-plans-laws-profiles.ts';
import * as purchases from './mobile-plans-laws-purchases.ts';
import * as service from './mobile-plans-laws-service.ts';

export const mobilePlansLaws: ReadonlyMap<number, Law> = new Map([
  [2, lines.oneOutcome],
  [3, lines.nothingTwiceOrLate],
  [4, lines.nothingBelowZero],
  [5, lines.balanceChangesForAReason],
  [6, lines.chargedIsGranted],
  [7, lines.everyByteIsSomewhere],
  [11, lines.onlyWhatIsListed],
  [12, lines.noListForAPlan],
  [13, profiles.oneEnabledProfile],
  [14, profiles.enablingDisables],
  [15, profiles.iccidsAreDistinct],
  [16, profiles.memoryAddsUp],
  [17, profiles.profileLeavesWhenInstalled],
  [18, profiles.oneEidForAProfile],
  [19, profiles.sessionsEnd],
  [20, profiles.codesWorkUntilInstalled],
  [21, profiles.nothingInPart],
  [22, service.idsCountOnce],
  [23, service.silenceIsKept],
  [24, service.unknownSimsAreNotFound],
  [25, service.noMoreThanAskedFor],
  [26, service.basicIsBasic],
  [27, service.flyoutShowsTheLastAnswer],
  [28, purchases.strangersAreIgnored],
  [29, purchases.plainCodesOnly],
  [30, purchases.completeHasAPlan],
  [31, purchases.oneEnd],
  [32, purchases.calledOffIsOff],
  [33, purchases.attemptsInTime],
  [34, purchases.errorHeadersFit],
  [63, lines.allLoadThroughTheService],
  [64, lines.smdpIsOutsideTheGarden],
]);
