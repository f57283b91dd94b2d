/** Checks of messages in the timeline: to a group that is there, of an operator that sends messages, in a text that can be sent. */
import { segmentsMax, segmentsOf } from '../models/messages/sms/segments.ts';
import { encodeUssd } from '../models/messages/ussd-string.ts';
import { checkMembers, checkReach } from './member-checks.ts';
import type { Mistake } from './mistakes.ts';
import { mistakeAtValue } from './mistakes-at.ts';
import { namesAt, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** @param path  of the entry */
export function checkMessage(
  document: ScenarioDocument,
  path: Path,
  kind: 'message' | 'dial',
  groups: readonly string[],
): Mistake[] {
  const here = [...path, 'group'];
  const group = textAt(document, here);
  const whom =
    group === undefined
      ? []
      : (checkMembers(document, here, group, groups) ?? [
          ...checkReach(document, [...path, 'reach'], group),
          ...checkOperator(document, here, group),
        ]);
  return [...whom, ...checkText(document, path, kind)];
}

function checkOperator(document: ScenarioDocument, here: Path, group: string): Mistake[] {
  const [first] = namesAt(document, ['operators']);
  const operator = textAt(document, ['population', group, 'operator']) ?? first;
  if (operator === undefined || rawAt(document.raw, ['operators', operator, 'messages']) !== undefined) return [];
  const message = `\`${operator}\` sends no messages. Write \`operators.${operator}.messages: { }\`, or more in it.`;
  return [mistakeAtValue(document, here, message)];
}

/** What the network cannot carry. A push may say anything. */
function checkText(document: ScenarioDocument, path: Path, kind: 'message' | 'dial'): Mistake[] {
  const here = [...path, kind === 'dial' ? 'dial' : 'text'];
  const text = textAt(document, here);
  const by = kind === 'dial' ? 'ussd' : textAt(document, [...path, 'message']);
  if (text === undefined) return [];
  if (by === 'ussd') {
    const string = encodeUssd(text);
    return string.ok ? [] : [mistakeAtValue(document, here, `USSD cannot carry this: ${string.reason}.`)];
  }
  const parts = segmentsOf(text, { reference: 0, most: segmentsMax });
  return by !== 'sms' || parts.ok ? [] : [mistakeAtValue(document, here, `SMS cannot carry this: ${parts.reason}.`)];
}
