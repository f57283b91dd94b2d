/** `mpsim list --names WORD`: names of the language and of what a run says, with the word in name or meaning. */
import { faultWords, lawWords } from '../experiments/index.ts';
import { didYouMean, expressionWords, metricWords, settingPatterns, toldOnce } from '../scenarios/index.ts';
import { UsageError } from './exit.ts';
import type { ListOptions } from './list.ts';
import { printForPeople, printJson } from './output.ts';

interface KnownName {
  kind: 'setting' | 'metric' | 'function' | 'window' | 'set' | 'field' | 'fault' | 'law';
  name: string;
  meaning: string;
  /** Words that can stand there. */
  values?: readonly string[];
}

/** Every name of the language and of what a run says. */
function knownNames(): KnownName[] {
  return [
    ...metricWords.map(({ name, unit, question }) => named('metric', name, `${question} (${unit})`)),
    ...expressionWords.map(({ kind, word, meaning, example }) =>
      named(kind, word, kind === 'field' ? meaning : `${meaning}: ${example}`),
    ),
    ...[...settingPatterns()].map(({ pattern, facts: { meaning, words: values } }) => ({
      ...named('setting', pattern, meaning),
      ...(values === undefined ? {} : { values }),
    })),
    ...faultWords().map(name => named('fault', name, 'Why a purchase ends without service')),
    ...lawWords().map(({ name, why }) => named('law', name, why)),
  ];
}

const named = (kind: KnownName['kind'], name: string, meaning: string): KnownName => ({ kind, name, meaning });

export function listNames(word: string, { json }: ListOptions): void {
  const all = knownNames();
  const wanted = word.toLowerCase();
  const found = all.filter(({ name, meaning, values = [] }) =>
    [name, meaning, ...values].some(text => text.toLowerCase().includes(wanted)),
  );
  const shown = new Set(toldOnce(found.map(({ name, meaning }) => [name, meaning])));
  const names = found.filter(({ name }) => shown.has(name));
  if (json === true) {
    printJson('mpsim.names/1', { names });
    return;
  }
  if (names.length === 0) {
    const words = all.flatMap(({ name }) => [name, ...name.split(/[. ]/)]);
    throw new UsageError(`No name and no meaning has "${word}" in it.${didYouMean(word, new Set(words))}`);
  }
  const kinds = [...new Set(names.map(({ kind }) => kind))];
  printForPeople(
    kinds.map(kind => ({
      heading: `${kind}s`,
      rows: names.filter(one => one.kind === kind).map(({ name, meaning }) => [name, meaning]),
    })),
  );
}
