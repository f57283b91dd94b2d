/**
 * Where the link of the network flyout leads: to the operator's account pages, in whichever way the COSA database names, or
 * to the Mobile Plans app.
 *
 *     "Connect with a data plan" ──▶ Mobile Plans
 *     "View my account" ── AppID ──▶ that app, which may be Mobile Plans · AccountExperienceURL ──▶ browser · neither: nothing
 *
 * In its basic form the flyout has logo, name and a link to the web site; in its enhanced form, with service metadata and the
 * operator's app, the link opens the landing page of the app. Before Windows 10, version 1803 the app is the one that the
 * service metadata name; from then on the AppID of COSA names it.
 *
 * Source: Microsoft Learn, "Desktop COSA database settings" (AppID, AccountExperienceURL), "Mobile Plans account management",
 * "Overview of mobile broadband" (View my account, basic and enhanced).
 * Assumption: with neither of the two, nothing happens; while the app has not come from the Store yet, the web site is opened.
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

/** The first release whose flyout takes the app from COSA. */
const appByCosa = 1803;

/**
 * What "View my account" opens on one PC.
 *
 * @param app  whether the operator's app is there, and whether the service metadata name it
 */
export function accountTargetOf(
  cosa: Pick<CosaSettings, 'listed' | 'appId' | 'accountExperienceUrl'>,
  { osRelease, hasApp, appInMetadata }: { osRelease: number; hasApp: boolean; appInMetadata: boolean },
): LinkTarget {
  const { listed, appId, accountExperienceUrl } = cosa;
  if (osRelease >= appByCosa && listed && appId === mobilePlansAppId) return 'Mobile Plans';
  const isNamed = appInMetadata || (osRelease >= appByCosa && listed && appId !== undefined);
  if (isNamed && hasApp) return 'operator app';
  return listed && accountExperienceUrl !== undefined ? 'web site' : 'nothing';
}
