/** Laws 13 to 21: what is on an eUICC, and what the SM-DP+ knows of it. */
import { iccidsOn } from '../../src/models/device/euicc-profiles.ts';
import type { Es9Request } from '../../src/models/operator/smdp-profile.ts';
import type { World } from '../../src/models/world.ts';
import { type Law, perDevice } from './device-laws.ts';

/** The profiles that facts call 0 and 1: the operator's own, and that of another. */
const [own, other] = [0, 1];

const cardOf = (world: World, device: number) => world.cards.store.look(device);
const hasEuicc = (world: World, device: number) => world.surroundings.group(device).sim === 'esim';

export const oneEnabledProfile: Law = (world, { broken, tested }) => {
  const looked = (device: number) => {
    const { state, otherEnabled } = cardOf(world, device);
    if (state === 'enabled' || otherEnabled) tested();
    if (state === 'enabled' && otherEnabled) broken(device, 'two profiles are enabled');
  };
  return { looked, facts: { 'eUICC.profileEnabled': looked } };
};

/** Whoever is enabled has disabled the other in the same step. */
export const enablingDisables: Law = (world, { broken, tested }) => {
  const enabled = perDevice(world, device => {
    const { state, otherEnabled } = cardOf(world, device);
    return new Set([...(state === 'enabled' ? [own] : []), ...(otherEnabled ? [other] : [])]);
  });
  const disabledAt = perDevice(world, () => Number.NaN);
  return {
    facts: {
      'eUICC.profileEnabled': (device, which, at) => {
        const before = [...enabled[device]!].filter(one => one !== which);
        if (before.length > 0) broken(device, `profile ${which} is enabled, and ${before[0]} is not disabled`);
        if (disabledAt[device] === at) tested();
        enabled[device]!.add(which!);
      },
      'eUICC.profileDisabled': (device, which, at) => {
        enabled[device]!.delete(which!);
        disabledAt[device] = at;
      },
    },
  };
};

export const iccidsAreDistinct: Law = (world, { broken, tested }) => ({
  looked(device) {
    if (!hasEuicc(world, device)) return;
    const { group, identity } = world.surroundings;
    const iccids = iccidsOn(cardOf(world, device), group(device), identity, device);
    if (iccids.length > 1) tested();
    if (new Set(iccids).size < iccids.length) broken(device, `ICCIDs ${iccids.join(' ')}`);
  },
});

/** Free memory, as the card answers it, and the profiles by what has been loaded and deleted. */
export const memoryAddsUp: Law = (world, { broken, tested }) => {
  const profiles = perDevice(world, device => {
    const { group, identity } = world.surroundings;
    return hasEuicc(world, device) ? iccidsOn(cardOf(world, device), group(device), identity, device).length : 0;
  });
  return {
    facts: {
      'eUICC.profileLoaded': device => {
        profiles[device]! += 1;
      },
      'eUICC.profileDeleted': device => {
        profiles[device]! -= 1;
      },
    },
    answered(request, device, answer) {
      if (request !== 'eUICC.command') return;
      tested();
      const { memory, profileSize } = world.surroundings.group(device).euicc;
      const { free } = answer as { free: number };
      if (free < 0 || free + profiles[device]! * profileSize !== memory)
        broken(device, `${profiles[device]} profiles, ${free} B free of ${memory} B`);
    },
  };
};

/** The SM-DP+ holds a profile for installed, or forgets it, only when the device has said so. */
export const profileLeavesWhenInstalled: Law = (world, { broken, tested }) => {
  const said = perDevice(world, () => new Set<string>());
  return {
    sent({ request, subject, message }) {
      if (request !== 'SM-DP+.es9') return;
      const es9 = message as Es9Request;
      if (es9.call === 'handleNotification') said[subject]!.add(es9.notification);
    },
    facts: {
      'SM-DP+.installed': device => {
        tested();
        if (!said[device]!.has('installed')) broken(device, 'installed at the SM-DP+, and the device has not said so');
      },
      'SM-DP+.deleted': device => {
        if (!said[device]!.has('deleted')) broken(device, 'deleted at the SM-DP+, and the device has not said so');
        said[device]!.clear();
      },
    },
  };
};

/** From its release to its installation a profile is for one EID. */
export const oneEidForAProfile: Law = (world, { broken, tested }) => {
  const boundTo = perDevice<number | undefined>(world, () => undefined);
  const isBound = (device: number) => {
    const now = world.profiles.store.look(device).boundTo;
    if (boundTo[device] !== undefined && now !== boundTo[device])
      broken(device, `bound to ${now}, and to ${boundTo[device]} before`);
    boundTo[device] = now;
    tested();
  };
  return {
    facts: {
      'SM-DP+.ordered': device => {
        boundTo[device] = undefined;
      },
      'SM-DP+.downloaded': isBound,
      'SM-DP+.installed': isBound,
    },
    answered(request, device, answer, message) {
      if (request !== 'SM-DP+.es9' || (message as Es9Request).call !== 'getBoundProfilePackage') return;
      if (world.profiles.store.look(device).boundTo !== device) broken(device, `${answer} for another device`);
    },
  };
};

/** A session is begun before it is ended, and ended once; two that live at the same time have two names. */
export const sessionsEnd: Law = (world, { broken, tested }) => {
  const live = perDevice(world, () => false);
  const named = perDevice(world, () => '');
  return {
    facts: {
      'SM-DP+.sessionBegan': device => {
        if (live[device]) broken(device, 'a session begins before the last has ended');
        live[device] = true;
      },
      'SM-DP+.sessionEnded': device => {
        if (!live[device]) broken(device, 'a session ends that has not begun');
        live[device] = false;
        tested();
      },
    },
    answered(request, device, answer, message) {
      if (request !== 'SM-DP+.es9' || (message as Es9Request).call !== 'initiateAuthentication') return;
      const twin = named.findIndex((id, at) => id === answer && (at === device || live[at]));
      if (twin >= 0) broken(device, `session ${answer} is that of device ${twin}, too`);
      named[device] = String(answer);
    },
    ended() {
      for (const [device, isLive] of live.entries())
        if (isLive !== (world.profiles.store.look(device).session !== undefined))
          broken(device, isLive ? 'a session has gone without an end' : 'a session lives that has not begun');
    },
  };
};

/** A code that is used again works as long as the profile is not installed. */
export const codesWorkUntilInstalled: Law = (world, { broken, tested }) => {
  const uses = perDevice(world, () => 0);
  return {
    facts: {
      'SM-DP+.ordered': device => {
        uses[device] = 0;
      },
    },
    sent({ request, subject, message }) {
      if (request === 'SM-DP+.es9' && (message as Es9Request).call === 'authenticateClient') uses[subject]! += 1;
    },
    answered(request, device, _answer, message) {
      if (request !== 'SM-DP+.es9' || (message as Es9Request).call !== 'authenticateClient') return;
      const { state } = world.profiles.store.look(device);
      if (uses[device]! > 1) tested();
      if (state !== 'released' && state !== 'downloaded')
        broken(device, `the code of a profile that is ${state} works`);
    },
    told({ request, subject, message }, outcome, _code, said) {
      if (request !== 'SM-DP+.es9' || (message as Es9Request).call !== 'authenticateClient') return;
      const { refuses } = world.surroundings.operator(subject).smdp;
      if (outcome !== 'refused' || said !== '8.2/3.7' || refuses.some(({ code }) => code === said)) return;
      tested();
      if (world.profiles.store.look(subject).state !== 'installed') broken(subject, 'refused as installed, and is not');
    },
  };
};

/** A download that has failed leaves the card as it was, unless the profile was loaded as a whole. */
export const nothingInPart: Law = (world, { broken, tested }) => {
  const at = (device: number) => ({ used: cardOf(world, device).used as number, loaded: false });
  const before = perDevice(world, at);
  const begins = (device: number) => {
    before[device] = at(device);
  };
  return {
    facts: {
      'LPA.started': begins,
      'LPA.changeStarted': begins,
      'eUICC.profileLoaded': device => {
        before[device]!.loaded = true;
      },
      'LPA.failed': device => {
        const { used } = cardOf(world, device);
        const { profileSize } = world.surroundings.group(device).euicc;
        tested();
        const isLoaded = before[device]!.loaded;
        if (isLoaded ? used !== profileSize : used !== before[device]!.used)
          broken(device, `${used} B on the card after a failure, ${before[device]!.used} B before`);
      },
    },
  };
};
