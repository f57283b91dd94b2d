/** What the mobile operator runs. */
import type { System } from './system.ts';

export const systemsOfOperator: readonly System[] = [
  {
    name: 'Mobile operator web portal',
    named: {
      plans: 'Functional overview, component table',
      architecture: 'Mobile Operator Web Portal',
    },
    source: 'mobile-plans-web-portal.md',
    models: ['mobile operator web portal'],
    files: [
      'operator/portal-page.ts',
      'operator/portal-session.ts',
      'people/portal-walk.ts',
      'people/portal-page-visit.ts',
    ],
    lacks: 'sells one plan to each group; shows no account',
  },
  {
    name: 'Mobile operator API',
    named: {
      plans: 'Functional overview, component table',
      architecture: 'Mobile Operator API',
    },
    source: 'mobile-plans-account-management.md',
    models: ['mobile operator API', 'cached balances'],
    files: ['operator/operator-orders.ts', 'messages/mobile-operator-api-messages.ts'],
    lacks: 'an order is accepted, and nothing more comes of it there',
  },
  {
    name: 'SM-DP+',
    named: {
      plans: 'Functional overview, component table',
      architecture: 'Mobile Operator SM-DP+',
    },
    source: 'mobile-plans-service-configuration.md',
    models: ['SM-DP+', 'profile stock'],
    files: ['operator/smdp-profile.ts', 'operator/es9-refusals.ts', 'messages/es9-plus.ts'],
  },
  {
    name: 'Mobile network',
    named: {
      plans: 'Functional overview, step 6',
      architecture: 'Functional overview, step 6',
      broadband: 'Plan purchase',
    },
    source: 'ndis-status-wwan-register-state.md',
    models: ['mobile network'],
    lacks: 'no cells; one network abroad, which lets everybody roam',
  },
  {
    name: 'Billing and back end',
    named: { broadband: 'Plan purchase' },
    source: 'plan-purchase.md',
    models: ['billing', 'customer account', 'operator back end', 'usage query', 'usage warnings', 'roaming charging'],
    files: ['operator/ledger.ts', 'operator/back-end-tiers.ts'],
    lacks: 'one tariff for all countries abroad',
  },
  {
    name: 'Subscription',
    named: { plans: 'Introduction', broadband: 'Plan purchase' },
    source: 'mobile-plans-account-management.md',
    models: ['subscription'],
    files: [
      'operator/line-plan.ts',
      'operator/line-charging.ts',
      'operator/line-end.ts',
      'operator/balance.ts',
      'operator/plan-time.ts',
    ],
  },
  {
    name: 'Other devices of a line',
    named: { broadband: 'Local data counters' },
    source: 'overview-of-mobile-broadband.md',
    models: ['other devices'],
    lacks: 'no modem and no coverage of their own',
  },
  {
    name: 'Entitlement server',
    named: { broadband: 'Internet sharing' },
    source: 'creating-and-configuring-internet-sharing-experiences.md',
    models: ['entitlement server'],
  },
  {
    name: 'Mobile operator web site',
    named: { broadband: 'Plan purchase' },
    source: 'provisioning-windows-using-a-website.md',
    models: ['mobile operator web site'],
    lacks: 'sells one plan',
  },
  {
    name: 'Walled garden',
    named: { plans: 'Introduction', broadband: 'Plan purchase' },
    source: 'mobile-plans-walled-garden.md',
    models: ['internet probe', 'mobile network'],
    files: ['walled-garden.ts', 'walled-garden-hosts.ts'],
    lacks: 'hosts by name; no addresses, no DNS',
  },
  {
    name: 'AAA server and home location register',
    named: { broadband: 'Wi-Fi hotspot authentication' },
    source: 'account-provisioning.md',
    models: ['AAA server', 'home location register'],
    lacks: 'keys and vectors are not computed',
  },
];
