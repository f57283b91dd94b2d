/**
 * What the simulated operators write of usage, and the rule by which Windows reads it.
 *
 *     Contoso: 161.32 MB of 200 MB used (80 %) at 18:30 05/03/2024
 *              usage        limit       share     UTC
 *
 * Source: Microsoft Learn, "WWAN schema" (Message, Fields). Assumption: the wording; operators choose their own.
 */
import type { Bytes } from '../../sim/index.ts';
import type { MessageRule } from './provisioning/message-rules.ts';

export interface BalanceMessage {
  readonly operator: string;
  readonly used: Bytes;
  readonly limit: Bytes;
  /** Whole per cent of the limit, as the message says it. */
  readonly percent: number;
  /** When billing counted, ms since 1970 UTC. */
  readonly at_ms: number;
}

/** Hundredths of a megabyte are what the message tells; it rounds down. */
export function balanceText({ operator, used, limit, percent, at_ms }: BalanceMessage): string {
  return `${operator}: ${megabytes(used)} MB of ${megabytes(limit)} MB used (${percent} %) at ${momentText(at_ms)}`;
}

/** The per cent that a balance message names; undefined for any other text. */
export function percentIn(text: string): number | undefined {
  const found = /used \((\d{1,6}) %\) at /.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}

/** @param silent  whether the message is for the operator's app alone */
export const balanceRule = (sender: string, silent: boolean): MessageRule => ({
  ruleId: 'Balance',
  silent,
  smsBearers: [{ sender, classZeroOnly: false }],
  ussdBearer: {},
  pattern: String.raw`[^:]*: (\d+(?:\.\d+)?) MB of (\d+(?:\.\d+)?) MB used \(\d+ %\) at (\d\d:\d\d \d\d/\d\d/\d{4})`,
  locale: 'en-US',
  fields: {
    usage: { group: 1, defaultUnit: 'M' },
    usageTimestamp: { group: 3, format: '%H:%M %d/%m/%Y' },
    dataLimit: { group: 2, defaultUnit: 'M' },
  },
});

const megabytes = (size: Bytes): string => String(Math.floor(size / 10_000) / 100);

function momentText(at_ms: number): string {
  const [, year, month, day, hour, minute] = /^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(new Date(at_ms).toISOString())!;
  return `${hour}:${minute} ${day}/${month}/${year}`;
}
