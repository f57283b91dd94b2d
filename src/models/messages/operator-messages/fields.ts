/**
 * What a rule reads from the groups that its pattern caught, and what that says of plan and usage.
 *
 *     UsagePercentage  percentage × limit          UsageOverage            limit + overage
 *     Usage            as it stands                UsageOveragePercentage  limit + percentage × limit
 *
 * Source: Microsoft Learn, "WWAN schema" (Fields, Usage, UsagePercentage, UsageOverage, UsageOveragePercentage, DataLimit).
 * Assumption: the plan's limit counts where the text names none; a usage whose time stamp or limit is missing is not set;
 * bandwidths are bits per second when the rule's units make them so.
 */
import { type Parsed, parsed, unreadable } from '../../identifiers.ts';
import type { MessageRule } from '../provisioning/message-rules.ts';
import type { UnixMilliseconds } from '../provisioning/simple-types.ts';
import { amountOf, asNumber, unitOf } from './amounts.ts';
import { type ExactNumber, inWords, readNumber, timesWhole, trimmed } from './exact-number.ts';
import type { MessageContext, PreparedRule } from './rules.ts';
import { readTimestamp, wordsOf } from './timestamps.ts';

type Fields = NonNullable<MessageRule['fields']>;
export type FieldName = keyof Fields;
type NumberField = NonNullable<Fields['dataLimit']>;
type BooleanField = NonNullable<Fields['congested']>;
type PlanTypeField = NonNullable<Fields['planType']>;
export type PlanType = NonNullable<PlanTypeField['default']>;

/** One field: what was caught, what it says, and what stands against it. */
export interface ReadField {
  readonly field: FieldName;
  readonly text?: string;
  readonly unitText?: string;
  /** Bytes, percent as written, ms since 1970, a truth or a plan type; absent when it could not be read. */
  readonly value?: number | boolean | string;
  /** Why there is no value, or why it is not used. */
  readonly problem?: string;
  /** What was assumed to read it. */
  readonly note?: string;
}

/** What the message changes; what it does not say is absent. */
export interface MessageUpdate {
  readonly usage_bytes?: number;
  /** When the operator counted; there is no usage without it. */
  readonly usageTimestamp_ms?: UnixMilliseconds;
  /** The limit that the text names; not the plan's. */
  readonly limit_bytes?: number;
  readonly overDataLimit?: boolean;
  readonly congested?: boolean;
  readonly inboundBandwidth?: number;
  readonly outboundBandwidth?: number;
  readonly planType?: PlanType;
  readonly refreshProvisioning?: boolean;
  readonly activationComplete?: boolean;
}

export interface FieldsRead {
  readonly fields: readonly ReadField[];
  readonly update: MessageUpdate;
}

type Groups = readonly (string | undefined)[];
type Writable<Record> = { -readonly [K in keyof Record]: Record[K] };

const nothing: FieldsRead = { fields: [], update: {} };

export function readFields(rule: PreparedRule, groups: Groups, context: MessageContext): FieldsRead {
  const named = rule.rule.fields;
  return named === undefined ? nothing : new FieldReader(rule, named, groups, context).read();
}

class FieldReader {
  private readonly fields: ReadField[] = [];
  private readonly update: Writable<MessageUpdate> = {};
  private readonly rule: PreparedRule;
  private readonly named: Fields;
  private readonly groups: Groups;
  private readonly context: MessageContext;

  constructor(rule: PreparedRule, named: Fields, groups: Groups, context: MessageContext) {
    this.rule = rule;
    this.named = named;
    this.groups = groups;
    this.context = context;
  }

  read(): FieldsRead {
    const { update, named } = this;
    put(update, 'limit_bytes', this.amount('dataLimit', named.dataLimit));
    const at_ms = this.timestamp();
    const usage = this.usage(at_ms === undefined ? 'its time stamp is missing, so no usage is set' : undefined);
    if (usage !== undefined && at_ms !== undefined) {
      update.usage_bytes = usage;
      update.usageTimestamp_ms = at_ms;
    }
    put(update, 'inboundBandwidth', this.amount('inboundBandwidth', named.inboundBandwidth));
    put(update, 'outboundBandwidth', this.amount('outboundBandwidth', named.outboundBandwidth));
    for (const flag of ['overDataLimit', 'congested', 'refreshProvisioning', 'activationComplete'] as const)
      put(update, flag, this.truth(flag, named[flag]));
    put(update, 'planType', this.planType(named.planType));
    return { fields: this.fields, update };
  }

  /** Notes a field, with what its groups caught, and gives its value on. */
  private note<Value extends number | boolean | string>(
    field: FieldName,
    { group, unitGroup }: { group?: number; unitGroup?: number },
    read: Parsed<Value>,
    remark: { note?: string | undefined; problem?: string | undefined } = {},
  ): Value | undefined {
    const [text, unitText] = [group, unitGroup].map(one => (one === undefined ? undefined : this.groups[one]));
    const problem = read.ok ? remark.problem : read.reason;
    this.fields.push({
      field,
      ...(text !== undefined && { text }),
      ...(unitText !== undefined && { unitText }),
      ...(read.ok && { value: read.value }),
      ...(problem !== undefined && { problem }),
      ...(remark.note !== undefined && { note: remark.note }),
    });
    return read.ok ? read.value : undefined;
  }

  private caught(group: number): Parsed<string> {
    const text = this.groups[group];
    return text === undefined ? unreadable(`group ${group} caught nothing`) : parsed(text);
  }

  private number(group: number): Parsed<ExactNumber> {
    const text = this.caught(group);
    return text.ok ? readNumber(text.value, this.rule.signs) : text;
  }

  /** A number times its unit. */
  private amountRead({ group, unitGroup, defaultUnit }: NumberField): { read: Parsed<number>; note?: string } {
    const number = this.number(group);
    if (!number.ok) return { read: number };
    if (unitGroup === undefined) return { read: amountOf(number.value, defaultUnit) };
    const { unit, ...note } = unitOf(this.groups[unitGroup], this.rule.units, defaultUnit);
    return { read: amountOf(number.value, unit), ...note };
  }

  private amount(name: FieldName, field: NumberField | undefined): number | undefined {
    if (field === undefined) return undefined;
    const { read, note } = this.amountRead(field);
    return this.note(name, field, read, { note });
  }

  private timestamp(): UnixMilliseconds | undefined {
    const field = this.named.usageTimestamp;
    const format = this.rule.timestamp;
    if (field === undefined || format === undefined) return undefined;
    const text = this.caught(field.group);
    const read = text.ok ? readTimestamp(text.value, format, this.context.now_ms) : text;
    if (!read.ok) {
      this.note('usageTimestamp', field, read);
      return undefined;
    }
    return this.note('usageTimestamp', field, parsed(read.value.at_ms), { note: read.value.note });
  }

  /* ---- The usage, from one of four fields ---- */

  /** @param unused  why the usage will not be used, if so */
  private usage(unused: string | undefined): number | undefined {
    const { usage, usagePercentage, usageOverage, usageOveragePercentage } = this.named;
    if (usage !== undefined) {
      const { read, note } = this.amountRead(usage);
      return this.note('usage', usage, read, { note, problem: unused });
    }
    if (usagePercentage !== undefined) return this.ofLimit('usagePercentage', usagePercentage, 0n, unused);
    if (usageOveragePercentage !== undefined)
      return this.ofLimit('usageOveragePercentage', usageOveragePercentage, 1n, unused);
    return usageOverage === undefined ? undefined : this.overLimit(usageOverage, unused);
  }

  /** The limit that counts. Both places may be without one. */
  private limit(): Parsed<{ limit: bigint; note: string | undefined }> {
    const fromText = this.update.limit_bytes;
    const fromPlan = this.context.planLimit_bytes;
    if (fromText !== undefined) return parsed({ limit: BigInt(fromText), note: undefined });
    if (fromPlan === undefined)
      return unreadable('neither the text nor the plan names a limit, so no usage can be inferred');
    return parsed({ limit: BigInt(fromPlan), note: "no limit was read from the text, so the plan's counts" });
  }

  /** @param wholes  how many whole limits are used beside the percentage */
  private ofLimit(
    name: 'usagePercentage' | 'usageOveragePercentage',
    field: { readonly group: number },
    wholes: bigint,
    unused: string | undefined,
  ): number | undefined {
    const number = this.number(field.group);
    const limit = this.limit();
    const shown: Parsed<string> = number.ok ? parsed(`${inWords(number.value)} %`) : number;
    const usage =
      number.ok && limit.ok
        ? asNumber(wholes * limit.value.limit + timesWhole(number.value, limit.value.limit, 100n), 'the usage')
        : undefined;
    const problem = !limit.ok ? limit.reason : usage !== undefined && !usage.ok ? usage.reason : unused;
    this.note(name, field, shown, { note: limit.ok ? limit.value.note : undefined, problem });
    return usage?.ok ? usage.value : undefined;
  }

  private overLimit(field: NumberField, unused: string | undefined): number | undefined {
    const { read, note: unitNote } = this.amountRead(field);
    const limit = this.limit();
    const usage = read.ok && limit.ok ? asNumber(limit.value.limit + BigInt(read.value), 'the usage') : undefined;
    const problem = !limit.ok ? limit.reason : usage !== undefined && !usage.ok ? usage.reason : unused;
    const notes = [unitNote, limit.ok ? limit.value.note : undefined].filter(one => one !== undefined);
    this.note('usageOverage', field, read, { note: notes.length > 0 ? notes.join('; ') : undefined, problem });
    return usage?.ok ? usage.value : undefined;
  }

  /* ---- Words ---- */

  private truth(name: FieldName, field: BooleanField | undefined): boolean | undefined {
    if (field === undefined) return undefined;
    const { group, trueToken = '', falseToken = '', default: standard } = field;
    const text = group === undefined ? undefined : this.groups[group];
    const word = text === undefined ? undefined : trimmed(text);
    const isOneOf = (token: string) => word !== undefined && wordsOf(token).includes(word);
    if (isOneOf(trueToken)) return this.note(name, field, parsed(true));
    if (isOneOf(falseToken)) return this.note(name, field, parsed(false));
    const note = group === undefined ? undefined : notAmong(text, `Default ${standard} counts`);
    return this.note(name, field, parsed(standard), { note });
  }

  private planType(field: PlanTypeField | undefined): PlanType | undefined {
    if (field === undefined) return undefined;
    const { group, unrestrictedTokens, fixedTokens, variableTokens, default: standard } = field;
    const text = group === undefined ? undefined : this.groups[group];
    const lists: [PlanType, readonly string[] | undefined][] = [
      ['Unrestricted', unrestrictedTokens],
      ['Fixed', fixedTokens],
      ['Variable', variableTokens],
    ];
    const found = lists.find(([, tokens]) => text !== undefined && tokens?.includes(trimmed(text)))?.[0];
    if (found !== undefined) return this.note('planType', field, parsed(found));
    if (standard === undefined) return this.note('planType', field, unreadable(notAmong(text, 'nothing is set')));
    const note = group === undefined ? undefined : notAmong(text, `Default ${standard} counts`);
    return this.note('planType', field, parsed(standard), { note });
  }
}

const notAmong = (text: string | undefined, then: string): string =>
  `${text === undefined ? 'no text was caught' : `"${text}" is none of the tokens`}, so ${then}`;

function put<Key extends keyof MessageUpdate>(
  update: Writable<MessageUpdate>,
  key: Key,
  value: MessageUpdate[Key] | undefined,
): void {
  if (value !== undefined) update[key] = value;
}
