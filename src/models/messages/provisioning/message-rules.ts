/**
 * Messages: how Windows finds the operator's own messages among SMS and USSD, and what it reads from them. Here the rules
 * are read and checked; their order in the file is the order in which they are tried.
 *
 * Source: Microsoft Learn, "WWAN schema" (Message, Fields, UsageTimestamp), "Mobile operator notification event technical
 * details". Assumption: where pages and schema file differ the pages win: a usage needs its time stamp, a rule may have an
 * id, a locale may have the form en-US; an omitted ClassZeroOnly is true.
 */
import { compilePattern } from '../operator-messages/pattern.ts';
import { readPattern } from '../operator-messages/pattern-syntax.ts';
import {
  attribute,
  attributeOr,
  child,
  childOr,
  children,
  optional,
  optionalAttribute,
  provided,
  sequence,
  type ValueOf,
} from './element-types.ts';
import { wwan } from './namespaces.ts';
import { boolean, matching, oneWordOf, such, token, verbatim, whole, words } from './simple-types.ts';

/** Characters of a pattern. Assumption: no limit is documented; this is ten times what a message can hold. */
const longestPattern = 1_600;

/** The pattern must run, in time proportional to the message: a reason says what stands against it. */
const pattern = such(verbatim(1, longestPattern), text => {
  const compiled = compilePattern(text);
  return compiled.ok ? undefined : `"${text.slice(0, 60)}" cannot be a pattern: ${compiled.reason}`;
});

const group = whole(1, 99);
const units = ['K', 'M', 'G', 'T', 'Ki', 'Mi', 'Gi', 'Ti'] as const;

const numberField = sequence({
  group: attribute('Group', group),
  unitGroup: optionalAttribute('UnitGroup', group),
  defaultUnit: attributeOr('DefaultUnit', oneWordOf('None', ...units), 'None'),
});

const percentField = sequence({ group: attribute('Group', group) });

const booleanField = sequence({
  group: optionalAttribute('Group', group),
  trueToken: optionalAttribute('TrueToken', token()),
  falseToken: optionalAttribute('FalseToken', token()),
  default: attributeOr('Default', boolean, false),
});

/** The codes that a time stamp may be written with; `#` means without leading zero. */
const timeCode = /%#?([dHImMSyY])|%(p)/g;

const format = such(verbatim(1, 255), text => {
  const unknown = /%#?./.exec(text.replace(timeCode, ''))?.[0];
  if (unknown !== undefined || text.replace(timeCode, '').includes('%'))
    return `"${unknown ?? '%'}" is none of the codes %d %H %I %m %M %S %y %Y %p`;
  const codes = [...text.matchAll(timeCode)].map(found => found[1] ?? found[2]);
  return codes.includes('d') && codes.includes('m') ? undefined : 'a time stamp needs at least day and month';
});

const timestampField = sequence({
  group: attribute('Group', group),
  format: attribute('Format', format),
  amToken: optionalAttribute('AmToken', token()),
  pmToken: optionalAttribute('PmToken', token()),
});

const planTypeField = sequence({
  group: optionalAttribute('Group', group),
  default: optionalAttribute('Default', oneWordOf('Unrestricted', 'Fixed', 'Variable')),
  unrestrictedTokens: optionalAttribute('UnrestrictedTokens', words),
  fixedTokens: optionalAttribute('FixedTokens', words),
  variableTokens: optionalAttribute('VariableTokens', words),
});

const fields = provided(
  sequence(
    {
      usage: optional(wwan, 'Usage', numberField),
      usagePercentage: optional(wwan, 'UsagePercentage', percentField),
      usageTimestamp: optional(wwan, 'UsageTimestamp', timestampField),
      usageOverage: optional(wwan, 'UsageOverage', numberField),
      usageOveragePercentage: optional(wwan, 'UsageOveragePercentage', percentField),
      dataLimit: optional(wwan, 'DataLimit', numberField),
      overDataLimit: optional(wwan, 'OverDataLimit', booleanField),
      congested: optional(wwan, 'Congested', booleanField),
      inboundBandwidth: optional(wwan, 'InboundBandwidth', numberField),
      outboundBandwidth: optional(wwan, 'OutboundBandwidth', numberField),
      planType: optional(wwan, 'PlanType', planTypeField),
      refreshProvisioning: optional(wwan, 'RefreshProvisioning', booleanField),
      activationComplete: optional(wwan, 'ActivationComplete', booleanField),
    },
    'inAnyOrder',
  ),
  ({ usage, usagePercentage, usageOverage, usageOveragePercentage, usageTimestamp }) => {
    const sources = [usage, usagePercentage, usageOverage, usageOveragePercentage].filter(one => one !== undefined);
    if (sources.length > 1) return 'it takes the usage from more than one field';
    if (sources.length === 1 && usageTimestamp === undefined) return 'a usage needs its UsageTimestamp';
    return sources.length === 0 && usageTimestamp !== undefined ? 'a UsageTimestamp needs a usage' : undefined;
  },
);

const smsBearer = sequence({
  sender: optionalAttribute('Sender', token()),
  classZeroOnly: attributeOr('ClassZeroOnly', boolean, true),
});

const locale = matching(/^\w+(?:[_-][\w ]+)?(?:\.\d+)?$/, 'a locale such as en-US or English_United States.1252');

const message = provided(
  sequence({
    ruleId: optionalAttribute('RuleId', verbatim(0, 255)),
    silent: attributeOr('Silent', boolean, true),
    smsBearers: children(wwan, 'SMSBearer', smsBearer),
    ussdBearer: optional(wwan, 'USSDBearer', sequence({})),
    pattern: child(wwan, 'Pattern', pattern),
    locale: childOr(wwan, 'Locale', locale, 'en-US'),
    units: optional(
      wwan,
      'Units',
      sequence({
        k: optionalAttribute('K', words),
        m: optionalAttribute('M', words),
        g: optionalAttribute('G', words),
        t: optionalAttribute('T', words),
        ki: optionalAttribute('Ki', words),
        mi: optionalAttribute('Mi', words),
        gi: optionalAttribute('Gi', words),
        ti: optionalAttribute('Ti', words),
      }),
    ),
    fields: optional(wwan, 'Fields', fields),
  }),
  ({ smsBearers, ussdBearer, pattern: text, fields: read }) => {
    if (smsBearers.length === 0 && ussdBearer === undefined) return 'it lacks SMSBearer or USSDBearer';
    const there = groupsOf(text);
    const wanted = Object.values(read ?? {}).flatMap(groupsNamed);
    const beyond = wanted.find(number => number > there);
    return beyond === undefined ? undefined : `group ${beyond} is named, but the pattern has ${there}`;
  },
);
const groupsOf = (text: string): number => {
  const tree = readPattern(text);
  return tree.ok ? tree.value.groups : 0;
};

export type MessageRule = ValueOf<typeof message>;

const groupsNamed = (field: { group?: number; unitGroup?: number }): number[] =>
  [field.group, field.unitGroup].filter(number => number !== undefined);

export const messages = sequence({ rules: children(wwan, 'Message', message, 1) });
