/**
 * Where the link of the network flyout leads: to the operator's account pages, in whichever way the COSA database names, or
 * to the Mobile Plans app.
 *
 *     "Connect with a data plan" ──▶ Mobile Plans
 *     "View my account" ── AppID ──▶ that app, which may be Mobile Plans · AccountExperienceURL ──▶ browser · neither: nothing
 *
 * Source: Microsoft Learn, "Desktop COSA database settings" (AppID, AccountExperienceURL), "Mobile Plans account management".
 * Assumption: with neither of the two, nothing happens.
 */
import type { FlyoutText } from '../messages/flyout-text.ts';
import type { CosaSettings } from '../settings.ts';

/** What a click opens. The position in this list is the value of the fact `clicked`. */
export const linkTargets = ['nothing', 'Mobile Plans', 'operator app', 'web site'] as const;
export type LinkTarget = (typeof linkTargets)[number];

/** The AppID under which the Mobile Plans app is known. */
const mobilePlansAppId = 'Microsoft.OneConnect_8wekyb3d8bbwe!App';

export function targetOf(
  link: FlyoutText['link'],
  { listed, appId, accountExperienceUrl }: Pick<CosaSettings, 'listed' | 'appId' | 'accountExperienceUrl'>,
): LinkTarget {
  if (link === 'Connect with a data plan' || (listed && appId === mobilePlansAppId)) return 'Mobile Plans';
  if (!listed) return 'nothing';
  if (appId !== undefined) return 'operator app';
  return accountExperienceUrl === undefined ? 'nothing' : 'web site';
}
