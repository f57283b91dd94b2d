/** The outline of a scenario is what the whole scenario says of itself. */
import { expect, it } from 'vitest';
import { bundledFile, bundledNames } from '../../src/cli/bundled.ts';
import { loadScenario, outlineOf } from '../../src/scenarios/index.ts';

it.each(bundledNames())('of %s has its title, its question and its variants', name => {
  const { title, question, variants } = loadScenario(bundledFile(name));
  expect(outlineOf(bundledFile(name))).toEqual({ title, question, variants });
});
