/** docs/command-line.md: every command and flag, from the program itself. */
import type { Argument, Command, Option } from 'commander';
import { examplesOf, program } from '../../src/cli/program.ts';
import { generatedNote, table } from './markdown.ts';

export function commandLinePage(): string {
  const mpsim = program(() => {});
  const commands = mpsim.commands.filter(command => !command.name().startsWith('__'));
  return `${[introduction, inShort(commands), ...commands.map(sectionOf), editors, completion, manners, exitCodes].join('\n\n')}\n`;
}

const introduction = `# The command line

${generatedNote}

In a checkout write \`npx mpsim\`; installed with \`npm install --global\`, \`mpsim\` alone. Every command explains itself with
\`--help\`, examples first.`;

const inShort = (commands: readonly Command[]): string =>
  table(
    ['Command', 'Does'],
    commands.map(command => [`[\`mpsim ${signature(command)}\`](#mpsim-${command.name()})`, command.description()]),
  );

const signature = (command: Command): string =>
  [command.name(), ...command.registeredArguments.map(placeholder)].join(' ');

const placeholder = (argument: Argument): string =>
  argument.required ? argument.name().toUpperCase() : `[${argument.name().toUpperCase()}]`;

function sectionOf(command: Command): string {
  const examples = examplesOf.get(command) ?? [];
  const rows = [
    ...command.registeredArguments.map(argument => [`\`${placeholder(argument)}\``, argument.description]),
    ...command.options.map(optionRow),
  ];
  return [
    `## mpsim ${command.name()}`,
    command.description(),
    `\`\`\`sh\n${examples.map(line => `npx ${line}\n`).join('')}\`\`\``,
    table(['', 'Meaning'], rows),
  ].join('\n\n');
}

const optionRow = (option: Option): string[] => [
  `\`${option.flags}\``,
  option.defaultValue === undefined
    ? option.description
    : `${option.description}; without it \`${option.defaultValue}\``,
];

const editors = `## In an editor

\`mpsim schema\` describes the language as a JSON Schema (2020-12). An editor that knows it completes keys, shows meaning, default and
source on hover, and marks wrong keys while one writes. Put the schema beside the scenario, and name it in the scenario's first line:

\`\`\`sh
npx mpsim schema --out mpsim.schema.json
\`\`\`

\`\`\`yaml
# yaml-language-server: $schema=./mpsim.schema.json
mpsim: 1
\`\`\`

The starter of \`mpsim init\` begins with that line. The schema accepts whatever the language accepts; that shares add up and names
exist is for \`mpsim validate\` to say.`;

const completion = `## Completion

| Shell | |
| --- | --- |
| bash | \`source <(mpsim completion bash)\` in \`~/.bashrc\` |
| zsh | \`source <(mpsim completion zsh)\` in \`~/.zshrc\`, after \`compinit\` |
| fish | \`mpsim completion fish > ~/.config/fish/completions/mpsim.fish\` |

The shell then completes commands, flags, scenario files and the names of those that come with mpsim, the variants of the file on the
line, and the paths of settings and the names of metrics where they belong.`;

const manners = `## Manners

- **stdout** carries the result, **stderr** progress and messages. \`--json\` prints one JSON document whose \`schema\` names its form and
  version. Flags may stand in any order.
- A scenario is a file, the bare name of one that comes with mpsim (\`mpsim list\`), or \`-\` for standard input. What came from standard
  input is called so in mistakes, is run as \`stdin\`, and is kept as \`scenario.yaml\` in the run folder, where the \`Reproduce:\` line works.
- **Colours** appear on a terminal only. \`NO_COLOR\` forbids them, \`FORCE_COLOR\` demands them; \`NO_COLOR\` wins.
- **Width** is that of the terminal, or \`COLUMNS\`; from 40 columns on everything wraps or stacks.
- The seed has a fixed default, and every summary ends with the command that makes the run again.
- **\`--dry-run\`** runs thinned worlds, a few hundred devices of each group over the whole length, and scales their events up. Time comes
  from what their events cost on this machine, memory from bytes for each device. Each is meant to be right within a factor of two;
  queues that overflow make more work than it sees.`;

const exitCodes = `## Exit codes

| Code | Meaning |
| --- | --- |
| 0 | fine; for \`diff\` also when the runs differ |
| 1 | an internal error: a bug, an event that no table lists, a guard; with a replay command |
| 2 | wrong usage, or input that cannot be taken; nothing was run |
| 3 | an expectation failed, or stayed undecided (unless \`--allow-undecided\`) |
| 4 | a law of the world was broken |
| 130 | interrupted; what was finished is kept |`;
