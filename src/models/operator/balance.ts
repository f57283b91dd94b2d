/**
 * What GetBalance says of a line: type, and what billing believes is left. Bytes that have passed and are not rated yet count
 * as left.
 *
 * Source: Microsoft Learn, "Mobile Plans account management".
 * Assumption: which balance type belongs to which state; the documents list the types alone.
 */
import type { Bytes, Microseconds } from '../../sim/index.ts';
import type { Balance } from '../messages/mobile-operator-api-messages.ts';
import type { LineState } from './subscription-record.ts';

/** Undefined for a line that has been deleted, which the operator API does not know (HTTP 404). */
export function balanceOf(
  line: Readonly<{ state: LineState; granted: Bytes; billed: Bytes; planEnd: Microseconds | undefined }>,
  id: string,
  now: Microseconds,
): Balance | undefined {
  const dataRemaining = (line.granted - line.billed) as Bytes;
  const timeRemaining = Math.max(0, (line.planEnd ?? now) - now) as Microseconds;
  if (line.state === 'terminated') return undefined;
  if (line.state === 'hotPostpaid') return { id, type: 'MODIRECT' };
  if (line.state === 'hotPrepaid') return { id, type: 'MODIRECTPAYG', dataRemaining, timeRemaining };
  return {
    id,
    type: 'NONE',
    dataRemaining: 0 as Bytes,
    timeRemaining: line.state === 'outOfData' ? timeRemaining : (0 as Microseconds),
  };
}
