/** Parts of a long message in any order, twice, or contradicting each other. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeDeliver } from '../../../../src/models/messages/sms/deliver.ts';
import {
  type CollectedMessage,
  collectPart,
  forget,
  missingParts,
  type PartOutcome,
  type ReceivedPart,
  receivedPart,
} from '../../../../src/models/messages/sms/reassembly.ts';
import { allSegments, anyText, valueIn } from './generated-texts.ts';

const part = (number: number, total: number, text: string, more: Partial<ReceivedPart> = {}): ReceivedPart => ({
  sender: '+15550100',
  alphabet: 'gsm7Bit',
  concatenation: { reference: 7, referenceBits: 8, total, part: number },
  text,
  ...more,
});

/** What is said of each part in turn, and what is kept at the end. */
function collectAll(parts: readonly ReceivedPart[]): {
  outcomes: PartOutcome[];
  messages: readonly CollectedMessage[];
} {
  let messages: readonly CollectedMessage[] = [];
  const outcomes = parts.map(received => {
    const collected = collectPart(messages, received);
    messages = collected.messages;
    return collected.outcome;
  });
  return { outcomes, messages };
}

const partsOf = (text: string, sender: string, reference: number): ReceivedPart[] =>
  allSegments(text, reference).map(({ text: own, concatenation, userData }) => ({
    sender,
    alphabet: userData.alphabet === 'ucs2' ? 'ucs2' : 'gsm7Bit',
    concatenation,
    text: own,
  }));

describe('parts of a long message', () => {
  it('may come in any order; what is missing is known', () => {
    expect(collectAll([part(2, 3, 'B'), part(1, 3, 'A'), part(2, 3, 'B'), part(3, 3, 'C')]).outcomes).toEqual([
      { outcome: 'waiting', missing: [1, 3] },
      { outcome: 'waiting', missing: [3] },
      { outcome: 'duplicate' },
      { outcome: 'complete', text: 'ABC' },
    ]);
  });

  it('are one message at once when there is but one', () => {
    expect(collectAll([part(1, 1, 'A', { concatenation: undefined })])).toEqual({
      outcomes: [{ outcome: 'complete', text: 'A' }],
      messages: [],
    });
  });

  it('are duplicates after the message is complete', () => {
    expect(collectAll([part(1, 2, 'A'), part(2, 2, 'B'), part(1, 2, 'A'), part(2, 2, 'B')]).outcomes.slice(2)).toEqual([
      { outcome: 'duplicate' },
      { outcome: 'duplicate' },
    ]);
  });

  it('are refused when they contradict what came before', () => {
    const refused = (second: ReceivedPart) => collectAll([part(1, 3, 'A'), second]).outcomes[1];
    expect(refused(part(2, 2, 'B'))).toEqual({
      outcome: 'refused',
      reason: 'message 7 of +15550100 has 3 parts, this part says 2',
    });
    expect(refused(part(2, 3, 'Б', { alphabet: 'ucs2' }))).toEqual({
      outcome: 'refused',
      reason: 'message 7 of +15550100 is in gsm7Bit, this part in ucs2',
    });
    expect(refused(part(1, 3, 'X'))).toEqual({
      outcome: 'refused',
      reason: 'part 1 of message 7 of +15550100 came with another text',
    });
  });

  it('of another sender, or with a reference of another width, belong to another message', () => {
    const wide = { reference: 7, referenceBits: 16 as const, total: 2, part: 2 };
    const { outcomes, messages } = collectAll([
      part(1, 2, 'A'),
      part(2, 2, 'B', { sender: 'Contoso' }),
      part(2, 2, 'C', { concatenation: wide }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['waiting', 'waiting', 'waiting']);
    expect(messages.map(missingParts)).toEqual([[2], [1], [1]]);
  });

  it('begin a new message when the reference of a complete one is used again', () => {
    const { outcomes, messages } = collectAll([part(1, 2, 'A'), part(2, 2, 'B'), part(1, 2, 'C'), part(2, 2, 'D')]);
    expect(outcomes.slice(2)).toEqual([
      { outcome: 'waiting', missing: [2] },
      { outcome: 'complete', text: 'CD' },
    ]);
    expect(messages.length).toBe(1);
  });

  it('begin the message anew after it was given up', () => {
    const { messages } = collectAll([part(1, 2, 'A')]);
    expect(forget(messages, messages[0])).toEqual([]);
    expect(collectPart(forget(messages, messages[0]), part(2, 2, 'B')).outcome).toEqual({
      outcome: 'waiting',
      missing: [1],
    });
  });

  it('of a published message are its text', () => {
    const pdus = [
      '07919471227210244405852122F039F1015062712181804F050003190202E4E8309B5E7683DAFC319A5E76B340F73D9A5D7683A6E93268FD9ED3CB6EF67B0E5AD172B19B2C2693C9602E90355D6683A6F0B007946E8382F5393BEC26BB00',
      '07919471227210244405852122F039F101506271217180A005000319020198E9B2B82C0759DFE4B0F9ED2EB7967537B9CC02B5D37450122D2FCB41EE303DFD7687D96537881A96A7CD6F383DFD7683F46134BBEC064DD36550DA0D22A7CBF3721BE42CD3F5A0198B56036DCA20B8FC0D6A0A4170767D0EAAE540433A082E7F83A6E5F93CFD76BB40D7B2DB0D9AA6CB2072BA3C2F83926EF31BE44E8FD17450BB8C9683CA',
    ];
    const received = pdus.map(hex => receivedPart(valueIn(decodeDeliver(hex)))!);
    expect(collectAll(received).outcomes[1]).toEqual({
      outcome: 'complete',
      text: 'Lieber Vodafone-Kunde, mit Ihrer nationalen Tarifoption zahlen Sie in diesem Netz 3,45 € pro MB plus 59 Ct pro Session. Wenn Sie diese Info nicht mehr erhalten möchten, wählen Sie kostenlos +4917212220. Viel Spaß im Ausland.',
    });
  });

  it('of eight-bit data are no text', () => {
    const data = valueIn(decodeDeliver('00040291210004208062917314080241FF'));
    expect(receivedPart(data)).toBeUndefined();
  });

  it('give each text exactly once, in any order, any number of times, mixed with other messages', () => {
    const messages = fc.uniqueArray(fc.record({ text: anyText(700), reference: fc.nat({ max: 255 }) }), {
      minLength: 1,
      maxLength: 4,
      selector: ({ reference }) => reference,
    });
    const arrivals = messages.chain(texts => {
      const parts = texts
        .map(({ text, reference }) => partsOf(text, '+15550100', reference))
        .filter(all => all.length > 1)
        .flat();
      const again = fc.array(fc.nat({ max: 3 }), { minLength: parts.length, maxLength: parts.length });
      return again.chain(counts => {
        const all = parts.flatMap((received, index) => Array<ReceivedPart>(1 + counts[index]).fill(received));
        return fc.record({ texts: fc.constant(texts), parts: fc.shuffledSubarray(all, { minLength: all.length }) });
      });
    });
    fc.assert(
      fc.property(arrivals, ({ texts, parts }) => {
        const { outcomes } = collectAll(parts);
        const complete = outcomes.flatMap(said => (said.outcome === 'complete' ? [said.text] : []));
        const long = texts.filter(({ text, reference }) => partsOf(text, 'x', reference).length > 1);
        expect(complete.sort()).toEqual(long.map(({ text }) => text).sort());
        expect(outcomes.every(({ outcome }) => outcome !== 'refused')).toBe(true);
      }),
    );
  });

  it('never give a text while one is missing, and leave what they were given as it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(), (total, lost) => {
        const missing = 1 + (lost % total);
        const parts = Array.from({ length: total }, (_, index) => part(index + 1, total, String(index)));
        const { outcomes, messages } = collectAll(parts.filter((_, index) => index + 1 !== missing));
        expect(outcomes.at(-1)).toEqual({ outcome: 'waiting', missing: [missing] });
        const before = structuredClone(messages);
        collectPart(messages, parts[missing - 1]);
        expect(messages).toEqual(before);
      }),
    );
  });
});
