/** `mpsim schema`: the JSON Schema of the scenario language, on stdout or in a file. */
import { writeFileSync } from 'node:fs';
import { jsonSchema } from '../scenarios/index.ts';
import { type ExitCode, exit } from './exit.ts';

export function schema({ out }: { out?: string }): ExitCode {
  const text = `${JSON.stringify(jsonSchema(), undefined, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else {
    writeFileSync(out, text);
    process.stderr.write(
      `Wrote ${out}. A scenario beside it whose first line is \`# yaml-language-server: $schema=./NAME\` uses it.\n`,
    );
  }
  return exit.fine;
}
