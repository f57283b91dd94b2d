/**
 * How a run is watched and stopped while it holds the thread.
 */
import type { World } from '../models/index.ts';

/**
 * Told now and then how far a run is; false interrupts it. The run goes on only when the answer is there, so a promise
 * gives signals a chance to be heard.
 *
 * @param done    the share of the simulated time that is over, 0 to 1
 * @param events  handled so far
 */
export type Progress = (done: number, events: number) => boolean | Promise<boolean>;

/** Runs a world to its horizon and ends it there, or where `progress` says no. Answers whether the horizon was reached. */
export async function runWorld(world: World, progress: Progress = () => true): Promise<boolean> {
  const { simulation, horizon } = world;
  let goesOn = true;
  while (goesOn && !world.advance(() => false)) goesOn = await progress(simulation.now / horizon, simulation.events);
  world.end();
  return goesOn;
}
