/** From an operator as people write it to the settings that the models compute with. */
import type {
  ApiSettings,
  GatewaySettings,
  MessageSettings,
  OperatorSettings,
  PlanSettings,
  ProviderFacts,
  StockSettings,
} from '../models/settings.ts';
import { days, type Microseconds } from '../sim/index.ts';
import { backEndSettings } from './back-end-settings.ts';
import { contextRejectsOf, deviceSideOf } from './device-settings.ts';
import { hotspotOfferSettings } from './hotspot-settings.ts';
import { roamingTariff } from './metered-settings.ts';
import { portalSettings } from './portal-settings.ts';
import type { Operator } from './schema/scenario.ts';
import { sharesOf } from './shares.ts';
import { operatorContextSettings, operatorSharingSettings } from './sharing-settings.ts';
import { type RunClock, timeOf } from './timeline.ts';
import { type Raw, rawAt } from './yaml-document.ts';

/** Host of one of its systems, for an operator that does not name it. */
export const usualHost = (operator: string, role: 'mobileplans' | 'api' | 'smdp' | 'smds' | 'account'): string =>
  `${role}.${operator.toLowerCase()}.example`;

/** @param raw  the operator as the file writes it */
export function operatorSettings(
  name: string,
  operator: Operator,
  { provider, clock, raw }: { provider: ProviderFacts; clock: RunClock; raw: Raw | undefined },
): OperatorSettings {
  const { configuration, plan, plans, portal, smdp, network, provisioning, api, billing } = operator;
  const { gateway, walledGarden, stock, smds, accountPage } = operator;
  return {
    name,
    configuration,
    provider,
    plan: planSettings(plan.name, plan),
    otherPlans: Object.entries(plans ?? {}).map(([key, other]) => planSettings(other.name ?? key, other)),
    portal: portalSettings(
      portal,
      raw === undefined ? undefined : rawAt(raw, ['portal']),
      usualHost(name, 'mobileplans'),
    ),
    gateway: gatewaySettings(gateway),
    walledGarden: { missing: walledGarden.missing ?? [], added: walledGarden.added ?? [] },
    stock: stock && stockSettings(stock, clock),
    backEnd: backEndSettings(operator, raw),
    smdp: {
      ...smdp,
      host: smdp.host ?? usualHost(name, 'smdp'),
      refuses: Object.entries(smdp.refuses).map(([code, share]) => ({ code, share })),
      profileReady: provisioning.profileReady,
    },
    smds: {
      ...smds,
      host: smds.host ?? usualHost(name, 'smds'),
      refuses: Object.entries(smds.refuses).map(([code, share]) => ({ code, share })),
    },
    accountPage,
    network: {
      ...network,
      networkReady: provisioning.networkReady,
      backEndFails: provisioning.fails,
      contextRejects: contextRejectsOf(network),
    },
    ...deviceSideOf(operator, usualHost(name, 'account')),
    api: apiSettings(api, usualHost(name, 'api')),
    billing,
    messages: operator.messages && messageSettings(operator.messages),
    sharing: operatorSharingSettings(operator),
    contexts: operatorContextSettings(operator),
    ...(operator.hotspots === undefined ? {} : { hotspots: hotspotOfferSettings(name, operator) }),
    roaming: roamingTariff(operator),
  };
}

const messageSettings = ({ warnings, ...rest }: NonNullable<Operator['messages']>): MessageSettings => ({
  ...rest,
  warnings: { by: warnings.by, at: (warnings.at ?? usualWarnings).toSorted((a, b) => a - b) },
});

/** Assumption: operators write when four fifths of a plan are used, and when all of it is. */
const usualWarnings = [0.8, 1];

function planSettings(name: string, plan: Omit<Operator['plan'], 'name'>): PlanSettings {
  const { data, lasts, price, postpaid, endsAt, overage, costs, maxTransfer, securityUpdatesExempt } = plan;
  return {
    name,
    data,
    lasts,
    price: price.amount,
    currency: price.currency,
    postpaid,
    endsAt,
    costs,
    maxTransfer,
    securityUpdatesExempt,
    overage: overage && { per: overage.per, price: overage.price.amount },
  };
}

/** Without templates, the standard page for everybody. */
function gatewaySettings({ templates, offersFail, unknownTemplate }: Operator['gateway']): GatewaySettings {
  const shares = sharesOf(Object.fromEntries(Object.entries(templates ?? {}).map(([id, { share }]) => [id, share])));
  return {
    templates:
      templates === undefined
        ? [{ id: '0', share: 1, leaves: 0 }]
        : Object.entries(templates).map(([id, { leaves }]) => ({ id, share: shares.get(id) ?? 0, leaves })),
    offersFail,
    unknownTemplate,
  };
}

/** The first delivery comes at its time of day after the start of the run, on the clock of the run; or after one stretch. */
function stockSettings({ profiles, restock }: NonNullable<Operator['stock']>, clock: RunClock): StockSettings {
  if (restock === undefined) return { profiles, restock: undefined };
  const { profiles: more, every, at } = restock;
  return { profiles, restock: { profiles: more, first: at === undefined ? every : firstAt(at, clock), every } };
}

function firstAt(at: { hour: number; minute: number }, clock: RunClock): Microseconds {
  for (let day = 1; day <= 3; day += 1) {
    const first = timeOf({ kind: 'clock', day, isDayWritten: true, ...at }, clock);
    if (first !== undefined && first > 0) return first;
  }
  return days(1);
}

function apiSettings(api: Operator['api'], usual: string): ApiSettings {
  const { paths: _, afterClientTimeout: __, host = usual, clientTimeout, ...rest } = api;
  return { ...rest, host, clientTimeout };
}
