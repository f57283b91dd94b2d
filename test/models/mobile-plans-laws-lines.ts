/**
 * Laws 2 to 7, 11, 12, 63 and 64: requests have one outcome, money and bytes are accounted for, and a line without a plan reaches
 * what the walled garden passes, and nothing else.
 */
import { passedBy } from '../../src/models/operator/line-usage.ts';
import type { World } from '../../src/models/world.ts';
import { type AskedRequest, type Law, perDevice } from './device-laws.ts';

/** Every request is told of once, or is open at the end of the run. */
export const oneOutcome: Law = (_world, { broken, tested }) => {
  const open = new Set<AskedRequest>();
  let censored = 0;
  return {
    sent: asked => void open.add(asked),
    told(asked) {
      tested();
      if (!open.delete(asked)) broken(asked.entity, `${asked.request} has a second outcome`);
    },
    censored() {
      censored += 1;
    },
    ended() {
      if (open.size !== censored) broken(0, `${open.size} requests without outcome, ${censored} censored`);
    },
  };
};

/** Nothing is delivered to who was told something before, nor at or after the time limit. */
export const nothingTwiceOrLate: Law = (world, { broken, tested }) => {
  const heard = new Map<AskedRequest, string>();
  return {
    told(asked, outcome) {
      const before = heard.get(asked);
      if (before !== undefined) broken(asked.entity, `${asked.request} is ${outcome} after it was ${before}`);
      heard.set(asked, outcome);
      const { within, after = 0 } = asked.options;
      if (within === undefined || (outcome !== 'answered' && outcome !== 'refused')) return;
      tested();
      if (world.simulation.now >= asked.at + Math.ceil(after + within))
        broken(asked.entity, `${asked.request} is ${outcome} after its limit of ${within} µs`);
    },
  };
};

const lineOf = (world: World, device: number) => world.lines.store.look(device);

/** What a prepaid line has left, and what of its time. */
export const nothingBelowZero: Law = (world, { broken, tested }) => ({
  looked(device) {
    const line = lineOf(world, device);
    if (line.state !== 'hotPrepaid') return;
    tested();
    // A session that fills the plan at this moment is booked in the next.
    const left = line.granted - Math.floor(Math.min(passedBy(line, world.simulation.now), line.granted));
    if (left < 0 || line.granted < line.passed) broken(device, `granted ${line.granted} B, passed ${line.passed} B`);
  },
  answered(request, device, answer) {
    if (!/^mobile operator API\.getBalance/.test(request) || Array.isArray(answer)) return;
    const { dataRemaining = 0, timeRemaining = 0 } = answer as { dataRemaining?: number; timeRemaining?: number };
    if (dataRemaining < 0 || timeRemaining < 0) broken(device, `${dataRemaining} B and ${timeRemaining} µs left`);
  },
});

/** A balance is made more by an order or a cycle, and less by use, rounding of use, or the end of the line. */
export const balanceChangesForAReason: Law = (world, { broken, tested }) => {
  const known = perDevice(world, device => ({ ...amounts(world, device), ordered: false, carried: false }));
  const orders = (device: number) => {
    if (known[device] !== undefined) known[device].ordered = true;
  };
  const carries = (device: number) => {
    if (known[device] !== undefined) known[device].carried = true;
  };
  const looked = (device: number) => {
    const before = known[device]!;
    const { granted, passed, isContract } = amounts(world, device);
    if (granted > before.granted && !before.ordered && !isContract && !before.isContract)
      broken(device, `granted ${granted} B, ${before.granted} B before, and nothing was ordered`);
    if (passed !== before.passed && !before.carried)
      broken(device, `passed ${passed} B, ${before.passed} B before, and nothing was carried`);
    if (granted !== before.granted || passed !== before.passed) tested();
    known[device] = { granted, passed, isContract, ordered: false, carried: false };
  };
  return {
    facts: {
      'user.came': orders,
      'subscription.activated': orders,
      'subscription.toppedUp': orders,
      'subscription.cycleEnded': orders,
      'subscription.carried': carries,
      'subscription.othersCarried': carries,
      'subscription.specialCarried': carries,
    },
    looked,
  };
};

function amounts(world: World, device: number) {
  const { granted, passed, state } = lineOf(world, device);
  return { granted, passed, isContract: state === 'hotPostpaid' };
}

/** Never is more charged than granted, but for the slice that was under way. */
export const chargedIsGranted: Law = (world, { broken, tested }) => ({
  looked(device) {
    const { billed, recorded, granted } = lineOf(world, device);
    if (billed > 0) tested();
    const { slice } = world.surroundings.operator(device).billing;
    if (billed > granted + slice || billed > recorded)
      broken(device, `billed ${billed} B of ${recorded} B recorded, granted ${granted} B, slice ${slice} B`);
  },
});

/** What the gateway says that it has passed is what the modem, the other devices of the line and billing know of. */
export const everyByteIsSomewhere: Law = (world, { broken, tested }) => {
  const carried = perDevice(world, device => lineOf(world, device).passed as number);
  const others = perDevice(world, device => lineOf(world, device).others as number);
  const carries = (device: number, bytes: number) => {
    if (carried[device] !== undefined) carried[device] += bytes;
  };
  return {
    facts: {
      'subscription.carried': carries,
      'subscription.specialCarried': carries,
      'subscription.othersCarried'(device, bytes) {
        carries(device, bytes);
        if (others[device] !== undefined) others[device] += bytes;
      },
    },
    looked(device) {
      const line = lineOf(world, device);
      const { zeroRated } = world.accounts.store.look(device);
      const modem = world.modems.store.look(device).carried;
      if (carried[device]! > 0) tested();
      // A record is written when its slice is full, in the middle of a session.
      const underWay = passedBy(line, world.simulation.now) - line.passed;
      const unbilled = carried[device]! + underWay - line.billed;
      if (unbilled < 0 || carried[device]! + zeroRated !== modem + others[device]!)
        broken(
          device,
          `billed ${line.billed} B, unbilled ${unbilled} B, others ${others[device]} B, zero-rated ${zeroRated} B, modem ${modem} B`,
        );
    },
  };
};

/* ---- the walled garden ---- */

/** As the list for operators has it, of the hosts that the world asks; with https. */
const listed = [
  'login.live.com',
  'storagetos.datamart.windows.com',
  'mps.datamart.windows.com',
  'staging.datamart.windows.com',
];

/** The host that a request of a device goes to; undefined for one that does not leave it. */
function hostOf(world: World, { request, subject }: AskedRequest): string | undefined {
  if (subject >= world.devices) return undefined;
  const { portal, smdp } = world.surroundings.operator(subject);
  if (request === 'mobile plans service.signIn') return listed[0];
  if (request === 'mobile plans service.getAssets') return listed[1];
  if (request.startsWith('mobile plans service.'))
    return world.settings.microsoft.environment === 'staging' ? listed[3] : listed[2];
  if (request.startsWith('mobile operator web portal.')) return portal.host;
  return request === 'SM-DP+.es9' ? smdp.host : undefined;
}

function isListed(world: World, device: number, host: string): boolean {
  const { portal, api, walledGarden } = world.surroundings.operator(device);
  if (walledGarden.missing.includes(host)) return false;
  return [...listed, portal.host, api.host, ...walledGarden.added].includes(host);
}

/** Where the gateway sends what the device asks over cellular at this moment. */
function standingOf(world: World, device: number): 'internet' | 'garden' | 'nowhere' | 'notCellular' {
  const { pathOf, links, operator } = world.surroundings;
  if (pathOf(device) !== links.cellular) return 'notCellular';
  const { state, needsNewContext } = lineOf(world, device);
  if (state === 'hotPrepaid' || state === 'hotPostpaid') return needsNewContext ? 'garden' : 'internet';
  if (state === 'suspended' || state === 'terminated') return 'nowhere';
  return state === 'cold' && operator(device).network.coldAccess === 'rejected' ? 'nowhere' : 'garden';
}

/** Without a plan only what is on the list is passed. */
export const onlyWhatIsListed: Law = (world, { broken, tested }) => ({
  sent(asked) {
    const host = hostOf(world, asked);
    if (host === undefined || asked.options.over === undefined) return;
    const standing = standingOf(world, asked.subject);
    if (standing !== 'garden' && standing !== 'nowhere') return;
    tested();
    const isPassed = asked.options.over.up;
    const may = standing === 'garden' && isListed(world, asked.subject, host);
    if (isPassed !== may)
      broken(
        asked.subject,
        `${host} is ${isPassed ? 'passed' : 'dropped'} on a line that is ${lineOf(world, asked.subject).state}`,
      );
  },
});

/** With a plan everything is. */
export const noListForAPlan: Law = (world, { broken, tested }) => ({
  sent(asked) {
    const host = hostOf(world, asked);
    if (host === undefined || asked.options.over === undefined) return;
    if (standingOf(world, asked.subject) !== 'internet') return;
    tested();
    if (asked.options.over !== world.surroundings.links.cellular) broken(asked.subject, `${host} is dropped`);
  },
});

/** The SM-DP+ is not on the list unless the operator has put it there. */
export const smdpIsOutsideTheGarden: Law = (world, { broken, tested }) => {
  const outside = new WeakSet<AskedRequest>();
  return {
    sent(asked) {
      if (asked.request !== 'SM-DP+.es9' || standingOf(world, asked.subject) !== 'garden') return;
      const { smdp, walledGarden } = world.surroundings.operator(asked.subject);
      if (!walledGarden.added.includes(smdp.host)) outside.add(asked);
    },
    told(asked, outcome) {
      if (!outside.has(asked)) return;
      tested();
      if (outcome !== 'unreachable') broken(asked.subject, `SM-DP+ over the walled garden is ${outcome}`);
    },
  };
};

/** The operator API is asked as often about a SIM as the Mobile Plans service says that it has asked. */
export const allLoadThroughTheService: Law = (world, { broken, tested }) => {
  const asked = perDevice(world, () => new Set<number>());
  const last = perDevice(world, () => 0);
  return {
    sent({ request, subject, message }) {
      if (!isAboutSim(request) || subject >= world.devices) return;
      const transaction = transactionOf(message);
      // Who makes ids at random is a load agent.
      if (transaction === 0) return;
      tested();
      asked[subject]!.add(transaction);
      last[subject] = Math.max(last[subject]!, transaction);
    },
    ended() {
      for (const [device, transactions] of asked.entries()) {
        const own = world.service.store.look(device).asked;
        if (transactions.size !== own || last[device] !== own)
          broken(device, `${transactions.size} requests up to number ${last[device]}, the service has sent ${own}`);
      }
    },
  };
};

/** What the operator API is asked about a SIM; orders have no SIM yet. */
export const isAboutSim = (request: string): boolean =>
  /^mobile operator API\.get(Balances?|Offers|Notifications)$/.test(request);

/** The number that the transaction id of a request to the operator API is made of. */
export const transactionOf = (message: unknown): number =>
  typeof message === 'number' ? message : (message as { transaction: number }).transaction;
