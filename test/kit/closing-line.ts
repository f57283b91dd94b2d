import type { Reporter, TestModule } from 'vitest/node';

/** Ends the run with one plain line, `N passed, N failed`, so that any tool can read the outcome. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()]);
    const count = (state: string) => tests.filter(test => test.result().state === state).length;
    const brokenFiles = modules.filter(module => module.state() === 'failed' && module.errors().length > 0).length;
    const skipped = count('skipped');
    const line = `${count('passed')} passed, ${count('failed') + brokenFiles + errors.length} failed`;
    console.log(skipped > 0 ? `${line}, ${skipped} skipped` : line);
  }
}
