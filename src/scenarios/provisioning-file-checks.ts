/**
 * What Windows will say to a provisioning file of one's own. A file that every device refuses is a world worth simulating,
 * so it is no mistake; its author is told before the run, at the place in that file.
 */
import { nameOfProvisioningCode, writtenCode } from '../models/messages/provisioning/provisioning-code.ts';
import { preparedFile } from '../models/operator/operator-knowledge.ts';
import type { WorldSettings } from '../models/settings.ts';
import { fileText } from './measured-files.ts';
import { type Mistake, mistakeAt, sourceText } from './mistakes.ts';
import { asWarning, mistakeAtKey, mistakeAtValue } from './mistakes-at.ts';
import { mistakesOfEach, namesAt, readable, textAt } from './written-values.ts';
import { type Path, rawAt, type ScenarioDocument } from './yaml-document.ts';

/** A document with the settings that follow from it. */
interface Understood {
  readonly document: ScenarioDocument;
  readonly settings: Pick<WorldSettings, 'operators' | 'startUtc_ms'>;
}

/** What is to be told of a file: the sentence, and where in the file. */
interface Remark {
  readonly message: string;
  readonly place?: { readonly line: number; readonly column: number };
}

/** What devices will say to the files that the variants of a scenario name; each file is judged once. */
export function warnAboutFiles(variants: readonly Understood[], fileName: (file: string) => string): Mistake[] {
  const remarks = new Map<string, readonly Remark[]>();
  return variants.flatMap(({ document, settings: { operators, startUtc_ms } }) =>
    mistakesOfEach([...operators.entries()], ([operator, { name, provisioningFile }]) => {
      const path = ['operators', name, 'provisioning', 'file', 'from'];
      const file = textAt(document, path);
      const xml = provisioningFile.file;
      if (file === undefined || xml === undefined) return [];
      const key = [operator, startUtc_ms, file].join(' ');
      const known = remarks.get(key) ?? remarksOn(xml, operator, startUtc_ms);
      remarks.set(key, known);
      return known.map(remark => warningIn(sourceText(fileName(file), xml), path, remark));
    }),
  );
}

/** The same for both who hand it over, or what each of them is told. */
function remarksOn(xml: string, operator: number, startUtc_ms: number): Remark[] {
  const [app, webSite] = (['app', 'webSite'] as const).map(
    sender => preparedFile(xml, { operator, sender, startUtc_ms }).verdict,
  );
  if (!app.ok && !webSite.ok && app.code === webSite.code) return [{ ...app, message: `Every device ${refuses(app)}` }];
  return [
    ...(app.ok ? app.notices : [{ ...app, reason: `From the operator's app every device ${refuses(app)}` }]),
    ...(webSite.ok ? [] : [{ ...webSite, reason: `From the web site every device ${refuses(webSite)}` }]),
  ].map(({ reason, place }) => ({ message: reason, ...(place && { place }) }));
}

const refuses = ({ code, reason }: { code: number; reason: string }): string =>
  `refuses this file with ${writtenCode(code)} (${inWords(nameOfProvisioningCode(code) ?? 'refused')}): ${reason}.`;

/** `signatureMissing` is "signature missing". */
const inWords = (name: string): string => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

function warningIn(source: ReturnType<typeof sourceText>, path: Path, { message, place }: Remark): Mistake {
  const { line, column } = place ?? { line: 1, column: 1 };
  const start = (source.lineStarts[line - 1] ?? 0) + column - 1;
  return mistakeAt({ source, start, end: start + 1 }, { path: path.join('.'), message, severity: 'warning' });
}

/** Settings of a provisioning file that cannot do what they say. @param operator  its path */
export function checkProvisioning(document: ScenarioDocument, operator: Path): Mistake[] {
  const file = [...operator, 'provisioning', 'file'];
  const isGiven = (key: string): boolean => rawAt(document.raw, [...file, key]) !== undefined;
  const activation = textAt(document, [...file, 'activation']) ?? 'none';
  const ignored = (keys: readonly string[], because: string): Mistake[] =>
    keys.filter(isGiven).map(key => asWarning(mistakeAtKey(document, [...file, key], '', because)));
  const own = isGiven('from') && readable(document, [...file, 'from'], fileText) !== undefined;
  if (own)
    return ignored(
      ['activation', 'delay', 'retryCount', 'retryInterval', 'signed'],
      'The file of `from` says this itself, so this setting changes nothing.',
    );
  if (activation === 'none')
    return ignored(
      ['delay', 'retryCount', 'retryInterval'],
      'The file asks the device for nothing, so this changes nothing. Write `activation: reconnect` beside it.',
    );
  return activation === 'serviceActivation' ? warnAboutServiceActivation(document, operator) : [];
}

/** Only a CDMA device can be activated over the air. */
function warnAboutServiceActivation(document: ScenarioDocument, operator: Path): Mistake[] {
  const [first] = namesAt(document, ['operators']);
  const groups = namesAt(document, ['population']).map(name => ['population', name]);
  const withSim = groups.filter(
    group =>
      (textAt(document, [...group, 'operator']) ?? first) === operator[1] &&
      textAt(document, [...group, 'device', 'technology']) !== 'cdma' &&
      ['cold', 'warm', 'hot'].includes(textAt(document, [...group, 'device', 'sim']) ?? 'esim'),
  );
  if (withSim.length === 0) return [];
  const names = withSim.map(group => `\`${group[1]}\``).join(', ');
  const message = `Only CDMA devices are activated over the air, and ${names} ${withSim.length === 1 ? 'has' : 'have'} SIM cards: there the activation fails each time. Write \`reconnect\` or \`reregister\`.`;
  return [asWarning(mistakeAtValue(document, [...operator, 'provisioning', 'file', 'activation'], message))];
}
