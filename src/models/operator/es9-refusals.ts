/**
 * Why the SM-DP+ refuses an ES9+ call: because of the state of the profile and of the session, or in the shares that the
 * scenario gives.
 *
 * Source: GSMA SGP.22, "ES9+", status codes by function.
 * Assumption: the order of the checks: address, session, MatchingID and EID, state of the profile, memory, tries, then luck.
 */
import { kilobytes, sees } from '../../sim/index.ts';
import { provisioningTransactionId } from '../identifiers.ts';
import { type Es9PlusErrorCode, refusingFunction } from '../messages/es9-plus.ts';
import { confirmationCodeOf, deviceOfMatchingId, matchingIdOf } from '../messages/of-device.ts';
import type { SmDpPlusSettings } from '../settings.ts';
import type { smDpPlus } from './sm-dp-plus.ts';
import type { Es9Request, Profile, ProfileState, ServerDoing } from './smdp-profile.ts';

/** The profiles of other devices, whose code somebody may use on this one. */
const profiles = sees<typeof smDpPlus>('profiles');
export const refusalSees = { profiles };

/**
 * The least memory with which the SM-DP+ starts a download. What the profile needs in the end, only the card knows.
 *
 * Assumption: the size of the package over the air, 40 kB; documents give neither.
 */
export const packageSize = kilobytes(40);

/** The name of the live session of this record. */
export const transactionIdOf = (sessions: number, does: Pick<ServerDoing, 'bits'>): string =>
  provisioningTransactionId(
    ...does.bits('SM-DP+.transactionId', sessions),
    ...does.bits('SM-DP+.transactionIdLow', sessions),
  );

export const isOfLiveSession = (profile: Readonly<Profile>, request: Es9Request, does: ServerDoing): boolean =>
  profile.session !== undefined &&
  'transactionId' in request &&
  request.transactionId === transactionIdOf(profile.sessions, does);

/** The subject and reason code with which the call is refused, if it is. A notification never is. */
export function refusalOf(profile: Readonly<Profile>, request: Es9Request, does: ServerDoing): string | undefined {
  const { call } = request;
  if (call === 'handleNotification') return undefined;
  const settings = does.given.operator(does.subject).smdp;
  if (call === 'initiateAuthentication') {
    if (request.smdpAddress.toLowerCase() !== settings.host.toLowerCase()) return '8.8.1/3.8';
    return byLuck(call, settings, profile.sessions, does);
  }
  if (!isOfLiveSession(profile, request, does)) return '8.10.1/3.9';
  if (call === 'cancelSession') return undefined;
  if (call === 'getBoundProfilePackage') {
    if (profile.session !== 'authenticated') return '8.10.1/3.9';
    return (
      byState(profile.state, profile) ??
      byConfirmationCode(request.confirmationCode, profile, does) ??
      byLuck(call, settings, profile.sessions, does)
    );
  }
  return (
    byMatchingId(request.matchingId, settings, does) ??
    byState(profile.state, profile) ??
    (request.free < packageSize ? '8.1/4.8' : undefined) ??
    (profile.attempts >= settings.maxDownloadAttempts ? '8.8.5/6.4' : undefined) ??
    byLuck(call, settings, profile.sessions, does)
  );
}

function byState(state: ProfileState, { cause }: Readonly<Profile>): Es9PlusErrorCode | undefined {
  if (state === 'released' || state === 'downloaded') return undefined;
  if (state === 'confirmed') return '8.2/1.2';
  if (state === 'installed') return '8.2/3.7';
  // Nothing has been ordered under that code, or no more.
  return (state === 'error' ? cause : undefined) ?? '8.2.6/3.8';
}

/**
 * The code of another device, or of none.
 *
 * Assumption: an order without an EID still names the device, by the IMEI of the portal's launch, so that no other one is
 * eligible.
 */
function byMatchingId(
  matchingId: string | undefined,
  { bindsEid }: SmDpPlusSettings,
  does: ServerDoing,
): Es9PlusErrorCode | undefined {
  const codeOf = (device: number) => matchingIdOf(device, purpose => does.bits(purpose, 0, device));
  if (matchingId === undefined || matchingId === codeOf(does.subject)) return undefined;
  const owner = deviceOfMatchingId(matchingId);
  if (!(owner >= 0) || codeOf(owner) !== matchingId) return '8.2.6/3.8';
  const theirs: Readonly<Profile> = does.look(profiles, owner);
  const refusal = byState(theirs.state, theirs);
  if (refusal !== undefined) return refusal;
  if (bindsEid) return '8.1.1/3.8';
  return theirs.boundTo === undefined ? '8.2.5/4.3' : '8.2/3.7';
}

/** How many wrong confirmation codes an order bears. Assumption: SGP.22 leaves the number to the operator; three, as for a PIN. */
const wrongCodesMost = 3;

/** An order with a confirmation code is handed out only to who types it. */
function byConfirmationCode(
  typed: string | undefined,
  { withCode, wrongCodes }: Readonly<Profile>,
  does: ServerDoing,
): Es9PlusErrorCode | undefined {
  if (!withCode) return undefined;
  if (typed === undefined) return '8.2.7/2.2';
  if (typed === confirmationCodeOf(does.subject, purpose => does.bits(purpose))) return undefined;
  return wrongCodes + 1 >= wrongCodesMost ? '8.2.7/6.4' : '8.2.7/3.8';
}

/** One draw a session decides whether, with which code, and so at which call it is refused. */
function byLuck(
  call: Es9Request['call'],
  { refuses }: SmDpPlusSettings,
  session: number,
  does: ServerDoing,
): string | undefined {
  if (refuses.length === 0) return undefined;
  const luck = does.draw('SM-DP+.refuses', session);
  let share = 0;
  for (const { code, share: part } of refuses) {
    share += part;
    if (luck < share) return refusingFunction(code) === call ? code : undefined;
  }
  return undefined;
}
