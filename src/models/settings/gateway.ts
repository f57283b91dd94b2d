/** Settings of the page of the Mobile Plans app from which the portal of an operator is opened. */

/** The gateway page of the app for one operator. */
export interface GatewayTemplate {
  /** As GetOffers names it: `0` is the standard page. */
  id: string;
  /** Share of SIMs to which the operator offers it. */
  share: number;
  /** Share of people who leave here without pressing Continue. */
  leaves: number;
}

export interface GatewaySettings {
  templates: readonly GatewayTemplate[];
  /** Share of GetOffers requests that end in HTTP 500; the app then shows the standard page. */
  offersFail: number;
  /** Share of answers that name a template that does not exist. */
  unknownTemplate: number;
}
