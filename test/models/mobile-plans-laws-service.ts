/** Laws 22 to 27: the operator API as the Mobile Plans service asks it, and what the flyout shows of its answers. */
import { flyoutText } from '../../src/models/messages/flyout-text.ts';
import { type Balance, balanceTypes, getBalanceBody } from '../../src/models/messages/mobile-operator-api-messages.ts';
import { shownBy } from '../../src/models/windows/network-flyout.ts';
import type { World } from '../../src/models/world.ts';
import { type AskedRequest, type Law, perDevice } from './device-laws.ts';
import { isAboutSim, transactionOf } from './mobile-plans-laws-lines.ts';

const api = 'mobile operator API.';
/** Of a device, by a client that counts its transactions. */
const isCounted = (world: World, { request, subject, message }: AskedRequest) =>
  isAboutSim(request) && subject < world.devices && transactionOf(message) > 0;

/** A transaction id that the gateway has let pass before is refused, and nothing changes. */
export const idsCountOnce: Law = (world, { broken, tested }) => {
  const used = perDevice(world, () => new Set<number>());
  const repeated = new WeakMap<AskedRequest, number>();
  return {
    sent(asked) {
      if (!isCounted(world, asked)) return;
      if (used[asked.subject]!.has(transactionOf(asked.message)))
        repeated.set(asked, world.apis.store.look(asked.subject).highest);
    },
    told(asked, outcome, code) {
      if (!isCounted(world, asked)) return;
      const highest = repeated.get(asked);
      if (highest !== undefined) {
        tested();
        if (outcome !== 'refused' || code !== 409)
          broken(asked.subject, `transaction ${transactionOf(asked.message)} again: ${outcome} ${code}`);
        if (world.apis.store.look(asked.subject).highest < highest) broken(asked.subject, 'ids are forgotten');
      } else if (outcome === 'answered' || (outcome === 'refused' && ![401, 403, 409].includes(code)))
        used[asked.subject]!.add(transactionOf(asked.message));
    },
  };
};

/** After a 429 nothing is asked until the time that it names. */
export const silenceIsKept: Law = (world, { broken, tested }) => {
  const { retryAfterScope } = world.settings.microsoft;
  const seen = new Set<string>();
  const until = new Map<string, number>();
  const resourceOf = (device: number) =>
    retryAfterScope === 'operator'
      ? `operator ${world.surroundings.operatorOf(device)}`
      : `device ${device}, card ${world.service.store.look(device).card}`;
  return {
    sent(asked) {
      if (!isCounted(world, asked)) return;
      // Who repeats an id is not the service.
      const id = `${asked.subject} ${transactionOf(asked.message)}`;
      if (seen.has(id)) return;
      seen.add(id);
      const silentUntil = until.get(resourceOf(asked.subject)) ?? 0;
      if (silentUntil > 0) tested();
      if (world.simulation.now < silentUntil)
        broken(asked.subject, `asks at ${asked.at} µs, not from ${silentUntil} µs on`);
    },
    told(asked, outcome, code, said) {
      if (!isCounted(world, asked) || outcome !== 'refused' || code !== 429) return;
      const { retryAfter } = said as { retryAfter: number };
      const resource = resourceOf(asked.subject);
      until.set(resource, Math.max(until.get(resource) ?? 0, retryAfter));
      tested();
    },
  };
};

/** A SIM that the operator does not know is 404; one that it knows is 200, with or without data. */
export const unknownSimsAreNotFound: Law = (world, { broken, tested }) => {
  const share = (device: number) => world.surroundings.operator(device).api.unknownIccids;
  const isUnknown = (device: number) =>
    share(device) > 0 && world.draws.uniform('api.unknownIccid', device) < share(device);
  return {
    told(asked, outcome, code) {
      if (asked.request !== `${api}getBalance` || asked.subject >= world.devices) return;
      const { state, granted, billed } = world.lines.store.look(asked.subject);
      if (outcome === 'answered') {
        if (isUnknown(asked.subject)) broken(asked.subject, 'the balance of a SIM that the operator does not know');
        if (granted === billed || state === 'expired' || state === 'outOfData') tested();
      } else if (outcome === 'refused' && code === 404) {
        tested();
        // A line may have been deleted while the answer was under way, or be anew since.
        const wasDeleted = world.settings.timeline.some(
          entry => entry.kind === 'act' && (entry.act === 'terminateLine' || entry.act === 'reprogramSim'),
        );
        if (!isUnknown(asked.subject) && !wasDeleted) broken(asked.subject, `404 of a line that is ${state}`);
      }
    },
  };
};

/** As many as were asked for, of the four types. */
export const noMoreThanAskedFor: Law = (_world, { broken, tested }) => ({
  answered(request, subject, answer, message) {
    if (!request.startsWith(api)) return;
    const limit =
      typeof message === 'number'
        ? 1
        : Number((message as { limit?: string; query?: { limit?: string } }).limit ?? Number.POSITIVE_INFINITY);
    const answers: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
    tested();
    if (answers.length > limit) broken(subject, `${answers.length} answers, at most ${limit} were asked for`);
    if (request !== `${api}getBalance`) return;
    const { type } = answer as Balance;
    if (!balanceTypes.includes(type)) broken(subject, `a balance of the type ${type}`);
  },
});

const withRest = ['id', 'type', 'dataRemainingInMB', 'timeRemaining'];
const withoutRest = ['id', 'type'];

/** The basic template has type, data and time, and nothing else. */
export const basicIsBasic: Law = (_world, { broken, tested }) => ({
  answered(request, subject, answer) {
    if (request !== `${api}getBalance`) return;
    const [row = {}] = (JSON.parse(getBalanceBody([answer as Balance])) as { balances: object[] }).balances;
    const { type } = answer as Balance;
    const expected = type === 'MODIRECTPAYG' || type === 'NONE' ? withRest : withoutRest;
    tested();
    if (Object.keys(row).join() !== expected.join())
      broken(subject, `${type} has the fields ${Object.keys(row).join()}`);
  },
});

/** What the flyout shows follows from the last answer for the ICCID that is active, and from nothing else. */
export const flyoutShowsTheLastAnswer: Law = (world, { broken, tested }) => {
  const cardNow = (device: number) => world.flyouts.store.look(device).card;
  const last = perDevice(world, device => ({ card: cardNow(device), balance: undefined as Balance | undefined }));
  const looked = (device: number) => {
    const { card, balance } = last[device]!;
    const expected = flyoutText(card === cardNow(device) ? balance : undefined);
    const shown = shownBy(world.flyouts.store.look(device));
    if (shown.link !== expected.link || shown.subtitle !== expected.subtitle)
      broken(device, `shows ${shown.link} · ${shown.subtitle}, should ${expected.link} · ${expected.subtitle}`);
  };
  const shows = (device: number) => {
    tested();
    looked(device);
  };
  return {
    told({ request, entity, message }, outcome, _code, said) {
      if (request !== 'mobile plans service.getBalance' || message !== cardNow(entity)) return;
      last[entity] = { card: cardNow(entity), balance: outcome === 'answered' ? (said as Balance) : undefined };
    },
    facts: { 'network flyout.shown': shows, 'network flyout.hidden': shows },
    looked,
  };
};
