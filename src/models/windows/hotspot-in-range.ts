/** Which hotspot a device is at, for the parts of Windows that meet it as a Wi-Fi network. */
import { type Seen, sees } from '../../sim/index.ts';
import type { hotspotVisit } from '../people/hotspot-visit.ts';
import type { HotspotKind } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';

const visits = sees<typeof hotspotVisit>('hotspot visits');
export const hotspotSees = { visits };

/** The part of `does` that looks around. */
interface Looking {
  readonly given: Pick<Surroundings, 'group'>;
  look(
    seen: Seen<typeof hotspotVisit>,
    device: number,
  ): Readonly<{ state: string; kind: HotspotKind | undefined; lessPreferred: boolean }>;
}

/** Undefined for a device that is at no hotspot. HOT: people who never go anywhere are not looked at. */
export function hotspotHere(does: Looking, device: number): HotspotKind | undefined {
  return does.given.group(device).hotspots === undefined ? undefined : does.look(visits, device).kind;
}

/** Whether the operator has placed the Wi-Fi network in range behind mobile broadband. */
export const isBehindCellular = (does: Looking, device: number): boolean =>
  does.given.group(device).hotspots !== undefined && does.look(visits, device).lessPreferred;
