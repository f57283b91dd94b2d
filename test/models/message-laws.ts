/** The laws of messages, 47 to 49 in the reference of the domain, for the watch over a running world. */
import { ussdResults } from '../../src/models/device/ussd-session.ts';
import { decodeDeliver } from '../../src/models/messages/sms/deliver.ts';
import { missingParts } from '../../src/models/messages/sms/reassembly.ts';
import { partsThere } from '../../src/models/windows/sms-router.ts';
import { brokerEvents } from '../../src/models/windows/system-event-broker.ts';
import type { World } from '../../src/models/world.ts';
import type { Law } from './device-laws.ts';

const messagesOf = ({ messages }: World) => {
  if (messages === undefined) throw new Error('a world without messages has no laws about them');
  return messages;
};

/** Counts by device. */
class Tally {
  private readonly counts = new Map<number, number>();
  add(device: number, n = 1): void {
    this.counts.set(device, this.of(device) + n);
  }
  of(device: number): number {
    return this.counts.get(device) ?? 0;
  }
}

/** 47: each incoming SMS leads to exactly one of: operator event only, operator and public, public only, dropped. */
const oneFateEach: Law = (world, { broken, tested }) => {
  const { centre, stores, routers } = messagesOf(world);
  const { brokers } = world;
  const [whole, fates, raised, published, wantedRaised, wantedPublished] = Array.from({ length: 6 }, () => new Tally());
  const partsSeen = new Map<string, Set<number>>();
  const raises = (device: number, event: number) => {
    if (event <= brokerEvents.operatorMessageUssd) raised!.add(device);
    if (event === brokerEvents.publicSms || event === brokerEvents.publicUssd) published!.add(device);
  };
  const fate = (isOperators: boolean, isPublic: boolean) => (device: number) => {
    fates!.add(device);
    if (isOperators) wantedRaised!.add(device);
    if (isPublic) wantedPublished!.add(device);
  };
  return {
    facts: {
      'USSD session.openedByNetwork': device => whole!.add(device),
      'SMS router.operatorOnly': fate(true, false),
      'SMS router.operatorAndPublic': fate(true, true),
      'SMS router.publicOnly': fate(false, true),
      'system event broker.delivered': raises,
      'system event broker.unheard': raises,
      'system event broker.overQuota': raises,
    },
    // Whether what has come makes a message whole is found out here again.
    told: ({ request, subject: device, message }, outcome) => {
      if (request !== 'SMS store.deliver' || outcome !== 'answered') return;
      tested();
      const read = decodeDeliver(String(message));
      if (!read.ok || read.value.text === undefined) return;
      const { concatenation, sender } = read.value;
      if (concatenation === undefined) {
        whole!.add(device);
        return;
      }
      const { reference, total, part } = concatenation;
      const key = `${device} ${sender.text} ${reference} ${total}`;
      const seen = partsSeen.get(key) ?? new Set();
      partsSeen.set(key, seen);
      if (seen.size < total && seen.add(part).size === total) whole!.add(device);
    },
    ended: () => {
      for (let device = 0; device < world.devices; device++) {
        const { accepted, delivered, expired, waiting = [] } = centre.store.look(device);
        const kept = waiting.filter(({ isThere }) => !isThere).length;
        if (accepted !== delivered + expired + kept)
          broken(device, `accepted ${accepted}, delivered ${delivered}, expired ${expired}, waiting ${kept}`);
        const router = routers.store.look(device);
        const { parts, unreadable, duplicates, contradictions, givenUp, joined, collected = [] } = router;
        const waits = collected.reduce(
          (sum, message) => sum + (missingParts(message).length > 0 ? partsThere(message) : 0),
          0,
        );
        const { arrived } = stores.store.look(device);
        if (arrived !== parts) broken(device, `${arrived} SMS stored, ${parts} came to the router`);
        const ends = unreadable + duplicates + contradictions + givenUp + joined + waits;
        if (parts !== ends) broken(device, `${parts} parts, ${ends} with an end`);
        if (fates!.of(device) !== whole!.of(device))
          broken(device, `${whole!.of(device)} whole messages, ${fates!.of(device)} fates`);
        if (raised!.of(device) !== wantedRaised!.of(device))
          broken(device, `${wantedRaised!.of(device)} for the operator, ${raised!.of(device)} events`);
        const { waitingSms, waitingUssd } = brokers.store.look(device);
        const heldBack = waitingSms + waitingUssd;
        if (published!.of(device) + heldBack !== wantedPublished!.of(device))
          broken(device, `${wantedPublished!.of(device)} for everybody, ${published!.of(device)} events`);
      }
    },
  };
};

/** 48: a message with a sender different from every rule's sender never updates DUSM. */
const strangersSayNothing: Law = (world, { broken, tested }) => {
  const { operatorMessages } = world.knowledge.messageSurroundings();
  const [updates, balances] = [new Tally(), new Tally()];
  return {
    facts: {
      'USSD session.openedByNetwork': device => balances.add(device),
      'SMS router.fieldsRead': device => updates.add(device),
    },
    told: ({ request, subject: device, message }, outcome) => {
      if (request !== 'SMS store.deliver' || outcome !== 'answered') return;
      const read = decodeDeliver(String(message));
      if (!read.ok) return;
      const { sender, text = '' } = read.value;
      const rules = operatorMessages.rules(device);
      const isKnown = rules.some(({ rule }) => rule.smsBearers.some(({ sender: wanted }) => wanted === sender.text));
      if (isKnown && /^[^:]*: .* used \(/.test(text)) balances.add(device);
      else if (rules.length > 0 && !isKnown) tested();
    },
    ended: () => {
      for (let device = 0; device < world.devices; device++)
        if (updates.of(device) > balances.of(device))
          broken(device, `${updates.of(device)} updates of the plan, ${balances.of(device)} messages of the operator`);
    },
  };
};

/** 49: at most one open session per modem; results other than ActionRequired close it. */
const oneSessionEach: Law = (world, { broken, tested }) => {
  const { sessions } = messagesOf(world);
  const open = new Set<number>();
  return {
    facts: {
      'USSD session.opened': device => {
        tested();
        if (open.has(device)) broken(device, 'a second session opens');
        open.add(device);
      },
      'USSD session.openedByNetwork': device => {
        tested();
        if (open.has(device)) broken(device, 'the network opens a second session');
      },
      'USSD session.turned': device => {
        if (!open.has(device)) broken(device, 'a turn without a session');
      },
      'USSD session.ended': (device, result) => {
        if (result === ussdResults.ActionRequired) broken(device, 'ActionRequired has ended a session');
        if (!open.delete(device)) broken(device, 'a session ends that is not open');
      },
    },
    answered: (request, device, answer) => {
      if (request !== 'USSD session.send' && request !== 'USSD session.reply') return;
      const { result } = answer as { result: keyof typeof ussdResults };
      const wanted = result === 'ActionRequired' || result === 'OtherLocalClient';
      if (wanted !== open.has(device)) broken(device, `${result}, and the session is ${wanted ? 'closed' : 'open'}`);
    },
    looked: device => {
      const isOpen = sessions.store.look(device).state === 'open';
      if (isOpen !== open.has(device)) broken(device, `the modem says ${isOpen ? 'open' : 'closed'}`);
    },
  };
};

export const messageLaws: ReadonlyMap<number, Law> = new Map([
  [47, oneFateEach],
  [48, strangersSayNothing],
  [49, oneSessionEach],
]);
