/**
 * `mpsim message`: which rule of an operator takes a message, what it reads and what comes of it; or why none does. A
 * message that no rule takes is an answer too, so the command ends with 0 either way.
 */
import {
  type ExplainedMessage,
  explainMessage,
  type MissedRule,
} from '../models/messages/operator-messages/explain-message.ts';
import type { FieldName, ReadField } from '../models/messages/operator-messages/fields.ts';
import {
  judgeMessage,
  type MessageContext,
  type OperatorMessage,
  type PreparedRule,
  prepareRules,
  type TakenMessage,
} from '../models/messages/operator-messages/rules.ts';
import {
  type ProvisioningDocument,
  readProvisioningXml,
} from '../models/messages/provisioning/provisioning-document.ts';
import { dateTime } from '../models/messages/provisioning/simple-types.ts';
import { largestFile } from '../models/messages/provisioning/xml-tree.ts';
import { formatBytes, formatCount, type ListSection } from '../report/index.ts';
import { readSize, readSmallFile, Unreadable } from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';
import { printForPeople, printJson } from './output.ts';

export interface MessageOptions {
  from?: string;
  ussd?: boolean;
  cdma?: boolean;
  class?: 0 | 1 | 2 | 3;
  at?: string;
  limit?: string;
  json?: boolean;
}

export async function message(file: string, text: string, options: MessageOptions): Promise<ExitCode> {
  const document = documentIn(file);
  const rules = prepareRules(document.mbnProfiles?.messages?.rules ?? []);
  const received = messageOf(text, options);
  const context = contextOf(document, options);
  const explained = explainMessage(rules, received, context);
  askForTime(rules, received, context, explained);
  if (options.json === true) printJson('mpsim.message/1', asData(file, rules, received, context, explained));
  else printForPeople(inWords(rules, context, explained));
  return exit.fine;
}

/* ---- What was said ---- */

function documentIn(file: string): ProvisioningDocument {
  const read = readProvisioningXml(textOf(file));
  if (read.ok) return read.document;
  const place = read.place === undefined ? '' : `:${read.place.line}:${read.place.column}`;
  throw new UsageError(`${file}${place}: ${read.reason}`);
}

function textOf(file: string): string {
  try {
    const most = { bytes: largestFile, inWords: `a provisioning file has at most ${largestFile}` };
    return new TextDecoder('utf-8', { fatal: true }).decode(readSmallFile(file, most));
  } catch (problem) {
    if (problem instanceof Unreadable) throw new UsageError(`${file}: ${problem.message}`);
    if (problem instanceof TypeError) throw new UsageError(`${file}: This is not UTF-8.`);
    throw problem;
  }
}

function messageOf(text: string, { from, ussd, cdma, class: messageClass }: MessageOptions): OperatorMessage {
  if (ussd === true) {
    const ofSms = [
      ['--from', from],
      ['--class', messageClass],
      ['--cdma', cdma],
    ].find(([, value]) => value !== undefined);
    if (ofSms !== undefined)
      throw new UsageError(`${ofSms[0]} is of SMS; a USSD text has none. Leave out it or --ussd.`);
    return { bearer: 'ussd', text };
  }
  if (from === undefined)
    throw new UsageError('Who sent the SMS? Add for example `--from +15550100`, or `--ussd` when it came by USSD.');
  return {
    bearer: 'sms',
    network: cdma === true ? 'cdma' : 'gsm',
    sender: from,
    ...(messageClass !== undefined && { messageClass }),
    text,
  };
}

function contextOf(document: ProvisioningDocument, { at, limit }: MessageOptions): MessageContext {
  const now_ms = at === undefined ? undefined : timeOf(at);
  const planLimit_bytes = limit === undefined ? planLimitIn(document) : sizeOf(limit);
  return { ...(now_ms !== undefined && { now_ms }), ...(planLimit_bytes !== undefined && { planLimit_bytes }) };
}

function timeOf(text: string): number {
  const parts = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  const [, day, time = '00:00', seconds = ':00', zone = 'Z'] = parts ?? [];
  const read = dateTime.read(day === undefined ? text : `${day}T${time}${seconds}${zone}`);
  if (!read.ok) throw new UsageError(`--at ${text}: Expected a date and time such as 2024-03-05 18:40 (UTC).`);
  return read.value;
}

function sizeOf(text: string): number {
  try {
    return readSize(text);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    throw new UsageError(`--limit ${text}: ${problem.message}`);
  }
}

const megabyte = 1_000_000;

/** Of the plan that the file's profile uses, or else of its only plan. */
function planLimitIn({ mbnProfiles, plans }: ProvisioningDocument): number | undefined {
  const all = plans?.plans ?? [];
  const used = mbnProfiles?.defaultProfile?.associatedPlan;
  const plan = all.find(({ name }) => name === used) ?? (all.length === 1 ? all[0] : undefined);
  const limit = plan?.description?.dataLimitInMegabytes;
  return limit === undefined ? undefined : limit * megabyte;
}

/** A year is inferred from the time of receipt, and today's is none: the same line gives the same answer next year. */
function askForTime(
  rules: readonly PreparedRule[],
  received: OperatorMessage,
  context: MessageContext,
  { verdict }: ExplainedMessage,
): void {
  if (context.now_ms !== undefined || !verdict.taken) return;
  const stamp = stampIn(verdict);
  if (stamp === undefined || stamp.value !== undefined) return;
  const later = judgeMessage(rules, received, { ...context, now_ms: Date.UTC(9_999, 11, 31) });
  if (later.taken && stampIn(later)?.value !== undefined)
    throw new UsageError(
      `${stamp.problem}. Say when the message was received, for example \`--at '2024-03-05 18:40'\`.`,
    );
}

const stampIn = ({ fields }: TakenMessage): ReadField | undefined =>
  fields.find(({ field }) => field === 'usageTimestamp');

/* ---- For people ---- */

const typeNames = ['GSM SMS', 'CDMA SMS', 'USSD'] as const;

function inWords(
  rules: readonly PreparedRule[],
  context: MessageContext,
  { verdict, overlapping, missed }: ExplainedMessage,
): ListSection[] {
  if (rules.length === 0)
    return [
      { rows: [['RULE', 'The file has no message rules, so every message is public: it goes to SMS apps only.']] },
    ];
  if (!verdict.taken)
    return [
      { rows: [['RULE', `None of ${rules.length} takes it, so it is public: it goes to SMS apps only.`]] },
      { heading: 'WHY NOT, NEAREST FIRST', rows: missed.flatMap(missedRows) },
    ];
  const { rule, type, isPublic, fields } = verdict;
  const also = overlapping.map(one => nameOf(one)).join(', ');
  return [
    {
      rows: [
        ['RULE', `${nameOf(rule)}, of ${rules.length}`],
        ['Event', `private, type ${type} (${typeNames[type]}), for the operator's app`],
        ['Public', isPublic ? 'yes: SMS apps see it too (Silent="false")' : 'no: the rule is silent'],
        ...(also === '' ? [] : [['Overlap', `would take it too, but stands behind: ${also}`] as const]),
      ],
    },
    ...(fields.length === 0 ? [] : [{ heading: 'FIELDS AS READ', rows: fields.map(fieldRow) }]),
    ...(fields.length === 0 ? [] : [{ heading: 'RESULT', rows: resultRows(verdict, context) }]),
  ];
}

const nameOf = ({ index, rule }: PreparedRule): string => `${index + 1}${rule.ruleId ? ` (${rule.ruleId})` : ''}`;

const missedRows = ({ rule, reasons }: MissedRule): (readonly [string, string])[] =>
  reasons.map(({ about, reason }, i) => [`${i === 0 ? `rule ${nameOf(rule)}` : ''}`, `${about}: ${reason}`]);

function fieldRow({ field, text, unitText, value, problem, note }: ReadField): readonly [string, string] {
  const caught = [text, unitText].filter(one => one !== undefined).map(one => `"${one}"`);
  const read = value === undefined ? [] : [valueInWords(field, value)];
  const remarks = [...(problem === undefined ? [] : [`NOT USED: ${problem}`]), ...(note === undefined ? [] : [note])];
  const arrow = caught.length > 0 && read.length > 0 ? ' → ' : '';
  return [
    elementOf(field),
    [`${caught.join(' ')}${arrow}${read.join('')}`, ...remarks].filter(one => one !== '').join('; '),
  ];
}

/** As the file writes it. */
const elementOf = (field: FieldName): string => `${field[0]!.toUpperCase()}${field.slice(1)}`;

function valueInWords(field: FieldName, value: number | boolean | string): string {
  if (typeof value !== 'number') return String(value);
  if (field === 'usageTimestamp') return momentInWords(value);
  return field.endsWith('Bandwidth') ? formatCount(value) : bytesInWords(value);
}

const momentInWords = (at_ms: number): string => new Date(at_ms).toISOString().replace('.000Z', 'Z');
const bytesInWords = (bytes: number): string => `${digitsInGroups(bytes)} B (${formatBytes(bytes)})`;
const digitsInGroups = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

function resultRows(verdict: TakenMessage, context: MessageContext): (readonly [string, string])[] {
  const { usage_bytes, usageTimestamp_ms, limit_bytes, ...others } = verdict.update;
  const limit = limit_bytes ?? context.planLimit_bytes;
  const share = shareOf(verdict, context);
  const rows: (readonly [string, string])[] = [];
  if (usage_bytes !== undefined)
    rows.push([
      'Usage',
      `${bytesInWords(usage_bytes)}${share === undefined ? '' : `, ${percent(share)} of the limit`}`,
    ]);
  if (usageTimestamp_ms !== undefined) rows.push(['Counted at', momentInWords(usageTimestamp_ms)]);
  if (limit !== undefined)
    rows.push(['Limit', `${bytesInWords(limit)}, ${limit_bytes === undefined ? "the plan's" : 'from the text'}`]);
  for (const [name, value] of Object.entries(others)) rows.push([elementOf(name as FieldName), String(value)]);
  return rows.length > 0 ? rows : [['Nothing', 'no field could be read']];
}

function shareOf({ update }: TakenMessage, { planLimit_bytes }: MessageContext): number | undefined {
  const limit = update.limit_bytes ?? planLimit_bytes;
  return update.usage_bytes === undefined || limit === undefined || limit === 0
    ? undefined
    : update.usage_bytes / limit;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/* ---- For programs ---- */

function asData(
  file: string,
  rules: readonly PreparedRule[],
  { bearer, network, sender, messageClass, text }: OperatorMessage,
  context: MessageContext,
  { verdict, overlapping, missed }: ExplainedMessage,
) {
  const named = ({ index, rule }: PreparedRule) => ({
    rule: index + 1,
    ...(rule.ruleId !== undefined && { ruleId: rule.ruleId }),
  });
  const about = {
    file,
    rules: rules.length,
    message: { bearer, network, sender, class: messageClass, text },
    ...(context.now_ms !== undefined && { receivedAt: momentInWords(context.now_ms) }),
    ...(context.planLimit_bytes !== undefined && { planLimit_bytes: context.planLimit_bytes }),
    taken: verdict.taken,
    public: verdict.isPublic,
  };
  if (!verdict.taken) return { ...about, missed: missed.map(({ rule, reasons }) => ({ ...named(rule), reasons })) };
  const { usageTimestamp_ms, ...update } = verdict.update;
  return {
    ...about,
    ...named(verdict.rule),
    event: { type: verdict.type, name: typeNames[verdict.type] },
    fields: verdict.fields.map(fieldAsData),
    result: {
      ...update,
      ...(usageTimestamp_ms !== undefined && { usageTimestamp: momentInWords(usageTimestamp_ms) }),
      ...(shareOf(verdict, context) !== undefined && { shareOfLimit: shareOf(verdict, context) }),
    },
    overlapping: overlapping.map(named),
  };
}

const fieldAsData = ({ field, value, ...read }: ReadField) => ({
  field: elementOf(field),
  ...(value !== undefined && {
    value: field === 'usageTimestamp' && typeof value === 'number' ? momentInWords(value) : value,
  }),
  ...read,
});
