/**
 * The commands of a page and what they print. A fenced `sh` block holds commands, one a line; `# exits with 2` behind one
 * says that it does not end well on purpose. A `text` block right after it holds what they print, messages first, and is
 * refreshed by `npm run docs`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, type Sandbox } from './sandbox.ts';

export interface Command {
  line: string;
  exitCode: number;
}

/** Commands that are not run, because they would install, test, measure or write this very checkout. */
const notRun = new Set(['npm ci && npm test', 'npm run check', 'npm run docs', 'npm run bench', 'npm run coverage']);

const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };

/** Commands that install as well, and the part of them that is run. */
const runInstead = new Map([['npm ci && npm start', scripts.start]]);

/** Every command of a page that is run, in order. */
export function commandsOf(markdown: string): Command[] {
  return [...markdown.matchAll(/^```sh\n(?<commands>[\s\S]*?)^```$/gm)].flatMap(({ groups }) =>
    readCommands(groups!.commands!),
  );
}

/** The page with what its commands print now. */
export function withPrinted(markdown: string, sandbox: Sandbox): string {
  return markdown.replace(
    /(?<block>^```sh\n(?<commands>(?:(?!```).*\n)*)```\n+```text\n)(?<printed>[\s\S]*?)^```$/gm,
    (_, block: string, commands: string) => {
      const outcomes = readCommands(commands).map(({ line }) => sandbox.run(line));
      return `${block}${outcomes.map(({ stdout, stderr }) => stderr + stdout).join('')}\`\`\``;
    },
  );
}

/** The commands of a block of lines. */
export function readCommands(block: string): Command[] {
  return block.split('\n').flatMap(written => {
    const [line, remark = ''] = written.split(/\s+#\s+/);
    if (line === '' || notRun.has(line!)) return [];
    return [{ line: runInstead.get(line!) ?? line!, exitCode: Number(/exits with (\d+)/.exec(remark)?.[1] ?? 0) }];
  });
}
