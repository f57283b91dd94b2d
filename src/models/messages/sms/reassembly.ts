/**
 * Long messages put together again from their parts, in whatever order and however often they come.
 *
 *     part 2 of 3 ──▶ waiting for 1, 3
 *     part 1 of 3 ──▶ waiting for 3
 *     part 2 of 3 ──▶ duplicate
 *     part 3 of 3 ──▶ complete: the text
 *
 * Parts belong together when sender, reference, total and alphabet are the same. While a message is incomplete, a part of
 * the same sender and reference that says otherwise is refused; once it is complete, the sender uses its reference again.
 * Messages are plain values: whoever keeps them decides how long (`forget`), for the standard names no time.
 * Source: 3GPP TS 23.040, 9.2.3.24.1.
 */
import type { SmsDeliver } from './deliver.ts';
import type { TextAlphabet } from './sms-encoding.ts';
import type { Concatenation } from './user-data-header.ts';

/** One message as it came: a part, or the whole where there is no concatenation. */
export interface ReceivedPart {
  /** The address as it reads. */
  sender: string;
  alphabet: TextAlphabet;
  concatenation: Concatenation | undefined;
  text: string;
}

/** A message of which parts have come. */
export interface CollectedMessage {
  readonly sender: string;
  readonly alphabet: TextAlphabet;
  readonly reference: number;
  readonly referenceBits: 8 | 16;
  /** One place for each part, undefined until it comes. */
  readonly parts: readonly (string | undefined)[];
}

export type PartOutcome =
  | { readonly outcome: 'complete'; readonly text: string }
  /** Numbers of the parts that have not come, from 1. */
  | { readonly outcome: 'waiting'; readonly missing: readonly number[] }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'refused'; readonly reason: string };

export interface Collected {
  readonly messages: readonly CollectedMessage[];
  readonly outcome: PartOutcome;
}

/** What an SMS-DELIVER brings; undefined for eight-bit data, which is no text. */
export function receivedPart({
  sender,
  coding: { alphabet },
  concatenation,
  text,
}: Pick<SmsDeliver, 'sender' | 'coding' | 'concatenation' | 'text'>): ReceivedPart | undefined {
  if (text === undefined || alphabet === 'eightBit') return undefined;
  return { sender: sender.text, alphabet, concatenation, text };
}

/** Takes one part; the messages given stay as they are. */
export function collectPart(messages: readonly CollectedMessage[], received: ReceivedPart): Collected {
  const { concatenation } = received;
  if (concatenation === undefined) return { messages, outcome: { outcome: 'complete', text: received.text } };

  const found = messages.find(message => hasReferenceOf(message, received, concatenation));
  const contradiction = found && contradictionOf(found, received, concatenation);
  if (found !== undefined && contradiction !== undefined && missingParts(found).length > 0)
    return { messages, outcome: { outcome: 'refused', reason: contradiction } };
  const known = contradiction === undefined ? found : undefined;
  if (known?.parts[concatenation.part - 1] !== undefined) return { messages, outcome: { outcome: 'duplicate' } };

  const collected = withPart(known ?? emptyMessage(received, concatenation), concatenation.part, received.text);
  const missing = missingParts(collected);
  return {
    messages: [...messages.filter(message => message !== found), collected],
    outcome:
      missing.length > 0 ? { outcome: 'waiting', missing } : { outcome: 'complete', text: collected.parts.join('') },
  };
}

/** Numbers of the parts that a message lacks, from 1. */
export const missingParts = ({ parts }: CollectedMessage): number[] =>
  parts.flatMap((text, index) => (text === undefined ? [index + 1] : []));

/** Gives up a message: parts that come later begin it anew. */
export const forget = (messages: readonly CollectedMessage[], message: CollectedMessage): readonly CollectedMessage[] =>
  messages.filter(kept => kept !== message);

const hasReferenceOf = (message: CollectedMessage, { sender }: ReceivedPart, concatenation: Concatenation): boolean =>
  message.sender === sender &&
  message.reference === concatenation.reference &&
  message.referenceBits === concatenation.referenceBits;

function contradictionOf(
  { parts, alphabet }: CollectedMessage,
  received: ReceivedPart,
  { reference, total, part }: Concatenation,
): string | undefined {
  const message = `message ${reference} of ${received.sender}`;
  if (parts.length !== total) return `${message} has ${parts.length} parts, this part says ${total}`;
  if (alphabet !== received.alphabet) return `${message} is in ${alphabet}, this part in ${received.alphabet}`;
  const known = parts[part - 1];
  return known === undefined || known === received.text
    ? undefined
    : `part ${part} of ${message} came with another text`;
}

const emptyMessage = ({ sender, alphabet }: ReceivedPart, concatenation: Concatenation): CollectedMessage => ({
  sender,
  alphabet,
  reference: concatenation.reference,
  referenceBits: concatenation.referenceBits,
  parts: Array.from({ length: concatenation.total }, () => undefined),
});

const withPart = (message: CollectedMessage, part: number, text: string): CollectedMessage => ({
  ...message,
  parts: message.parts.map((known, index) => (index === part - 1 ? text : known)),
});
