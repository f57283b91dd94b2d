/**
 * Laws of a world: what must hold whenever it is looked at. A broken law stops the run and names itself.
 */
export interface Invariant<World> {
  name: string;
  /** What would go unnoticed without it. */
  why: string;
  /** What is wrong, in words; undefined while the law holds. */
  broken(world: World): string | undefined;
}

/** A law was broken: at `moment`, as `what` says. */
export interface Breach {
  law: string;
  what: string;
  at: string;
}

/** Looks at every law once and answers the breaches. */
export function breaches<World>(laws: readonly Invariant<World>[], world: World, at: string): Breach[] {
  return laws.flatMap(law => {
    const what = law.broken(world);
    return what === undefined ? [] : [{ law: law.name, what, at }];
  });
}
