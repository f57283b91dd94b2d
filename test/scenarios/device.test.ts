/** What a scenario says of the Windows device, and of what Windows knows of an operator. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MistakesError } from '../../src/scenarios/mistakes.ts';
import { load, mistakesOf, scenarioText } from './scenario-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'mpsim-device-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const second = 1e6;
const minute = 60 * second;
const hour = 60 * minute;

const settingsOf = (parts: Parameters<typeof scenarioText>[0]) => load(scenarioText(parts)).settingsFor('baseline');
const operatorOf = (operator: string) => settingsOf({ operator }).operators[0]!;
const groupOf = (group: string) => settingsOf({ group }).groups[0]!;

describe('an operator, to a Windows device', () => {
  it('is listed in COSA, publishes service metadata with its app, sells in three steps and hands out a plain signed file', () => {
    const { cosa, serviceMetadata, sale, provisioningFile, network } = operatorOf('');
    expect(cosa).toEqual({
      listed: true,
      accountExperienceUrl: 'https://account.contoso.example/',
      appId: undefined,
      supportDataMarketplace: true,
      roaming: 1,
      useBrandingNameOnRoaming: 0,
      brandingName: undefined,
      accessPoints: [],
      behind: 0,
    });
    expect(serviceMetadata).toEqual({
      published: true,
      size: 60_000,
      app: true,
      appSize: 20e6,
      unreadable: 0,
      handlerNameMatches: true,
      accessPoints: [],
      brandingName: undefined,
    });
    const think = { kind: 'lognormal', median: 20 * second, sigma: 0.6 };
    expect(sale).toEqual({
      steps: ['choose', 'pay', 'confirm'].map(name => ({ name, think, leaves: 0.05 })),
      page: second,
      paymentFails: 0.03,
      paymentTries: 2,
    });
    expect(provisioningFile).toEqual({
      activation: 'none',
      delay: 0,
      retryCount: 0,
      retryInterval: minute,
      signed: true,
      file: undefined,
      refreshDays: undefined,
      notifiesUsage: false,
      namesLimit: true,
      billingCycle: undefined,
    });
    expect(network).toMatchObject({
      reauthenticates: true,
      coldAccess: 'rejected',
      coldCause: 2,
      walledGardenPassesNcsi: false,
      contextRejects: [],
      t3396: 720 * second,
    });
  });

  it('is what the scenario says', () => {
    const { cosa, serviceMetadata, sale, provisioningFile, network } = operatorOf(`
      cosa: { listed: false, behind: 10 %, accountExperienceUrl: 'https://my.contoso.example/a', appId: Contoso.App_1,
        supportDataMarketplace: false, roaming: 3, useBrandingNameOnRoaming: 2, brandingName: Contoso Mobile },
      serviceMetadata: { published: true, size: 90 kB, app: true, appSize: 35 MB, brandingName: C,
        unreadable: 7 %, handlerNameMatches: false,
        accessPoints: { buy: { accessString: buy.contoso, purpose: purchase } } },
      sale: { steps: { pay: { think: 1 min, leaves: 20 % } }, page: 3 s, paymentFails: 9 %, paymentTries: 1 },
      provisioning: { networkReady: 5 s, file: { activation: reregister, delay: 59 min, retryCount: 10,
        retryInterval: 1 h, signed: false } },
      network: { coldAccess: walledGarden, coldCause: 11, walledGardenPassesNcsi: true, reauthenticates: false, serviceActivation: 9 s,
        contextRejects: { 33: 2 %, 26: 1 % }, t3396: 5 min }`);
    expect(cosa).toEqual({
      listed: false,
      behind: 0.1,
      accountExperienceUrl: 'https://my.contoso.example/a',
      appId: 'Contoso.App_1',
      supportDataMarketplace: false,
      roaming: 3,
      useBrandingNameOnRoaming: 2,
      brandingName: 'Contoso Mobile',
      accessPoints: [],
    });
    expect(serviceMetadata).toEqual({
      published: true,
      size: 90_000,
      app: true,
      appSize: 35e6,
      brandingName: 'C',
      unreadable: 0.07,
      handlerNameMatches: false,
      accessPoints: [{ name: 'buy', accessString: 'buy.contoso', order: undefined, purpose: 'purchase' }],
    });
    expect(sale.steps[1]).toEqual({ name: 'pay', think: { kind: 'constant', value: minute }, leaves: 0.2 });
    expect(sale).toMatchObject({ page: 3 * second, paymentFails: 0.09, paymentTries: 1 });
    expect(provisioningFile).toMatchObject({
      activation: 'reregister',
      delay: 59 * minute,
      retryCount: 10,
      retryInterval: hour,
      signed: false,
    });
    expect(network).toMatchObject({
      networkReady: { kind: 'constant', value: 5 * second },
      reauthenticates: false,
      coldAccess: 'walledGarden',
      coldCause: 11,
      walledGardenPassesNcsi: true,
      serviceActivation: { kind: 'constant', value: 9 * second },
      t3396: 5 * minute,
    });
    expect(network.contextRejects).toEqual([
      { cause: 26, share: 0.01 },
      { cause: 33, share: 0.02 },
    ]);
  });

  it('has its access points in their order, those without one last', () => {
    const points = `a: { accessString: a.net }, b: { accessString: b.net, order: 2, purpose: mms },
      c: { accessString: c.net, order: 1 }, d: { accessString: d.net }`;
    const names = operatorOf(`cosa: { accessPoints: { ${points} } }`).cosa.accessPoints.map(({ name }) => name);
    expect(names).toEqual(['c', 'b', 'a', 'd']);
  });

  it('may hand out a provisioning file of one’s own, which belongs to what the answer rests on', () => {
    writeFileSync(join(folder, 'own.xml'), '<CarrierProvisioning/>');
    const text = scenarioText({ operator: 'provisioning: { file: { from: own.xml } }' });
    const scenario = load(text, { folder });
    expect(scenario.settingsFor('baseline').operators[0]!.provisioningFile.file).toBe('<CarrierProvisioning/>');
    expect(scenario.files.map(({ name }) => name)).toContain(join(folder, 'own.xml'));
    writeFileSync(join(folder, 'own.xml'), '<Another/>');
    expect(load(text, { folder }).settingsFor('baseline').operators[0]!.provisioningFile.file).toBe('<Another/>');
  });

  it.each([
    ['provisioning: { file: { from: owm.xml } }', /There is no such file.*Did you mean `own.xml`\?/],
    ['provisioning: { file: { from: ../own.xml } }', /lies inside its folder/],
    ['provisioning: { file: { from: latin.xml } }', /not UTF-8/],
    ['provisioning: { file: { activation: reconnect, delay: 1 h } }', /Expected less than 1 h/],
    ['provisioning: { file: { activation: reconnect, retryCount: 11 } }', /Expected at most 10/],
    ['provisioning: { file: { activation: reconnect, retryInterval: 59 s } }', /Expected 1 min to 1 h/],
    ['cosa: { roaming: 6 }', /Expected one of: 0, 1, 2, 3, 4, 5/],
    ['cosa: { accountExperienceUrl: account.contoso.example }', /Expected a web address/],
    ['cosa: { accessPoints: { a: { order: 1 } } }', /accessString/],
    ['cosa: { accessPoints: { a b: { accessString: a } } }', /The name of an access point is/],
    ['cosa: { accessPoints: { a: { accessString: a b } } }', /Expected the name of an access point/],
    ['network: { contextRejects: { many: 5 % } }', /Expected an ESM cause/],
    ['network: { contextRejects: { 256: 5 % } }', /Expected an ESM cause/],
    ['network: { contextRejects: { 26: 60 %, 33: 50 % } }', /more than all/],
  ])('is wrong with %s', (operator, message) => {
    writeFileSync(join(folder, 'own.xml'), '<a/>');
    writeFileSync(join(folder, 'latin.xml'), new Uint8Array([0x3c, 0xe4, 0x3e]));
    const [mistake, ...others] = mistakesOf(scenarioText({ operator }), { folder });
    expect(`${mistake!.path} ${mistake!.message}`).toMatch(message);
    expect(mistake!.path).toMatch(/^operators\.contoso\./);
    expect(others).toEqual([]);
  });

  it('warns of an app that nobody hands out', () => {
    const { warnings } = load(scenarioText({ operator: 'serviceMetadata: { app: true }' }));
    expect(warnings.map(({ message }) => message)).toEqual([
      'The app is named in the package, and none is published. Write `published: true` beside it.',
    ]);
  });
});

describe('a group of Windows devices', () => {
  it('has modems inside, no PIN, no gaps, and is at home', () => {
    expect(groupOf('arrive: 5 per day')).toMatchObject({
      technology: 'gsm',
      form: 'embedded',
      preloaded: 0,
      simPin: 0,
      wifi: 1,
      ethernet: 0,
      minimizeConnections: 1,
      autoConnect: false,
      windowsSetup: false,
      roaming: 0,
      partner: 0,
      user: { wrongPin: 0, phones: 0, pinThink: { median: 10 * second }, connectThink: { median: 30 * second } },
    });
    expect(groupOf('arrive: 5 per day').coverageGaps).toBeUndefined();
  });

  it('is what the scenario says', () => {
    const group = groupOf(`count: 5, device: { sim: cold, technology: gsm, form: usb, preloaded: 20 %, simPin: 30 %,
      minimizeConnections: 3, autoConnect: false, windowsSetup: true }, online: { wifi: 50 %, ethernet: 20 %, none: rest },
      network: { roaming: 5 %, partner: 10 % }, coverage: { gaps: 2 per day, lasts: 90 s },
      user: { connectThink: 1 s, pinThink: 2 s, wrongPin: 3 %, phones: 4 % }`);
    expect(group).toMatchObject({
      sim: 'cold',
      form: 'usb',
      preloaded: 0.2,
      simPin: 0.3,
      minimizeConnections: 3,
      autoConnect: false,
      windowsSetup: true,
      wifi: 0.5,
      ethernet: expect.closeTo(0.2),
      coverageGaps: { perDay: 2, lasts: { kind: 'constant', value: 90 * second } },
      roaming: 0.05,
      partner: 0.1,
      user: { wrongPin: 0.03, phones: 0.04 },
    });
  });

  it.each(['cold', 'warm', 'hot'])('comes with a %s SIM, or is there with it', sim => {
    expect(groupOf(`arrive: 5 per day, device: { sim: ${sim} }`)).toMatchObject({ sim, arrive: { perDay: 5 } });
    expect(groupOf(`count: 5, device: { sim: ${sim} }`)).toMatchObject({ sim, count: 5 });
    expect(groupOf(`count: 5, device: { sim: ${sim}, technology: cdma }`)).toMatchObject({ sim, technology: 'cdma' });
  });

  it.each([
    ['arrive: 5 per day, device: { technology: cdma }', /Write `sim: cold`, `sim: warm` or `sim: hot`/],
    ['arrive: 5 per day, device: { technology: cdma, sim: hot, simPin: 5 % }', /no SIM that could ask for a PIN/],
    ['arrive: 5 per day, device: { simPin: 5 % }', /carries no PIN/],
    ['arrive: 5 per day, network: { roaming: 60 %, partner: 60 % }', /more than all/],
    ['arrive: 5 per day, coverage: { lasts: 5 s }', /gaps/],
    ['arrive: 5 per day, coverage: { gaps: 2 per day by hour office }', /Expected a number per day/],
    ['arrive: 5 per day, coverage: { gaps: 0 per day }', /from above 0/],
    ['arrive: 5 per day, online: { wifi: 50 %, ethernet: 20 % }', /none: rest/],
    ['count: 5, load: {}, network: { roaming: 5 % }', /have no `network`/],
  ])('is wrong with `%s`', (group, message) => {
    const [mistake, ...others] = mistakesOf(scenarioText({ group }));
    expect(`${mistake!.path} ${mistake!.message}`).toMatch(message);
    expect(others).toEqual([]);
  });
});

describe('the assumptions of an answer', () => {
  const pathsOf = (group: string) =>
    load(scenarioText({ group }))
      .assumptionsFor('baseline')
      .map(({ path }) => path);
  const about = ['operators.contoso.cosa.listed', 'microsoft.wmis.answer', 'population.lines.user.pinThink'];

  it('are about cards and their networks only where somebody has one', () => {
    for (const group of ['arrive: 5 per day', 'count: 5, device: { sim: hot }'])
      expect(pathsOf(group).filter(path => about.includes(path))).toEqual([]);
    for (const group of ['count: 5, device: { sim: cold }', 'arrive: 5 per day, device: { sim: hot }'])
      expect(pathsOf(group)).toEqual(expect.arrayContaining(about));
  });

  it('hold what a scenario says of them, whoever is there', () => {
    expect(pathsOf('arrive: 5 per day, user: { pinThink: 5 s }')).toContain('population.lines.user.pinThink');
  });
});

it('a scenario without a folder cannot name a provisioning file', () => {
  const read = () => load(scenarioText({ operator: 'provisioning: { file: { from: own.xml } }' }));
  expect(read).toThrow(MistakesError);
});

it('Microsoft’s services are what the scenario says', () => {
  const { wmis, store } = settingsOf({
    more: 'microsoft: { wmis: { answer: 1 s, fails: 5 %, recheck: 9 days, retry: 3 h }, store: { queue: 2 min, fails: 1 % } }\n',
  }).microsoft;
  expect(wmis).toEqual({
    answer: { kind: 'constant', value: second },
    fails: 0.05,
    recheck: 216 * hour,
    retry: 3 * hour,
  });
  expect(store).toEqual({ queue: { kind: 'constant', value: 2 * minute }, fails: 0.01 });
  const usual = settingsOf({}).microsoft;
  expect(usual.wmis).toMatchObject({ answer: { value: second / 2 }, fails: 0, recheck: 192 * hour, retry: 6 * hour });
  expect(usual.store).toMatchObject({ queue: { kind: 'uniform', low: 0, high: 5 * minute }, fails: 0 });
});

it('a SIM that has nothing to buy is warned about, unless the scenario says where its plans are sold', () => {
  const told = (operator: string, sim = 'cold') =>
    load(scenarioText({ operator, group: `arrive: 10 per day, device: { sim: ${sim} }` })).warnings.map(
      ({ message }) => message,
    );
  expect(told('cosa: { listed: true }').join()).toContain(
    'write `operators.contoso.cosa.supportDataMarketplace: false`',
  );
  expect(told('cosa: { supportDataMarketplace: false }')).toEqual([]);
  expect(told('cosa: { supportDataMarketplace: true }')).toEqual([]);
  expect(told('cosa: { listed: true }', 'warm')).toEqual([]);
  expect(told('cosa: { listed: true }', 'warm }, user: { buysIn: operator').join()).toContain(
    '`user.buysIn: operator`',
  );
});
