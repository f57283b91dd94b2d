/** Shares of a whole by name, one of which may be the rest; what is not named is none of it. */
export function sharesOf(written: Readonly<Record<string, number | 'rest' | undefined>>): ReadonlyMap<string, number> {
  const known = Object.values(written).reduce<number>((sum, share) => sum + (typeof share === 'number' ? share : 0), 0);
  return new Map(
    Object.entries(written).flatMap(([name, share]) =>
      share === undefined ? [] : [[name, share === 'rest' ? Math.max(0, 1 - known) : share] as const],
    ),
  );
}
