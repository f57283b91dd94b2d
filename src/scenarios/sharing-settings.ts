/** From what a scenario says of internet sharing and of special connections to the settings that the models compute with. */
import type {
  OperatorContextSettings,
  OperatorSharingSettings,
  SharingClientKind,
  SharingSettings,
  SpecialConnectionApp,
} from '../models/settings.ts';
import type { Group, Operator } from './schema/scenario.ts';
import { operatorSharing } from './schema/sharing.ts';

/** An operator that is asked each time has something to say, whether or not it says how. */
export function operatorSharingSettings({
  sharing,
  cosa,
  serviceMetadata,
}: Operator): OperatorSharingSettings | undefined {
  const isAsked = [cosa.hotspot, serviceMetadata.allowTethering].includes('entitlementCheckRequired');
  if (sharing === undefined && !isAsked) return undefined;
  const { charged, accessPoint, ...rest } = sharing ?? operatorSharing.parse({});
  return { ...rest, accessPoint, zeroRated: !charged };
}

export const operatorContextSettings = ({ contexts }: Operator): OperatorContextSettings | undefined =>
  contexts && {
    supported: contexts.supported,
    most: contexts.most,
    policies: Object.entries(contexts.policies).map(([name, { charged, hosts, ...policy }]) => ({
      name,
      ...policy,
      hosts: hosts ?? [],
      zeroRated: !charged,
    })),
  };

/** Bytes are told apart by rates: whole numbers of bytes a second keep sums of them exact. */
const whole = (rate: number): number => Math.max(1, Math.round(rate));

export function groupSharingSettings({ sharing }: Group): SharingSettings | undefined {
  if (sharing === undefined) return undefined;
  const { clients, ...rest } = sharing;
  return {
    ...rest,
    clients: Object.entries(clients).map(
      ([name, { osRelease, rate, background, ...kind }]): SharingClientKind => ({
        name,
        ...kind,
        osRelease: osRelease === 'none' ? undefined : Number(osRelease),
        rate: whole(rate),
        background: whole(background),
      }),
    ),
  };
}

export const specialAppSettings = ({ specialApps }: Group): readonly SpecialConnectionApp[] | undefined =>
  specialApps &&
  Object.entries(specialApps).map(([name, { host, rate, ...app }]) => ({ name, ...app, host, rate: whole(rate) }));
