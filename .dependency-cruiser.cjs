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
      comment: 'importing the types of a neighbour is fine, running its code in a circle is not',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'yaml-only-in-scenarios',
      comment: 'YAML comes in through src/scenarios alone',
      severity: 'error',
      from: { pathNot: '^src/scenarios/' },
      to: { path: 'node_modules/yaml/' },
    },
    {
      name: 'zod-where-strangers-are-read',
      comment: 'scenarios, run folders and kept tasks may come from anybody: each is checked where it is read',
      severity: 'error',
      from: { pathNot: '^src/(scenarios/|report/read-run\\.ts$|experiments/tasks/replication-check\\.ts$)' },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'csv-parse-only-in-scenarios',
      comment: 'measured data comes in through src/scenarios alone',
      severity: 'error',
      from: { pathNot: '^src/scenarios/' },
      to: { path: 'node_modules/csv-parse/' },
    },
    {
      name: 'vega-only-in-report',
      comment: 'charts and Parquet come in through src/report alone',
      severity: 'error',
      from: { pathNot: '^src/report/' },
      to: { path: 'node_modules/(vega|vega-lite|vega-embed|hyparquet-writer)/' },
    },
    {
      name: 'commander-only-in-cli',
      comment: 'the command line comes in through src/cli alone',
      severity: 'error',
      from: { pathNot: '^src/cli/' },
      to: { path: 'node_modules/(commander|cli-progress)/' },
    },
    {
      name: 'seedrandom-only-in-sim',
      comment: 'seedrandom makes the key of the draws, in src/sim alone',
      severity: 'error',
      from: { pathNot: '^src/sim/' },
      to: { path: 'node_modules/seedrandom/' },
    },
    {
      name: 'immer-in-sim-and-scenarios',
      comment: 'immer serves inspection in src/sim and variants in src/scenarios',
      severity: 'error',
      from: { pathNot: '^src/(sim|scenarios)/' },
      to: { path: 'node_modules/immer/' },
    },
    {
      name: 'xml-libraries-only-for-provisioning-files',
      comment: 'XML is read, and its signatures are made and checked, in src/models/messages/provisioning alone',
      severity: 'error',
      from: { pathNot: '^src/models/messages/provisioning/' },
      to: { path: 'node_modules/(saxes|xml-crypto)/' },
    },
    {
      name: 'the-kernel-has-one-door',
      comment: 'other floors use the kernel through src/sim/index.ts, not its rooms',
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
