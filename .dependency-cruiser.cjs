/** Every import points at the kernel: cli → report → experiments → scenarios → models → sim. */
const layers = ['sim', 'models', 'scenarios', 'experiments', 'report', 'cli'];

module.exports = {
  forbidden: [
    ...layers.slice(0, -1).map((layer, i) => ({
      name: `${layer}-knows-nothing-above-it`,
      comment: `src/${layer} may use what lies below it, never ${layers.slice(i + 1).join(', ')}`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: `^src/(${layers.slice(i + 1).join('|')})/` },
    })),
    {
      name: 'no-circles',
      comment: 'Importing the types of a neighbour is fine; running its code in a circle is not',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'one-door-for-each-library',
      comment:
        'yaml and zod in scenarios, vega in report, commander in cli, seedrandom in sim, immer in sim and scenarios',
      severity: 'error',
      from: { pathNot: '^src/scenarios/' },
      to: { path: 'node_modules/(yaml|zod)/' },
    },
    {
      name: 'vega-only-in-report',
      severity: 'error',
      from: { pathNot: '^src/report/' },
      to: { path: 'node_modules/(vega|vega-lite|vega-embed|hyparquet-writer)/' },
    },
    {
      name: 'commander-only-in-cli',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: 'node_modules/(commander|cli-progress)/' },
    },
    {
      name: 'seedrandom-only-in-sim',
      severity: 'error',
      from: { pathNot: '^src/sim/' },
      to: { path: 'node_modules/seedrandom/' },
    },
    {
      name: 'immer-in-sim-and-scenarios',
      severity: 'error',
      from: { pathNot: '^src/(sim|scenarios)/' },
      to: { path: 'node_modules/immer/' },
    },
    {
      name: 'models-use-the-door-of-the-kernel',
      comment: 'Other floors import src/sim/index.ts, not its rooms',
      severity: 'error',
      from: { pathNot: '^src/sim/' },
      to: { path: '^src/sim/', pathNot: '^src/sim/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
