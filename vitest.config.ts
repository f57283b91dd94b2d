import { defineConfig } from 'vitest/config';
import { builtCode, builtFiles } from './test/kit/built-code.ts';
import { ClosingLine } from './test/kit/closing-line.ts';
import { LongestFirst } from './test/kit/longest-first.ts';

export default defineConfig({
  plugins: [builtCode()],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/kit/generated-cases.ts'],
    reporters: ['default', new ClosingLine()],
    // Only what hangs is ended: what is slow may be slow because the machine has other things to do.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    sequence: { sequencer: LongestFirst },
    server: { deps: { external: [builtFiles] } },
    // As many files at once as there are processors, in processes that go on to the next file with all they have loaded.
    maxWorkers: '100%',
    isolate: false,
    // Much is run once only: machine code made early, and a young generation that holds what one run throws away, save a tenth.
    execArgv: ['--always-sparkplug', '--no-lazy-feedback-allocation', '--max-semi-space-size=64'],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], reporter: ['text-summary', 'html'] },
  },
});
