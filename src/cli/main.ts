#!/usr/bin/env node
/** mpsim: reads the command line, calls one function, and ends with its exit code. What can be said is in program.ts. */
import { call } from './call.ts';

// Whoever reads our output may stop reading, as `head` does; that is no mistake.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem;
  });
}
process.exitCode = await call(process.argv);
