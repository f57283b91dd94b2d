/** Laws 52 and 53: one end for each hotspot context, no try again by itself, and credentials only where they belong. */
import { type Law, perDevice } from './device-laws.ts';

const signIn = 'hotspot authentication';

/** 52: a context is finalised once, and what was rejected or aborted is not tried again by itself in the session. */
export const finalisedOnce: Law = (world, { broken, tested }) => {
  const sinceEvent = perDevice(world, () => 1);
  /** The session in which the operator's profile of that kind has failed. */
  const failedIn = perDevice(world, () => new Map<string, number>());
  const byHand = perDevice(world, () => false);
  const visit = (device: number) => {
    const { partner, kind = 'open' } = world.visits.store.look(device);
    return { partner, kind };
  };
  const sessionOf = (device: number) => {
    const { session = 1 } = world.surroundings.group(device).hotspots ?? {};
    return Math.floor(world.simulation.now / session);
  };
  const finalised = (device: number) => {
    tested();
    sinceEvent[device]! += 1;
    if (sinceEvent[device]! > 1) broken(device, 'a context is finalised again');
  };
  const failed = (device: number) => {
    const { partner, kind } = visit(device);
    if (partner) failedIn[device]!.set(kind, sessionOf(device));
  };
  return {
    facts: {
      [`${signIn}.eventRaised`]: device => {
        sinceEvent[device] = 0;
      },
      [`${signIn}.issued`]: finalised,
      [`${signIn}.skipped`]: finalised,
      [`${signIn}.aborted`]: device => {
        finalised(device);
        failed(device);
      },
      [`${signIn}.rejected`]: failed,
      'hotspot visit.arrived': device => {
        byHand[device] = false;
      },
      'hotspot visit.clicked': device => {
        byHand[device] = true;
      },
      [`${signIn}.began`]: device => {
        const { partner, kind } = visit(device);
        if (!partner || byHand[device] || failedIn[device]!.get(kind) !== sessionOf(device)) return;
        broken(device, `a ${kind} hotspot is tried again by itself`);
      },
      [`${signIn}.online`]: device => {
        if (byHand[device] && visit(device).partner) failedIn[device]!.delete(visit(device).kind);
      },
      // A new user session.
      'modem.restarted': device => failedIn[device]!.clear(),
    },
  };
};

/** 53: the credentials of the profile go to a login host on its list, over https. */
export const credentialsToTrustedHosts: Law = (world, { broken, tested }) => ({
  sent({ request, subject: device, message }) {
    if (request !== 'Wi-Fi hotspot.login') return;
    const { by } = message as { by: string };
    if (by !== 'profile') return;
    const { loginHost = '', trustedDomains = [] } = world.surroundings.operator(device).hotspots ?? {};
    const { fault } = world.visits.store.look(device);
    tested();
    const isTrusted = trustedDomains.some(
      domain => loginHost === domain || (domain[0] === '.' && loginHost.endsWith(domain)),
    );
    if (!isTrusted || fault === 'stranger') broken(device, `the password goes to ${fault ?? loginHost}`);
  },
});
