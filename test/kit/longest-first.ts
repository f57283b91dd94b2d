/**
 * Files that take long are begun first, so that none of them ends alone while the other processors have nothing to do. The
 * rest go by their size, largest first.
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest of them, longest first. */
const long = [
  'test/determinism.test.ts',
  'test/docs.test.ts',
  'test/house.test.ts',
  'test/models/coverage.test.ts',
  'test/experiments/executors/killed.test.ts',
  'test/models/determinism.test.ts',
  'test/cli/mistakes.test.ts',
  'test/models/laws.test.ts',
  'test/experiments/estimate.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex(file => moduleId.endsWith(`/${file}`));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
