/** Who says so: the documents that defaults come from, by the short keys that `docs/sources.md` explains. */

export const documents = {
  AF: 'mobile-plans-asynchronous-fulfillment.md',
  AM: 'mobile-plans-account-management.md',
  AP: 'account-provisioning.md',
  AX: 'mobile-plans-appendix.md',
  CB: 'mobile-plans-callback-notifications.md',
  CM: 'understanding-and-configuring-windows-connection-manager.md',
  CS: 'desktop-cosa-database-settings.md',
  DC: 'mb-data-connectivity.md',
  DG: 'developer-guide-for-creating-service-metadata.md',
  EH: 'mobile-plans-eSIM-error-handling.md',
  EM: 'esim-management-on-windows-for-mobile-operators-and-oems.md',
  ES: 'mb-esim-operations.md',
  GW: 'mobile-plans-gateway.md',
  IN: 'mobile-plans-integration.md',
  IS: 'creating-and-configuring-internet-sharing-experiences.md',
  LA: 'mobile-plans-launch.md',
  NT: 'mobile-operator-notification-event-technical-details.md',
  OV: 'overview-of-mobile-broadband.md',
  PG: 'microsoft-store-payg-integration.md',
  PL: 'plan-purchase.md',
  PR: 'mb-miniport-driver-performance-requirements.md',
  SC: 'mobile-plans-service-configuration.md',
  SD: 'sms-device-storage-limits.md',
  SM: 'service-metadata.md',
  WG: 'mobile-plans-walled-garden.md',
  WP: 'mobile-plans-web-portal.md',
  WS: 'provisioning-windows-using-a-website.md',
  XS: 'CarrierControlSchema, element Activation',
  '3G': '3GPP TS 24.301',
} as const;

export interface Origin {
  /** The document and what it says, or why the number was chosen. */
  source: string;
  /** True when no document publishes the number. */
  assumed: boolean;
}

/** A number that a document publishes. */
export const published = (key: keyof typeof documents, what: string): Origin => ({
  source: `[${key}] ${documents[key]}: ${what}`,
  assumed: false,
});

/** A number that nobody published: how it was chosen, and what would change it. */
export const assumed = (why: string): Origin => ({ source: why, assumed: true });

/** A value that says nothing about the world, such as a seed; it has a reason, but nothing rests on it. */
export const convention = (why: string): Origin => ({ source: why, assumed: false });
