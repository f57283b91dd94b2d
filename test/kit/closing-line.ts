import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** Lines about states and transitions that have been reached, printed at the end of the run. */
    coverage?: readonly string[];
  }
}

/**
 * Ends the run with what has been reached of the state machines, and one plain line, `N passed, N failed`, so that any tool
 * can read the outcome.
 */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    for (const test of tests) for (const line of test.meta().coverage ?? []) console.log(line);
    const count = (state: string) => tests.filter(test => test.result().state === state).length;
    const brokenFiles = modules.filter(module => module.state() === 'failed' && module.errors().length > 0).length;
    const skipped = count('skipped');
    const line = `${count('passed')} passed, ${count('failed') + brokenFiles + errors.length} failed`;
    console.log(skipped > 0 ? `${line}, ${skipped} skipped` : line);
  }
}
