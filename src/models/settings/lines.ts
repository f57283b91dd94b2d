/** Lines of several kinds in one group. */

/** Shares of the devices of a group by the line that they have at the start; the rest has none. */
export interface LineShares {
  /** With a plan. */
  active: number;
  /** Known to the network, without a plan. */
  warm: number;
  /** A SIM that the network does not know yet. */
  cold: number;
}
