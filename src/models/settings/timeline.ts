/** What happens at a given time of the run: outages, deployments, campaigns, and what is done by hand. */
import type { Distribution, Microseconds } from '../../sim/index.ts';
import type { NotificationType } from '../messages/mobile-operator-api-messages.ts';

/** How a system behaves while it is out: it takes requests and never answers, refuses at once, errs now and then, or is slow. */
export type OutageKind =
  | { kind: 'hang' }
  | { kind: 'refuse' }
  | { kind: 'errors'; share: number }
  | { kind: 'slow'; by: number };

/** What is done by hand: by a person to the PC, by the operator to a line, by Windows Update to the COSA database. */
export type Act =
  | 'insertSim'
  | 'removeSim'
  | 'swapSim'
  | 'reprogramSim'
  | 'enterPin'
  | 'enterWrongPin'
  | 'airplaneOn'
  | 'airplaneOff'
  | 'wifiOn'
  | 'wifiOff'
  | 'ethernetIn'
  | 'ethernetOut'
  | 'closeLid'
  | 'openLid'
  | 'restart'
  | 'connect'
  | 'disconnect'
  | 'forget'
  | 'chooseNetwork'
  | 'chooseAbsentNetwork'
  | 'openFlyout'
  | 'openApp'
  | 'suspendLine'
  | 'settleLine'
  | 'terminateLine'
  | 'preactivateLine'
  | 'updateCosa'
  | 'deleteProfile'
  | 'sharingOn'
  | 'sharingOff'
  | 'editSharing'
  | 'wifiRadioOff'
  | 'wifiRadioOn';

/** How a message of the timeline goes: to the line as SMS or in a USSD session, to the app as a push, or from the PC as a USSD code. */
export type MessageWay = 'sms' | 'ussd' | 'push' | 'dial';

/** Something that happens at a given time of the run, by name. Times are from the start of the run. */
export type TimelineEntry =
  | {
      kind: 'outage';
      name: string;
      at: Microseconds;
      until: Microseconds;
      operator: string | undefined;
      system: 'api' | 'smdp' | 'smds' | 'portal' | 'entitlement' | 'aaa' | 'hlr' | 'service' | 'tier';
      /** Of a tier of the back end: its name. */
      tier?: string;
      as: OutageKind;
    }
  | {
      kind: 'deployment';
      name: string;
      at: Microseconds;
      operator: string;
      system: 'api' | 'tier';
      tier?: string;
      /** The cache that the new release empties. */
      empties?: string;
      step: number;
      each: Microseconds;
      coldFor: Microseconds;
      coldBy: number;
    }
  | { kind: 'campaign'; name: string; at: Microseconds; group: string; reach: number; opens: Distribution }
  | {
      /** The app is woken in the background, asks GetNotifications, and shows a toast. */
      kind: 'notification';
      name: string;
      at: Microseconds;
      group: string;
      reach: number;
      type: NotificationType;
      /** By an SMS of the operator (`mobileplans://lowBalance`), or by Microsoft's own promotion. */
      by: 'sms' | 'promotion';
    }
  | {
      /** The operator writes to many lines at the same moment, or all those PCs dial a USSD code. */
      kind: 'message';
      name: string;
      at: Microseconds;
      group: string;
      reach: number;
      by: MessageWay;
      /** The text; of `dial` the code. */
      text: string;
    }
  | {
      kind: 'act';
      name: string;
      at: Microseconds;
      group: string;
      /** The first device it is done to, counted from 0 within its group, and how many from there on. */
      first: number;
      count: number;
      act: Act;
    };
