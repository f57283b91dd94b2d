/**
 * `mpsim fit`: which line of the language describes a column of measured values. The line goes to stdout, as it can be put
 * into a scenario; how good it is goes to stderr.
 */
import { type FitResult, type FittedLine, fitDistribution } from '../experiments/index.ts';
import { type DrawnUnit, describeAmount, readColumn, readSmallFile, readUnit, Unreadable } from '../scenarios/index.ts';
import { type ExitCode, exit, UsageError } from './exit.ts';

export interface FitOptions {
  column: string;
  unit?: string;
  json?: boolean;
}

export async function fitColumn(file: string, options: FitOptions): Promise<ExitCode> {
  const written = readColumn(bytesOf(file), file, options.column);
  const unit = options.unit ?? unitInName(options.column);
  const { drawn, size } = unitOf(unit);
  const values = written.map(value => value * size).sort((a, b) => a - b);
  const result = fitDistribution(values, drawn);
  const measured = `measured from ${file.slice(file.lastIndexOf('/') + 1)} column ${options.column} in ${unit}`;
  if (options.json === true)
    process.stdout.write(`${JSON.stringify(asData(file, options.column, unit, measured, result), undefined, 2)}\n`);
  else {
    process.stderr.write(`${explained(options, unit, drawn, measured, result)}\n`);
    process.stdout.write(`${result.lines[0]!.line}\n`);
  }
  return exit.fine;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readSmallFile(file, { bytes: 64 * 1_048_576, inWords: 'expected at most 64 MiB' });
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    throw new UsageError(`${file}: ${problem.message}`);
  }
}

/** `own_ms`, `latency (s)`, `bytes`: what people write at the end of a column's name. */
function unitInName(column: string): string {
  const last = /(?:^|[^\p{L}])([\p{L}µ]+)[\])]?$/u.exec(column)?.[1] ?? '';
  const unit = last === 'bytes' ? 'B' : last;
  try {
    readUnit(unit);
    return unit;
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    throw new UsageError(
      `In which unit is \`${column}\`? Its name does not say; add for example \`--unit ms\` or \`--unit kB\`.`,
    );
  }
}

function unitOf(unit: string): { drawn: DrawnUnit; size: number } {
  try {
    return readUnit(unit);
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    throw new UsageError(`--unit ${unit}: ${problem.message}`);
  }
}

function explained(
  { column, unit: given }: FitOptions,
  unit: string,
  drawn: DrawnUnit,
  measured: string,
  result: FitResult,
): string {
  const { n, least, most, quantiles, lines, refused, fitsWell } = result;
  const amount = (value: number) => describeAmount(Number(value.toPrecision(3)), drawn);
  const points = quantiles.map(({ p, value }) => `${percentile(p)} ${amount(value)}`).join(', ');
  const worst = ({ worst }: FittedLine) =>
    `${percentile(worst.p)} of the data ${amount(worst.data)}, of the line ${amount(worst.line)} (${signedPercent(worst.gap)})`;
  const rows = [
    ['family', 'misfit', 'worst quantile', 'line'],
    ...lines.map(line => [line.family, `${(line.misfit * 100).toFixed(1)} %`, worst(line), line.line]),
  ];
  const [best] = lines;
  const verdict = fitsWell
    ? `The likeliest is ${best!.family}: at no point do the shares of values below it differ by more than ${(best!.misfit * 100).toFixed(1)} points.`
    : `No family fits well; the likeliest is ${best!.family}. Where the answer depends on it, use \`${measured}\`.`;
  return [
    `${column}: ${n} values${given === undefined ? `, taken as ${unit}` : ''}, ${amount(least)} to ${amount(most)}, ${points}.`,
    '',
    ...table(rows),
    ...refused.map(({ family, why }) => `${family}: ${why}`),
    '',
    'Misfit: the largest difference between the share of values below a point in the data and in the line.',
    verdict,
    ...(n < 200 ? [`${n} values say little about the tail.`] : []),
  ].join('\n');
}

/** Columns padded to their widest cell. */
function table(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

const percentile = (p: number): string => (p === 0.5 ? 'median' : `p${Number((p * 100).toPrecision(6))}`);

/** With a sign of its own for less, as in the reports. */
function signedPercent(gap: number): string {
  if (!Number.isFinite(gap)) return 'from 0';
  return `${gap < 0 ? '−' : '+'}${Math.abs(gap * 100).toFixed(0)} %`;
}

function asData(file: string, column: string, unit: string, measured: string, result: FitResult) {
  const { n, least, most, quantiles, lines, refused, fitsWell } = result;
  return {
    schema: 'mpsim.fit/1',
    file,
    column,
    unit,
    n,
    least,
    most,
    quantiles,
    line: lines[0]!.line,
    fitsWell,
    measured,
    families: lines,
    refused,
  };
}
