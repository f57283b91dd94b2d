/**
 * What the network flyout says under the operator's name: a pure function of the last GetBalance result.
 *
 *     MODIRECTPAYG   Connected: 200MB, 24 hours left      View my account
 *     NONE           Get Connected                        Connect with a data plan
 *
 * Source: Microsoft Learn, "Mobile operator API for Mobile Plans", balance types; "Mobile Plans user experience".
 */
import type { Bytes, Microseconds } from '../../sim/index.ts';
import type { Balance } from './mobile-operator-api-messages.ts';

export interface FlyoutText {
  link: 'View my account' | 'Connect with a data plan';
  /** The line beside the link: a balance, an invitation, or nothing. */
  subtitle: string | undefined;
}

/**
 * @param balance  the balance being consumed; undefined after a failed request, which hides it
 *
 * Assumption: with nothing known the link leads to the account, as it does for a SIM outside Mobile Plans.
 */
export function flyoutText(balance: Balance | undefined): FlyoutText {
  switch (balance?.type) {
    case 'MODIRECTPAYG':
      return {
        link: 'View my account',
        subtitle: `Connected: ${dataText(balance.dataRemaining)}, ${timeText(balance.timeRemaining)} left`,
      };
    case 'NONE':
      return { link: 'Connect with a data plan', subtitle: 'Get Connected' };
    default:
      return { link: 'View my account', subtitle: undefined };
  }
}

/**
 * `200MB`, `1.5GB`, `400KB`, rounded down.
 *
 * Assumption: one picture shows "200MB"; gigabytes from 1,000 MB with one decimal and kilobytes below 1 MB are ours.
 */
function dataText(data: Bytes): string {
  if (data >= 1e9) return `${Math.floor(data / 1e8) / 10}GB`;
  return data >= 1e6 || data === 0 ? `${Math.floor(data / 1e6)}MB` : `${Math.floor(data / 1e3)}KB`;
}

/**
 * `24 hours`, `3 days`, `1 minute`, rounded down.
 *
 * Assumption: the same picture shows "24 hours", not "1 day", so hours run to 48; minutes below one hour.
 */
function timeText(time: Microseconds): string {
  const minutes = Math.floor(time / 60_000_000);
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
