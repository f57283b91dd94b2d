/** What PCs learn of their operator from each source, and which source wins. */
import { describe, expect, it } from 'vitest';
import { type FileSender, fileNumber } from '../../../src/models/messages/provisioning/hand-over.ts';
import { provisioningCode } from '../../../src/models/messages/provisioning/provisioning-code.ts';
import { operatorOf } from '../../../src/models/microsoft/hardware-id-register.ts';
import { type AtHand, OperatorKnowledge } from '../../../src/models/operator/operator-knowledge.ts';
import type { OperatorSettings } from '../../../src/models/settings.ts';
import { profilesOf } from '../../../src/models/windows/effective-settings.ts';
import { type Bytes, megabytes, minutes, seconds } from '../../../src/sim/units.ts';
import { type Change, contoso, people, surroundingsOf, type WorldChange } from '../small-world.ts';

const nothing = {
  card: 0,
  matched: false,
  hasPackage: false,
  hasReadPackage: false,
  provisioned: 0,
  place: 'home',
} as const;
type Standing = { [K in keyof AtHand]: ReturnType<AtHand[K]> };

/** What is known of two devices, the second as `others` says. */
function knowledgeOf(change: WorldChange = {}, first: Partial<Standing> = {}, second: Partial<Standing> = first) {
  const given = surroundingsOf(change);
  const standing: [Standing, Standing] = [
    { ...nothing, ...first },
    { ...nothing, ...second },
  ];
  const knowledge = new OperatorKnowledge(given, {
    card: device => standing[device]!.card,
    matched: device => standing[device]!.matched,
    hasPackage: device => standing[device]!.hasPackage,
    hasReadPackage: device => standing[device]!.hasPackage,
    provisioned: device => standing[device]!.provisioned,
    place: device => standing[device]!.place,
  });
  return { given, knowledge, standing };
}

const accessStrings = (knowledge: OperatorKnowledge, device = 0) =>
  knowledge.profiles(device).map(({ accessString }) => accessString);

const packaged = {
  accessPoints: [{ name: 'packaged', accessString: 'packaged.contoso', order: 1, purpose: 'internet' }],
} as const;

describe('the profiles of a device', () => {
  it('come from the sources that it has at the moment', () => {
    const { knowledge, standing } = knowledgeOf({ operator: { serviceMetadata: packaged } });
    expect(accessStrings(knowledge)).toEqual([]);
    standing[0].matched = true;
    expect(accessStrings(knowledge)).toEqual(['internet.contoso']);
    standing[0].hasPackage = true;
    expect(accessStrings(knowledge)).toEqual(['packaged.contoso']);
    standing[0].matched = false;
    expect(accessStrings(knowledge)).toEqual(['packaged.contoso']);
    standing[0].hasPackage = false;
    expect(accessStrings(knowledge)).toEqual([]);
  });

  it('are those that the precedence of the sources gives', () => {
    const { knowledge } = knowledgeOf({}, { matched: true });
    const at = { osRelease: people.osRelease, matched: true, metadata: false, provisioned: undefined };
    expect(knowledge.profiles(0)).toEqual(profilesOf(contoso, at));
  });

  it('of COSA are used only where the entry allows it', () => {
    const { knowledge, standing } = knowledgeOf({ operator: { cosa: { roaming: 4 } } }, { matched: true });
    expect(accessStrings(knowledge)).toEqual([]);
    standing[0].place = 'international';
    expect(accessStrings(knowledge)).toEqual(['internet.contoso']);
    standing[0].place = 'domestic';
    expect(accessStrings(knowledge)).toEqual([]);
  });

  it('are one list for all devices that have the same', () => {
    const { knowledge, standing } = knowledgeOf({ group: { count: 2 } }, { matched: true });
    expect(knowledge.profiles(1)).toBe(knowledge.profiles(0));
    const before = knowledge.profiles(0);
    standing[0].hasPackage = true;
    expect(knowledge.profiles(0)).not.toBe(before);
    standing[0].hasPackage = false;
    expect(knowledge.profiles(0)).toBe(before);
  });

  it('are each operator’s own, and each Windows release’s', () => {
    const fabrikam: OperatorSettings = {
      ...contoso,
      name: 'fabrikam',
      provider: { ...contoso.provider, name: 'Fabrikam', apns: [{ name: 'net.fabrikam', usage: 'internet' }] },
    };
    const { knowledge } = knowledgeOf(
      { operators: [contoso, fabrikam], groups: [people, { ...people, name: 'others', operator: 'fabrikam' }] },
      { matched: true },
    );
    expect([accessStrings(knowledge, 0), accessStrings(knowledge, 1)]).toEqual([
      ['internet.contoso'],
      ['net.fabrikam'],
    ]);
  });

  it('follow a provisioning file that was applied, before those of COSA', () => {
    const purchase = [{ name: 'shop', accessString: 'shop.contoso', order: 1, purpose: 'purchase' }] as const;
    const { knowledge, standing } = knowledgeOf({ operator: { cosa: { accessPoints: purchase } } }, { matched: true });
    const { states } = knowledge.provisioningSurroundings().provisioning;
    const file = fileNumber(0, 'app');
    const context = { subscriberIsPresent: true, wifiServiceRuns: true, osRelease: people.osRelease };
    const { next, outcome } = states.apply(0, file, states.file(file).verdict, context);
    expect([next, outcome.code]).toEqual([1, provisioningCode.ok]);
    const before = knowledge.profiles(0);
    standing[0].provisioned = next;
    const layers = knowledge.profiles(0).map(({ layer, purpose }) => [layer, purpose]);
    expect(layers).toContainEqual(['provisioning', 'internet']);
    expect(layers.filter(([layer, purpose]) => layer === 'cosa' && purpose === 'internet')).toEqual([]);
    expect(knowledge.profiles(0)).not.toEqual(before);
  });
});

describe('what WMIS and the service metadata client know', () => {
  it('finds the operator by the provider name that its devices read, GSM and CDMA', () => {
    for (const technology of ['gsm', 'cdma'] as const) {
      const { knowledge } = knowledgeOf({ group: { technology } });
      const { hardwareIds, hardwareIdRegister } = knowledge.metadataSurroundings();
      expect(operatorOf(hardwareIdRegister, hardwareIds(0, 0))).toBe(0);
    }
  });

  it('is registered once, when it is first asked for', () => {
    const { knowledge } = knowledgeOf();
    const one = knowledge.metadataSurroundings();
    expect(one.hardwareIdRegister).toBe(one.hardwareIdRegister);
    expect(knowledge.metadataSurroundings().hardwareIdRegister).toBe(one.hardwareIdRegister);
    expect(one.hardwareIdRegister.size).toBe(2);
  });

  it('depends on the card in the device', () => {
    const { hardwareIds } = knowledgeOf().knowledge.metadataSurroundings();
    expect(hardwareIds(0, 1)).not.toEqual(hardwareIds(0, 0));
  });
});

describe('the provisioning files of an operator', () => {
  const verdictOf = (operator: Change<OperatorSettings>, sender: FileSender) =>
    knowledgeOf({ operator }).knowledge.provisioningSurroundings().provisioning.states.file(fileNumber(0, sender))
      .verdict;

  it('are read and judged once, and not before they are needed', () => {
    let asked = 0;
    const counted: OperatorSettings = {
      ...contoso,
      get provisioningFile() {
        asked += 1;
        return contoso.provisioningFile;
      },
    };
    const { knowledge } = knowledgeOf({ operators: [counted] }, { matched: true });
    // Whether files say anything of usage is asked of the settings, when the world is made.
    const before = asked;
    const { provisioning } = knowledge.provisioningSurroundings();
    knowledge.profiles(0);
    expect(asked).toBe(before);
    const { states } = provisioning;
    const file = states.file(fileNumber(0, 'app'));
    const once = asked;
    expect(once).toBeGreaterThan(before);
    expect(knowledge.provisioningSurroundings().provisioning.states).toBe(states);
    expect(states.file(fileNumber(0, 'app'))).toBe(file);
    knowledge.profiles(0);
    expect(asked).toBe(once);
  });

  it('are accepted from the app unsigned, and from the web site signed', () => {
    expect(verdictOf({}, 'app')).toMatchObject({ ok: true, needsConsent: false });
    expect(verdictOf({}, 'webSite')).toMatchObject({ ok: true, needsConsent: false });
    const unsigned = { provisioningFile: { signed: false } };
    expect(verdictOf(unsigned, 'app').ok).toBe(true);
    expect(verdictOf(unsigned, 'webSite')).toMatchObject({ ok: false, code: provisioningCode.signatureMissing });
  });

  it('may be the scenario’s own', () => {
    const own = { provisioningFile: { file: '<oops' } };
    for (const sender of ['app', 'webSite'] as const)
      expect(verdictOf(own, sender)).toMatchObject({ ok: false, code: provisioningCode.malformed });
  });

  it.each([0, 1, 2])('have a number of their own: operator %i', number => {
    const named = ['contoso', 'fabrikam', 'litware'].map(name => ({
      ...contoso,
      name,
      provider: { ...contoso.provider, name },
    }));
    const { knowledge } = knowledgeOf({ operators: named });
    const { states } = knowledge.provisioningSurroundings().provisioning;
    for (const sender of ['app', 'webSite'] as const) {
      const { verdict, source } = states.file(fileNumber(number, sender));
      expect(source.deliveredBy).toBe(sender === 'app' ? 'mobileBroadbandApp' : 'webSite');
      expect(JSON.stringify(verdict)).toContain(named[number]!.name);
      expect(JSON.stringify(verdict)).toContain(`00000000000${number + 1}`);
    }
  });

  it('say what the plan is, what the profile is called, and what the modem has to do', () => {
    const applied = (operator: Change<OperatorSettings>) => {
      const { states } = knowledgeOf({ operator }).knowledge.provisioningSurroundings().provisioning;
      const context = { subscriberIsPresent: true, wifiServiceRuns: true, osRelease: people.osRelease };
      const { next, outcome } = states.apply(0, 0, states.file(0).verdict, context);
      return { state: states.at(next), outcome };
    };
    const usual = applied({});
    expect(usual.state.plans[0]).toMatchObject({ name: contoso.plan.name });
    expect(JSON.stringify(usual.state.plans)).toContain('200');
    expect(usual.outcome.activation).toBeUndefined();
    const tiny = applied({ plan: { data: 999_999 as Bytes } });
    expect(JSON.stringify(tiny.state.plans)).not.toContain('999');
    expect(applied({ plan: { data: megabytes(7) } }).outcome.code).toBe(provisioningCode.ok);
    const name = 'A mobile network operator with a name that is far too long for a profile';
    const long = applied({ provider: { name } });
    expect(long.outcome.code).toBe(provisioningCode.ok);
    expect(long.state.defaultProfile!.name).toBe(name.slice(0, 64).trim());
    const activation = {
      activation: 'serviceActivation',
      delay: seconds(3),
      retryCount: 2,
      retryInterval: minutes(2),
    } as const;
    expect(applied({ provisioningFile: activation }).outcome.activation).toMatchObject({
      method: 'serviceActivation',
      delay: seconds(3),
      attempts: 3,
      retryInterval: minutes(2),
      carrierSpecificData: 'KjIyOA==',
    });
  });
});

describe('the SIM of a device, for the Provisioning Agent', () => {
  it('is named by the IMSI and ICCID of the card that is in it, CDMA by its MIN', () => {
    const { given, knowledge, standing } = knowledgeOf();
    const { subscriberIds } = knowledge.provisioningSurroundings().provisioning;
    expect(subscriberIds(0)).toEqual([given.identity.imsi(0), given.identity.iccid(0)]);
    standing[0].card = 3;
    expect(subscriberIds(0)).toEqual([given.identity.imsi(0, 3), given.identity.iccid(0, 3)]);
    const cdma = knowledgeOf({ group: { technology: 'cdma' } });
    expect(cdma.knowledge.provisioningSurroundings().provisioning.subscriberIds(0)).toEqual([
      cdma.given.identity.min(0),
    ]);
  });
});
