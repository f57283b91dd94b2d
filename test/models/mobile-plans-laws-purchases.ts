/** Laws 28 to 34: what the app makes of a callback, when, and how each purchase ends. */
import { callbackMethods } from '../../src/models/messages/callbacks.ts';
import type { PageRequest } from '../../src/models/operator/mobile-operator-web-portal.ts';
import { purchaseMetadataOf } from '../../src/models/operator/portal-page.ts';
import { callbackMistakes } from '../../src/models/windows/callback-checks.ts';
import { endReasons } from '../../src/models/windows/purchase-ends.ts';
import { purchaseFacts } from '../../src/models/windows/purchase-record.ts';
import type { World } from '../../src/models/world.ts';
import { minutes } from '../../src/sim/units.ts';
import { type Law, perDevice } from './device-laws.ts';

const portalOf = (world: World, device: number) => world.surroundings.operator(device).portal;
const stepOf = (world: World, device: number) =>
  portalOf(world, device).steps[world.purchases.store.look(device).step]!;

/** What a callback that is taken leads to. */
const consequences = ['callbackReceived', 'downloadBegan', 'downloadDelayed', 'switchBegan', 'balanceAdded'];
const factsOf = (names: readonly string[], see: (device: number, value: number, at: number) => void) =>
  Object.fromEntries(names.map(name => [`purchase.${name}`, see]));

/** The app does not listen to a stranger, and does not speak to one. */
export const strangersAreIgnored: Law = (world, { broken, tested }) => {
  const ignoredAt = perDevice(world, () => Number.NaN);
  return {
    facts: {
      ...factsOf(consequences, device => {
        const { host, callbackHost } = portalOf(world, device);
        if (host !== callbackHost) broken(device, `a callback from ${callbackHost} is taken`);
      }),
      'purchase.callbackIgnored': (device, mistake, at) => {
        const { host, callbackHost } = portalOf(world, device);
        if ((mistake === callbackMistakes.foreignHost) !== (host !== callbackHost))
          broken(device, `a callback from ${callbackHost} is ignored for mistake ${mistake}`);
        if (mistake !== callbackMistakes.foreignHost) return;
        tested();
        ignoredAt[device] = at;
      },
      'mobile operator web portal.activationCompleted': (device, _, at) => {
        if (at === ignoredAt[device]) broken(device, 'a stranger is told what became of it');
      },
    },
  };
};

/** No download with a code that has a prefix, or that needs a confirmation code. */
export const plainCodesOnly: Law = (world, { broken, tested }) => {
  const downloads = (device: number) => {
    const { activationCode } = portalOf(world, device);
    if (activationCode !== 'plain') broken(device, `downloads with a code ${activationCode}`);
  };
  return {
    facts: {
      ...factsOf(['downloadBegan', 'downloadDelayed'], downloads),
      'purchase.callbackIgnored': (_device, mistake) => {
        if (mistake === callbackMistakes.invalidActivationCode) tested();
      },
    },
  };
};

/** A plan has a name when it has been bought. */
export const completeHasAPlan: Law = (world, { broken, tested }) => {
  const called = (device: number, method: string) => {
    const { ownProfile, sim } = world.surroundings.group(device);
    const content = { planName: world.surroundings.plan(device).name, isKnown: sim !== 'esim' || ownProfile };
    const known = callbackMethods.find(one => one === method) ?? 'notifyCancelledPurchase';
    const session = world.portals.store.look(device);
    const { moDirectStatus, planName } = purchaseMetadataOf(session, content, stepOf(world, device), known);
    tested();
    if ((moDirectStatus === 'Complete') !== (planName !== ''))
      broken(device, `moDirectStatus ${moDirectStatus} with the plan "${planName}"`);
  };
  return {
    facts: {
      'purchase.callbackReceived': (device, method) => called(device, callbackMethods[method - 1]!),
      'purchase.callbackIgnored': device => called(device, stepOf(world, device).callback ?? ''),
    },
  };
};

const ends = ['done', 'cancelled', 'abandoned', 'failed'] as const;

/** Opened once, ended once, or open at the end; and what has ended tells nothing more. */
export const oneEnd: Law = (world, { broken, tested }) => {
  const isOpen = perDevice(world, () => false);
  const opened = perDevice(world, () => 0);
  const ended = perDevice(world, () => 0);
  const told = purchaseFacts.filter(name => name !== 'opened' && !ends.some(end => end === name));
  return {
    facts: {
      ...Object.fromEntries(
        told.map(name => [
          `purchase.${name}`,
          (device: number) => {
            if (!isOpen[device]) broken(device, `${name} is told of a purchase that is over`);
          },
        ]),
      ),
      ...factsOf(ends, device => {
        if (!isOpen[device]) broken(device, 'a purchase ends that is over');
        isOpen[device] = false;
        ended[device]! += 1;
        tested();
      }),
      'purchase.opened': device => {
        if (isOpen[device]) broken(device, 'a purchase is opened while another is under way');
        isOpen[device] = true;
        opened[device]! += 1;
      },
    },
    ended() {
      for (const [device, open] of isOpen.entries()) {
        const { state } = world.purchases.store.look(device);
        const isUnderWay = state !== 'notStarted' && !ends.some(end => end === state);
        if (isUnderWay !== open || opened[device] !== ended[device]! + (open ? 1 : 0))
          broken(device, `${opened[device]} opened, ${ended[device]} ended, ${state} at the end`);
      }
    },
  };
};

/** Called off before its toast, a delayed download never begins; after it, nothing comes of calling it off. */
export const calledOffIsOff: Law = (world, { broken, tested }) => {
  const calledOff = perDevice(world, () => false);
  const begins = (device: number) => {
    if (calledOff[device]) broken(device, 'a download begins that was called off');
  };
  return {
    facts: {
      ...factsOf(['toastShown', 'toastAccepted', 'downloadBegan'], begins),
      'purchase.opened': device => {
        calledOff[device] = false;
      },
      'purchase.cancelled': (device, reason) => {
        if (endReasons[reason - 1] !== 'cancelled the download') return;
        tested();
        calledOff[device] = true;
      },
      'purchase.callbackIgnored': (device, mistake) => {
        if (mistake !== callbackMistakes.toastShownBefore) return;
        tested();
        if (world.purchases.store.look(device).state === 'cancelled') broken(device, 'called off after its toast');
      },
    },
  };
};

/** The interval in steps of a quarter of an hour, rounded up, from the enabling of the profile; then one step each. */
export const attemptsInTime: Law = (world, { broken, tested }) => {
  const quarter = minutes(15);
  const enabledAt = perDevice(world, () => Number.NaN);
  const interval = perDevice(world, () => 0);
  const dueAt = (device: number, nth: number) =>
    enabledAt[device]! + (Math.ceil(interval[device]! / quarter) + nth - 1) * quarter;
  return {
    facts: {
      'purchase.callbackReceived': device => {
        interval[device] = stepOf(world, device).networkRegistrationInterval ?? 0;
      },
      'purchase.profileEnabled': (device, _, at) => {
        enabledAt[device] = at;
      },
      'purchase.registrationAttempted': (device, nth, at) => {
        tested();
        if (at !== dueAt(device, nth)) broken(device, `attempt ${nth} at ${at} µs, due at ${dueAt(device, nth)} µs`);
      },
      'registration.searching': (device, _, at) => {
        const { state, attempts } = world.purchases.store.look(device);
        if (state === 'waitingNetwork' && attempts === 0 && at < dueAt(device, 1))
          broken(device, `searches at ${at} µs, due at ${dueAt(device, 1)} µs`);
      },
    },
  };
};

/** As many codes as times, none before the one before it, for one ICCID. */
export const errorHeadersFit: Law = (_world, { broken, tested }) => ({
  sent({ request, subject, message }) {
    if (request !== 'mobile operator web portal.openPage') return;
    const { launch } = message as PageRequest;
    if (launch === undefined) return;
    const listed = (name: string) => launch.headers[`X-MP-LPAError-${name}`]?.split(',') ?? [];
    const [codes, times, iccids] = ['Codes', 'TimeStamps', 'ICCIDs'].map(listed) as [string[], string[], string[]];
    if (codes.length > 0) tested();
    if (codes.length !== times.length) broken(subject, `${codes.length} codes, ${times.length} times`);
    if (codes.length > 0 && iccids.length !== 1) broken(subject, `errors of ${iccids.length} ICCIDs`);
    const at = times.map(time => Date.parse(`${time} UTC`));
    if (at.some((time, nth) => !(time >= (at[nth - 1] ?? 0)))) broken(subject, `errors at ${times.join()}`);
  },
});
