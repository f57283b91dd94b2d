/** A provisioning file of one's own is the text of a stranger: what Windows will say to it is told before the run. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type OperatorFile,
  provisioningXml,
  signedProvisioningXml,
} from '../../src/models/messages/provisioning/operator-files.ts';
import { World } from '../../src/models/world.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'mpsim-provisioning-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file: OperatorFile = {
  carrierId: '{00000000-0000-4000-8000-000000000001}',
  subscriberId: '0',
  profileName: 'Contoso',
  accessString: 'internet',
  plan: { name: 'Travel', type: 'Fixed' },
};
const signed = signedProvisioningXml(file);
const scenarioWith = (from: string, group = 'arrive: 300 per day, device: { sim: warm }, online: { none: 100 % }') =>
  scenarioText({
    run: 'length: 2 h',
    operator: `from: de/Telekom, cosa: { supportDataMarketplace: false }, provisioning: { file: { from: ${from} } }`,
    group,
  });

const doctype = '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>';
const laughs = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');

describe('a provisioning file that Windows refuses', () => {
  it.each<[string, string, string, [line: number, column: number]]>([
    ['breaks off', '<a>\n  <b>', '82170001 (malformed): unclosed tag: b', [2, 5]],
    ['is empty', '', '82170001 (malformed): document must contain a root element', [1, 1]],
    ['closes what is not open', '<a>\n  <b>\n</a>', '82170001 (malformed): unexpected close tag', [3, 4]],
    ['has a document type', doctype, '82170001 (malformed): a provisioning file has no document type', [2, 30]],
    ['is a billion laughs', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>\n<a>&l9;</a>`, '82170001 (malformed)', [1, 527]],
    ['names an entity that is none', '<a>\n&nope;</a>', '82170001 (malformed): undefined entity', [2, 6]],
    ['holds a control character', '<a>\u001b[31m</a>', '82170001 (malformed): disallowed character', [1, 4]],
    ['is nested too deep', '<a>'.repeat(5_000), '82170001 (malformed): elements are nested deeper than 100', [1, 301]],
    [
      'has too many elements',
      `<a>${'<b/>'.repeat(200_000)}</a>`,
      '82170001 (malformed): the file has more than',
      [1, 400_002],
    ],
    ['is something else', '\n<html/>', '82170002 (not schema valid): the file begins with html', [2, 1]],
    [
      'is of another operator',
      signedProvisioningXml({ ...file, carrierId: '{10000000-0000-4000-8000-000000000001}' }),
      '80070005 (access denied): the file is of {10000000',
      [1, 1],
    ],
  ])('because it %s is told with code and place, and the scenario runs all the same', (_, xml, refusal, place) => {
    writeFileSync(join(folder, 'own.xml'), xml);
    const scenario = load(scenarioWith('own.xml'), { folder });
    const [{ message, severity, line, column, file: where, path }, ...others] = scenario.warnings as [
      (typeof scenario.warnings)[number],
    ];
    expect(message.slice(0, 34 + refusal.length)).toBe(
      `Every device refuses this file with ${refusal}`.slice(0, 34 + refusal.length),
    );
    expect({ severity, where, path }).toEqual({
      severity: 'warning',
      where: join(folder, 'own.xml'),
      path: 'operators.contoso.provisioning.file.from',
    });
    expect([line, column]).toEqual(place);
    expect(others).toEqual([]);

    const world = new World(scenario.settingsFor('baseline'));
    let applied = 0;
    let refused = 0;
    const { facts } = world.simulation;
    for (const fact of ['applied', 'appliedInPart']) facts.observe(`provisioning agent.${fact}`, () => (applied += 1));
    facts.observe('provisioning agent.refused', () => {
      refused += 1;
      expect(message).toContain(facts.value[0]!.toString(16));
    });
    world.run();
    expect(applied).toBe(0);
    expect(refused).toBeGreaterThan(0);
  });

  it.each([
    ['has no signature', provisioningXml(file), '8217000e (signature missing): the file has no signature.'],
    [
      'was changed after it was signed',
      signed.replace('>Travel<', '>Trivial<').replace('>Contoso<', '>Kontoso<'),
      '82170005 (digest invalid): ',
    ],
    [
      'has another signature',
      signed.replace(/<SignatureValue>..../, '<SignatureValue>AAAA'),
      '82170003 (signature invalid): ',
    ],
    ['does not say who signed', signed.replace(/<KeyInfo>.*<\/KeyInfo>/s, ''), '82170007 (no leaf certificate): '],
  ])('from the web site alone because it %s is told so', (_, xml, refusal) => {
    writeFileSync(join(folder, 'own.xml'), xml);
    const messages = load(scenarioWith('own.xml'), { folder }).warnings.map(({ message }) => message);
    expect(messages).toEqual([
      expect.stringContaining(`From the web site every device refuses this file with ${refusal}`),
    ]);
  });

  it('is told once, however many variants hand it out, and not where nobody does', () => {
    writeFileSync(join(folder, 'own.xml'), '<a/>');
    writeFileSync(join(folder, 'good.xml'), signed);
    const variants = `variants:
  a: baseline
  b: { run.length: 3 h }
  c: { operators.contoso.provisioning.file.from: good.xml }
`;
    expect(load(scenarioWith('own.xml') + variants, { folder }).warnings).toHaveLength(1);
    expect(load(scenarioWith('good.xml'), { folder }).warnings).toEqual([]);
  });
});

describe('a provisioning file that cannot be read', () => {
  mkdirSync(join(folder, 'folder.xml'));
  symlinkSync('/etc/hostname', join(folder, 'link.xml'));
  writeFileSync(join(folder, 'large.xml'), `<a>${'x'.repeat(1_100_000)}</a>`);
  writeFileSync(join(folder, 'utf16.xml'), Buffer.from('\ufeff<a/>', 'utf16le'));

  it.each([
    ['missing.xml', 'There is no such file in the folder of the scenario.'],
    ['../own.xml', 'A file that a scenario names lies inside its folder; `..` leads out of it.'],
    ['/etc/hostname', 'Expected a file in the folder of the scenario'],
    ['link.xml', 'This is a link that leads out of the folder of the scenario.'],
    ['folder.xml', 'This is not a file.'],
    ['large.xml', 'The file has 1100007 bytes; expected at most 1 MiB.'],
    ['utf16.xml', 'This is not UTF-8 text.'],
  ])('%s is a mistake at its name', (name, message) => {
    const [mistake, ...others] = mistakesOf(scenarioWith(name), { folder });
    expect(mistake!.message).toContain(message);
    expect(mistake).toMatchObject({ severity: 'error', path: 'operators.contoso.provisioning.file.from', line: 4 });
    expect(others).toEqual([]);
  });
});

describe('settings of a provisioning file that change nothing', () => {
  const warningsOf = (provisioning: string, group = 'arrive: 5 per day, device: { sim: warm }') => {
    writeFileSync(join(folder, 'good.xml'), signed);
    const { warnings } = load(
      scenarioText({
        operator: `cosa: { supportDataMarketplace: false }, provisioning: { file: { ${provisioning} } }`,
        group,
      }),
      {
        folder,
      },
    );
    return warnings.map(
      ({ path, message }) => `${path.replace('operators.contoso.provisioning.file.', '')}: ${message}`,
    );
  };

  it('are those beside a file of one’s own, which says them itself', () => {
    expect(warningsOf('from: good.xml, activation: reconnect, delay: 5 s, signed: false')).toEqual(
      ['activation', 'delay', 'signed'].map(
        key => `${key}: The file of \`from\` says this itself, so this setting changes nothing.`,
      ),
    );
  });

  it('are the times of an activation where there is none', () => {
    expect(warningsOf('retryCount: 3')).toEqual([
      'retryCount: The file asks the device for nothing, so this changes nothing. Write `activation: reconnect` beside it.',
    ]);
    expect(warningsOf('activation: reconnect, retryCount: 3')).toEqual([]);
  });

  it('are an activation over the air of devices with SIM cards', () => {
    expect(warningsOf('activation: serviceActivation')).toEqual([
      'activation: Only CDMA devices are activated over the air, and `lines` has SIM cards: there the activation fails each time. Write `reconnect` or `reregister`.',
    ]);
    const cdma = 'arrive: 5 per day, device: { sim: cold, technology: cdma }';
    expect(warningsOf('activation: serviceActivation', cdma)).toEqual([]);
  });
});
