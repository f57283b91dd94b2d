/**
 * Plans: what the subscriber bought and how much of it is used.
 *
 * Source: Microsoft Learn, "Plans schema".
 */
import {
  attribute,
  attributeOr,
  childOr,
  children,
  optional,
  optionalAttribute,
  provided,
  sequence,
  type ValueOf,
} from './element-types.ts';
import { plans as namespace } from './namespaces.ts';
import { boolean, calendarDuration, dateTime, oneWordOf, such, verbatim, whole } from './simple-types.ts';

const longerThanNothing = such(calendarDuration, ({ months, time }) =>
  months === 0 && time === 0 ? 'a billing cycle is longer than PT0S' : undefined,
);

const billingCycle = sequence({
  startDate: attribute('StartDate', dateTime),
  duration: attribute('Duration', longerThanNothing),
  resets: attributeOr('Resets', boolean, true),
});

/** What changes seldom. Bandwidths in kbit/s, volumes in MB. */
const description = sequence({
  planType: attribute('PlanType', oneWordOf('Unrestricted', 'Fixed', 'Variable')),
  billingCycle: optional(namespace, 'BillingCycle', billingCycle),
  dataLimitInMegabytes: optional(namespace, 'DataLimitInMegabytes', whole(1)),
  inboundBandwidthInKbps: optional(namespace, 'InboundBandwidthInKbps', whole(0)),
  outboundBandwidthInKbps: optional(namespace, 'OutboundBandwidthInKbps', whole(0)),
  maxTransferSizeInMegabytes: optional(namespace, 'MaxTransferSizeInMegabytes', whole(1)),
  securityUpdatesExempt: childOr(namespace, 'SecurityUpdatesExempt', boolean, false),
  dataUsageInMobileOperatorNotificationEnabled: childOr(
    namespace,
    'DataUsageInMobileOperatorNotificationEnabled',
    boolean,
    false,
  ),
  userSmsEnabled: childOr(namespace, 'UserSMSEnabled', boolean, true),
});
export type PlanDescription = ValueOf<typeof description>;

/** What changes often: MB used, and when the operator said so. */
const usage = sequence({
  overLimit: optionalAttribute('OverLimit', boolean),
  congested: optionalAttribute('Congested', boolean),
  currentUsage: attribute('CurrentUsage', whole(0)),
  usageTimestamp: attribute('UsageTimestamp', dateTime),
});

const plan = provided(
  sequence({
    name: attribute('Name', verbatim()),
    description: optional(namespace, 'Description', description),
    usage: optional(namespace, 'Usage', usage),
  }),
  ({ description: described, usage: used }) =>
    described === undefined && used === undefined ? 'it holds neither Description nor Usage' : undefined,
);
export type Plan = ValueOf<typeof plan>;

export const planElements = sequence({ plans: children(namespace, 'Plan', plan, 1) });
