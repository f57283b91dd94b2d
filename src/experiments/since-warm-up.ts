/** What has come together since the warm-up, of something that only grows. */
import type { World } from '../models/index.ts';

/** @param read  what it has come to since the run began, at the moment */
export function sinceWarmUp(world: World, read: () => number): () => number {
  let before = 0;
  world.whenWarm(() => {
    before = read();
  });
  return () => read() - before;
}
