/** The door of the sweep. */
export { ascending, axisName } from './axis.ts';
export { checkNames } from './drawn.ts';
export { checkGrid, type GridPoint, gridOf } from './grid.ts';
export { type SweepRequest, type Swept, sweep } from './sweep.ts';
export {
  type Curve,
  type MeanAtPoint,
  type SweepAxis,
  type SweepResult,
  type SweptClaim,
  type SweptNumber,
  sweepSchema,
} from './sweep-result.ts';
export { sweepTable } from './table.ts';
