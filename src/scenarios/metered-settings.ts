/** What minds the cost of the network, and what use abroad costs: from what one writes to what the models compute with. */
import type { GroupSettings, OperatorSettings } from '../models/settings.ts';
import type { Group, Operator } from './schema/scenario.ts';

type Minding = Pick<GroupSettings, 'updates' | 'apps' | 'video' | 'travels' | 'warnings'>;

/** Load agents have no devices, and so nothing of this. */
export function mindingSettings({ updates, apps, video, travels, warnings, load }: Group): Minding {
  if (load !== undefined) return {};
  return {
    updates,
    apps: apps && { ...apps, ...apps.downloads },
    video: video && { ...video, ...video.videos },
    travels,
    warnings,
  };
}

export function roamingTariff({ roaming }: Operator): OperatorSettings['roaming'] {
  if (roaming === undefined) return undefined;
  const { price, cap, ...rest } = roaming;
  return { ...rest, per: price.per, price: price.price.amount, cap: cap?.amount };
}
