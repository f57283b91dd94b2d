/**
 * The commands of a page and what they print. A fenced `sh` block holds commands, one a line; `# exits with 2` behind one
 * says that it does not end well on purpose, and `# takes 2 min` that it takes long. A `text` block right after it holds what
 * they print, messages first, and is refreshed by `npm run docs`; the tests run what does not take long.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, type Sandbox } from './sandbox.ts';

export interface Command {
  line: string;
  exitCode: number;
  takesLong: boolean;
}

/** A block of commands, and what the page says that they print. */
export interface Shown {
  commands: Command[];
  printed: string;
}

/** `sh` blocks with a `text` block right after them. */
const shown = /(?<block>^```sh\n(?<commands>(?:(?!```).*\n)*)```\n+```text\n)(?<printed>[\s\S]*?)^```$/gm;

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

/** The blocks of a page whose output it shows. */
export const shownOn = (markdown: string): Shown[] =>
  [...markdown.matchAll(shown)].map(({ groups }) => ({
    commands: readCommands(groups!.commands!),
    printed: groups!.printed!,
  }));

/**
 * The page with what its commands print now.
 *
 * @param patient  runs what takes long too; without it such blocks stay as they are
 */
export async function withPrinted(markdown: string, sandbox: Sandbox, { patient = false } = {}): Promise<string> {
  const parts: string[] = [];
  let end = 0;
  for (const { 0: whole, index, groups } of markdown.matchAll(shown)) {
    const commands = readCommands(groups!.commands!);
    if (!patient && commands.some(({ takesLong }) => takesLong)) continue;
    parts.push(markdown.slice(end, index), groups!.block!);
    for (const { line, takesLong } of commands) {
      const { stdout, stderr } = await sandbox.run(line);
      parts.push(takesLong ? stdout : stderr.replace(howFar, '') + stdout);
    }
    parts.push('```');
    end = index + whole.length;
  }
  return parts.join('') + markdown.slice(end);
}

/** On stderr, a line of what takes more than half a minute, as it may on a busy machine. */
const howFar = /^.+: \d+ (?:%|of \d+ replications), .+\n/gm;

/** The commands of a block of lines. */
export function readCommands(block: string): Command[] {
  return block.split('\n').flatMap(written => {
    const [line, remark = ''] = written.split(/\s+#\s+/);
    if (line === '' || notRun.has(line!)) return [];
    return [
      {
        line: runInstead.get(line!) ?? line!,
        exitCode: Number(/exits with (\d+)/.exec(remark)?.[1] ?? 0),
        takesLong: /\btakes \d+ (min|s|h)\b/.test(remark),
      },
    ];
  });
}
