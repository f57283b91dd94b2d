/**
 * The rules of the house: which way imports point, where time and chance may come from, and that every tool has nothing to
 * say. Each failure is a sentence that names the file.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Files below a folder by their path from the root, without what is made by tools. */
function filesIn(folder: string, kind: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(file => kind.test(file) && !file.startsWith('bench/build/'))
    .sort();
}

/** Says what is wrong at a place of the code. It sees the code itself, so that comments and texts do not count. */
type Look = (node: ts.Node) => string | undefined;

/** What a look finds in a text, with its place. */
function findIn(file: string, text: string, look: Look): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const finding = look(node);
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    if (finding !== undefined) found.push(`${file}:${line + 1} ${finding}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `Math.log` as `Math.log`; anything that is not a name of a name is undefined. */
const memberName = (node: ts.Node): string | undefined =>
  ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)
    ? `${node.expression.text}.${node.name.text}`
    : undefined;

/** A name that is used, not declared, and not a property of something. */
const isUse = (node: ts.Node): node is ts.Identifier =>
  ts.isIdentifier(node) &&
  !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
  !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);

/** `const { now } = Date`: what could then be used without being seen. */
const takesApart = (node: ts.Node, ...names: string[]): boolean =>
  isUse(node) && names.includes(node.text) && ts.isVariableDeclaration(node.parent) && node.parent.initializer === node;

const imported = (node: ts.Node): string | undefined =>
  ts.isImportDeclaration(node) ? (node.moduleSpecifier as ts.StringLiteral).text : undefined;

/** Names imported from a module, or undefined when they are not named one by one. */
function importedNames(node: ts.ImportDeclaration): string[] | undefined {
  const names = node.importClause?.namedBindings;
  if (names === undefined || !ts.isNamedImports(names)) return undefined;
  return names.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/* ---- The rules ---- */

const clocks = new Set(['Date.now', 'performance.now', 'performance.timeOrigin', 'process.hrtime', 'process.uptime']);
const timers = new Set(['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame']);
const timeModules = /^(node:)?(timers|timers\/promises|perf_hooks)$/;

const readsNoClock: Look = node => {
  const member = memberName(node) ?? '';
  if (clocks.has(member) || takesApart(node, 'Date', 'performance')) return `reads the wall clock: ${node.getText()}`;
  if (isUse(node) && timers.has(node.text)) return `waits by the wall clock: ${node.text}`;
  if (timeModules.test(imported(node) ?? '')) return `imports ${imported(node)}, which knows the wall clock`;
  const isDate = ts.isNewExpression(node) && node.expression.getText() === 'Date';
  return isDate && (node.arguments?.length ?? 0) === 0 ? 'reads the wall clock: new Date()' : undefined;
};

const chance = new Set(['Math.random', 'crypto.getRandomValues', 'crypto.randomUUID', 'crypto.randomBytes']);

/** Of node:crypto: what gives the same answer every time. */
const chanceless = new Set(['createHash', 'X509Certificate']);

const drawsByName: Look = node => {
  const member = memberName(node) ?? '';
  if (chance.has(member)) return `takes chance from ${member} instead of a named draw`;
  if (ts.isImportDeclaration(node) && imported(node) === 'node:crypto') {
    const names = importedNames(node) ?? ['all of it'];
    return names.some(name => !chanceless.has(name)) ? `takes ${names.join(', ')} from node:crypto` : undefined;
  }
  if (!isUse(node) || node.text !== 'seedrandom' || ts.isImportClause(node.parent)) return undefined;
  const hasOneSeed = ts.isCallExpression(node.parent) && node.parent.arguments.length === 1;
  return hasOneSeed ? undefined : 'uses seedrandom without exactly one seed';
};

const differs = /^Math\.(log|log2|log10|log1p|exp|expm1|pow|a?sinh?|a?cosh?|a?tanh?|atan2|cbrt|hypot)$/;
const powers: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskEqualsToken,
]);

/** A power of two with a whole exponent is exact on every engine; fractions are seen where they are written. */
const hasTheSameBits: Look = node => {
  const member = memberName(node) ?? '';
  if (differs.test(member)) return `uses ${member}, which differs between engines: src/sim/arithmetic.ts has ours`;
  if (takesApart(node, 'Math')) return 'takes Math apart: call its functions by their full names';
  if (!ts.isBinaryExpression(node) || !powers.has(node.operatorToken.kind)) return undefined;
  const isPowerOfTwo = node.left.getText() === '2' && !/[./]/.test(node.right.getText());
  return isPowerOfTwo ? undefined : `uses ** in ${node.getText()}, which differs between engines`;
};

const knowsNoCustoms: Look = node =>
  ts.isPropertyAccessExpression(node) && /^(localeCompare|toLocale\w+)$/.test(node.name.text)
    ? `uses ${node.name.text}, which differs between places`
    : undefined;

/** Words of RxJS that know time, another scheduler, a promise, or an end that no guard can see. */
const foreignWords = new RegExp(
  `^(${[
    '\\w*Scheduler|observeOn|subscribeOn|scheduled',
    'timer|interval|delay|delayWhen|timestamp|timeInterval|timeout|timeoutWith|animationFrames',
    'debounce|throttle|audit|sample|(debounce|throttle|audit|sample|buffer|window)Time',
    'ReplaySubject|shareReplay',
    'from|lastValueFrom|firstValueFrom',
    'retry|retryWhen|repeat|repeatWhen|expand|generate|range',
  ].join('|')})$`,
);

const takesTimelessWords: Look = node => {
  if (!ts.isImportDeclaration(node)) return undefined;
  const from = imported(node)!;
  if (from !== 'rxjs') return from.startsWith('rxjs/') ? `imports ${from}: import from 'rxjs' itself` : undefined;
  const names = importedNames(node);
  if (names === undefined) return 'imports all of rxjs: name what is needed';
  const foreign = names.filter(name => foreignWords.test(name));
  return foreign.length > 0 ? `takes ${foreign.join(', ')} from rxjs: use after, within, retrying or every` : undefined;
};

const leavesSubscribingToTheKernel: Look = node =>
  ts.isPropertyAccessExpression(node) && ['subscribe', 'toPromise'].includes(node.name.text)
    ? `calls .${node.name.text}: start a flow with does.start`
    : undefined;

const waitsForNoPromise: Look = node => {
  if (ts.isAwaitExpression(node)) return 'waits with await: nothing waits but flows, by the simulated clock';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'is async: nothing waits but flows, by the simulated clock';
  return isUse(node) && node.text === 'Promise' ? 'makes a promise: flows wait, by the simulated clock' : undefined;
};

const deterministic = ['sim', 'models', 'scenarios', 'experiments']
  .flatMap(layer => filesIn(`src/${layer}`, /\.ts$/))
  .filter(file => !file.startsWith('src/experiments/executors/'));
const models = filesIn('src/models', /\.ts$/);
const code = ['src', 'test', 'bench', 'examples', 'scripts'].flatMap(folder => filesIn(folder, /\.(ts|mjs)$/));
const texts = ['README.md', 'CHANGELOG.md', ...filesIn('docs', /\.(md|svg)$/), ...filesIn('scenarios', /\.yaml$/)];
const written = [...code, ...texts, ...filesIn('examples', /\.yaml$/), 'package.json', 'vitest.config.ts', '.ci/run'];

interface Rule {
  law: string;
  files: readonly string[];
  look: Look;
  /** Code that the rule must find, one thing in each, so that it is known to see. */
  refuses: readonly string[];
  /** Code that it must let pass. */
  allows: readonly string[];
}

const rules: readonly Rule[] = [
  {
    law: 'no clock but the simulated one is read below the report',
    files: deterministic,
    look: readsNoClock,
    refuses: [
      'const t = Date.now()',
      'new Date()',
      'const { now } = Date',
      'performance.now()',
      'setTimeout(f, 5)',
      "import { setImmediate as soon } from 'node:timers'",
    ],
    allows: ['new Date(0)', 'Date.UTC(2019, 8, 2)', '// Date.now()', "const text = 'Date.now()'"],
  },
  {
    law: 'all chance comes from named draws',
    files: deterministic,
    look: drawsByName,
    refuses: ['Math.random()', 'seedrandom()', "seedrandom('a', { global: true })", "import crypto from 'node:crypto'"],
    allows: [
      "import seedrandom from 'seedrandom'",
      "seedrandom('a')",
      "import { createHash, X509Certificate } from 'node:crypto'",
    ],
  },
  {
    law: 'no arithmetic is used whose last digit depends on the engine',
    files: deterministic,
    look: hasTheSameBits,
    refuses: ['Math.log(x)', 'Math.atan2(a, b)', 'x ** 2', '2 ** 0.5', 'x **= y', 'const { exp } = Math'],
    allows: ['Math.sqrt(x)', 'Math.floor(x)', '2 ** 20', '2 ** bits', 'Math.LOG2E'],
  },
  {
    law: 'nothing is sorted or written by the customs of a place',
    files: code,
    look: knowsNoCustoms,
    refuses: ['a.localeCompare(b)', 'n.toLocaleString()'],
    allows: ['a < b', 'n.toString()'],
  },
  {
    law: 'models take from RxJS only words that know no time, no scheduler and no promise',
    files: models,
    look: takesTimelessWords,
    refuses: [
      "import { concat, timer } from 'rxjs'",
      "import { delay as later } from 'rxjs'",
      "import { asyncScheduler } from 'rxjs'",
      "import { lastValueFrom } from 'rxjs'",
      "import { retry } from 'rxjs'",
      "import * as rx from 'rxjs'",
      "import { debounceTime } from 'rxjs/operators'",
    ],
    allows: ["import { concat, defer, type Observable } from 'rxjs'"],
  },
  {
    law: 'models never subscribe: flows start through the door of the kernel',
    files: models,
    look: leavesSubscribingToTheKernel,
    refuses: ['answers.subscribe(next)', 'answers.toPromise()'],
    allows: ['// answers.subscribe(next)', 'const subscription = line.plan'],
  },
  {
    law: 'models never wait for a promise',
    files: models,
    look: waitsForNoPromise,
    refuses: ['await answer', 'async function f() {}', 'new Promise(f)'],
    allows: ['defer(() => ask(server))'],
  },
];

interface Run {
  exitCode: number;
  output: string;
}

/** Runs a tool of this checkout in a folder. */
const tool = (cwd: string, script: string, ...args: string[]): Promise<Run> =>
  new Promise(done => {
    const options = { cwd, maxBuffer: 1e8, env: { ...process.env, NO_COLOR: '1' } };
    execFile(process.execPath, [join(root, 'node_modules', script), ...args], options, (problem, stdout, stderr) => {
      done({ exitCode: problem === null ? 0 : Number(problem.code ?? 1), output: stdout || stderr });
    });
  });

const patience = 300_000;

describe('imports', () => {
  interface Violation {
    from: string;
    to: string;
    rule: { name: string };
    cycle?: { name: string }[];
  }

  interface Cruise {
    violations: Violation[];
    totalCruised: number;
    ruleSetUsed: { forbidden: { name: string; comment?: string }[] };
  }

  async function cruise(folder: string): Promise<{ files: number; mistakes: string[] }> {
    const config = join(root, '.dependency-cruiser.cjs');
    const script = 'dependency-cruiser/bin/dependency-cruise.mjs';
    const { output } = await tool(folder, script, '--config', config, '--output-type', 'json', 'src');
    const { summary } = JSON.parse(output) as { summary: Cruise };
    const comments = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
    return {
      files: summary.totalCruised,
      mistakes: summary.violations.map(violation => sentence(violation, comments.get(violation.rule.name))),
    };
  }

  function sentence({ from, to, rule, cycle = [] }: Violation, comment: string | undefined): string {
    if (cycle.length > 0) return `${from} imports itself in a circle: ${cycle.map(({ name }) => name).join(' → ')}`;
    if (rule.name.endsWith('-knows-nothing-above-it'))
      return `${from} imports from ${/^src\/\w+\//.exec(to)?.[0]} (${to.split('/').at(-1)}), which sits above it`;
    return `${from} imports ${to}: ${comment}`;
  }

  it(
    'point at the kernel, in no circle, and each library comes in by its own door',
    async () => {
      const { files, mistakes } = await cruise(root);
      expect(files).toBeGreaterThan(100);
      expect(mistakes).toEqual([]);
    },
    patience,
  );

  it(
    'this would be seen, and said in a sentence',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mpsim-house-'));
      const plant = (file: string, text: string) => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      };
      plant('tsconfig.json', '{}');
      plant('src/sim/port.ts', "import { modem } from '../models/modem.ts';\nexport const port = modem;\n");
      plant('src/models/modem.ts', "export { euicc as modem } from './euicc.ts';\n");
      plant('src/models/euicc.ts', "export { modem as euicc } from './modem.ts';\n");
      const { mistakes } = await cruise(folder);
      rmSync(folder, { recursive: true });
      expect(mistakes).toContain('src/sim/port.ts imports from src/models/ (modem.ts), which sits above it');
      expect(mistakes.some(mistake => mistake.includes('imports itself in a circle'))).toBe(true);
    },
    patience,
  );
});

describe('code', () => {
  it.each(rules.map(rule => [rule.law, rule] as const))('%s', (_, { files, look }) => {
    expect(files.flatMap(file => findIn(file, read(file), look))).toEqual([]);
  });

  it.each(rules.map(rule => [rule.law, rule] as const))('this would be seen: %s', (_, { look, refuses, allows }) => {
    expect(refuses.filter(text => findIn('planted.ts', text, look).length === 0)).toEqual([]);
    expect(allows.filter(text => findIn('planted.ts', text, look).length > 0)).toEqual([]);
  });
});

describe('what is written', () => {
  /** Lines that a pattern finds, with their place. */
  const lines = (files: readonly string[], pattern: RegExp): string[] =>
    files.flatMap(file =>
      read(file)
        .split('\n')
        .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1} ${line.trim().slice(0, 120)}`] : [])),
    );

  it('has no work left to be done later', () => {
    expect(lines(written, new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`))).toEqual([]);
  });

  it('names no folder of one machine, and no package registry', () => {
    const folders = ['home', 'root', 'work', 'Users', 'workspace'].join('|');
    expect(lines(written, new RegExp(`(^|[\\s"'\`(=:])/(${folders})/|${['registry', 'npmjs'].join('\\.')}`))).toEqual(
      [],
    );
  });

  it('asks for exact versions of packages, and the lockfile for no registry in particular', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, v]) => !/^\d+\.\d+\.\d+(-beta\.\d+)?$/.test(v),
    );
    expect(loose.map(([name, version]) => `${name} is ${version}: write one exact version`)).toEqual([]);
    expect(lines(['package-lock.json'], /"resolved": "http/)).toEqual([]);
  });
});

describe('the tools have nothing to say', () => {
  const clean = async (script: string, ...args: string[]) => {
    const { exitCode, output } = await tool(root, script, ...args);
    expect(exitCode === 0 ? '' : output).toBe('');
  };

  const remembered = 'node_modules/.cache/house.tsbuildinfo';

  it(
    'types fit',
    () => clean('typescript/bin/tsc', '-p', 'tsconfig.json', '--incremental', '--tsBuildInfoFile', remembered),
    patience,
  );
  it('format and lint', () => clean('@biomejs/biome/bin/biome', 'check', '--colors=off', '.'), patience);
  it('every file, export and dependency is used', () => clean('knip/bin/knip.js', '--no-progress'), patience);
});
