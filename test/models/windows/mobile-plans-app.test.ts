import { describe, expect, it } from 'vitest';
import { interfaceOf } from '../../../src/models/device/interfaces.ts';
import { makeMatchingId } from '../../../src/models/identifiers.ts';
import { completedPurchase } from '../../../src/models/messages/of-device.ts';
import { appPorts, callbackMistake, endReasons, mobilePlansApp } from '../../../src/models/windows/mobile-plans-app.ts';
import { minutes } from '../../../src/sim/units.ts';
import { type Reaction, recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

const host = 'portal.contoso.example';
const callback = {
  host,
  metadata: completedPurchase('200 MB for 24 hours'),
  activationCode: `1$smdp.contoso.example$${makeMatchingId('CNTS', 1, 0)}`,
};

describe('the app takes a callback', () => {
  it('from the configured host, with metadata and an activation code', () => {
    expect(callbackMistake(callback, host)).toBeUndefined();
  });

  it.each([
    ['another host', { ...callback, host: 'evil.example' }, /comes from evil\.example, not portal\.contoso\.example/],
    ['no plan name', { ...callback, metadata: { ...callback.metadata, planName: '' } }, /planName/],
    [
      'a code with prefix',
      { ...callback, activationCode: `LPA:${callback.activationCode}` },
      /without the prefix LPA:/,
    ],
    [
      'a code that needs another',
      { ...callback, activationCode: `${callback.activationCode}$$1` },
      /confirmation code/,
    ],
  ])('and refuses one with %s', (_, wrong, mistake) => {
    expect(callbackMistake(wrong, host)).toMatch(mistake);
  });
});

/** The app among recorders: everybody answers at once unless told otherwise. */
function appWith(answers: {
  portal?: Record<string, Reaction>;
  lpa?: Record<string, Reaction>;
  /** What becomes of the registration, and of the internet over mobile broadband. */
  registered?: Reaction;
  internet?: Reaction;
}) {
  const yes = { answer: true };
  const world = worldWith(mobilePlansApp, {
    given: surroundingsOf(),
    // The cellular connection of the one device is interface 2.
    count: 3,
    ports: [
      recorder(appPorts.service, { answers: { getProviders: { answer: { providers: [] } } } }),
      recorder(appPorts.portal, {
        takes: ['closed'],
        answers: {
          openPage: { answer: 'page' },
          pay: { answer: 'accepted' },
          placeOrder: { answer: callback },
          ...answers.portal,
        },
      }),
      recorder(appPorts.profileAssistant, { answers: { download: { answer: 'Success' }, ...answers.lpa } }),
      recorder(appPorts.radio, { answers: { awaitRegistered: answers.registered ?? yes } }),
      recorder(appPorts.windows, {
        takes: ['connectClicked'],
        answers: { awaitInternet: answers.internet ?? yes },
      }),
      recorder(appPorts.flyout, { answers: { look: yes } }),
      recorder(appPorts.person, { takes: ['gotOnline', 'leftWithoutPlan'] }),
    ],
  });
  world.tell('opened');
  world.clock.advance(minutes(200));
  return { ...world, said: world.told.map(({ port, name }) => `${port}: ${name}`) };
}

describe('the app', () => {
  it('walks through service, portal, LPA, registration, connection and flyout, in this order', () => {
    const { said, told } = appWith({});
    expect(said).toEqual([
      'Mobile Plans service: getProviders',
      'web portal: openPage',
      'web portal: openPage',
      'web portal: openPage',
      'web portal: pay',
      'web portal: openPage',
      'web portal: placeOrder',
      'LPA: download',
      'registration: awaitRegistered',
      'connection: awaitInternet',
      'connection: connectClicked',
      'user: gotOnline',
      'network flyout: look',
    ]);
    const connects = told.filter(({ port }) => port === 'connection');
    expect(connects.map(({ subject }) => subject)).toEqual([interfaceOf(0, 'cellular'), interfaceOf(0, 'cellular')]);
  });

  it('gives launch URL and headers with the first page only', () => {
    const pages = appWith({}).told.filter(({ name }) => name === 'openPage');
    expect(pages.map(({ message }) => Object.keys(message as object).includes('launchUrl'))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(pages.map(({ message }) => (message as { page: string }).page)).toEqual([
      'sign-in',
      'pick',
      'pay',
      'confirm',
    ]);
  });

  it('hands the activation code to the LPA as the portal gave it', () => {
    const [download] = appWith({}).told.filter(({ name }) => name === 'download');
    expect(download!.message).toEqual({ activationCode: callback.activationCode });
  });

  it('lets a callback from another host change nothing: no download', () => {
    const { said, record } = appWith({ portal: { placeOrder: { answer: { ...callback, host: 'evil.example' } } } });
    expect(said).not.toContain('LPA: download');
    expect(record()).toMatchObject({ state: 'failed', reason: 'activation code refused' });
  });

  it('tells portal and user when the purchase is over without a plan', () => {
    const { said, facts } = appWith({ portal: { openPage: { refuse: 500 } } });
    expect(said.slice(-2)).toEqual(['web portal: closed', 'user: leftWithoutPlan']);
    expect(facts.at(-1)).toMatchObject({
      name: 'purchase.failed',
      value: endReasons.indexOf('portal did not load') + 1,
    });
  });

  it('waits ten minutes before it tries a download again, at most three times', () => {
    const { told, record } = appWith({ lpa: { download: { refuse: 6, detail: 'ServerNotReachable' } } });
    const downloads = told.filter(({ name }) => name === 'download').map(({ at }) => at);
    expect(downloads.slice(1).map((at, i) => at - downloads[i]!)).toEqual([minutes(10), minutes(10)]);
    expect(record()).toMatchObject({ state: 'failed', reason: 'profile download failed', tries: 2 });
  });

  it('does not try again what the user would have to repair', () => {
    const { told, record } = appWith({ lpa: { download: { refuse: 4, detail: 'InsufficientSpaceOnCard' } } });
    expect(told.filter(({ name }) => name === 'download')).toHaveLength(1);
    expect(record()).toMatchObject({ state: 'failed', reason: 'profile download failed', tries: 0 });
  });

  it('waits for the registration, however long the network takes, and connects then', () => {
    const { told, record } = appWith({ registered: { answer: true, after: minutes(20) } });
    const at = (name: string) => told.find(one => one.name === name)!.at;
    expect(at('connectClicked') - at('awaitRegistered')).toBe(minutes(20));
    expect(record().state).toBe('done');
  });

  it('fails when the registration is denied, and has nothing connected', () => {
    const { said, record } = appWith({ registered: { refuse: 11 } });
    expect(said).not.toContain('connection: connectClicked');
    expect(record()).toMatchObject({ state: 'failed', reason: 'registration denied' });
  });

  it('is abandoned when the internet does not come before the buyer loses patience, at last after an hour', () => {
    const { told, record } = appWith({ internet: 'silent' });
    const [left] = told.filter(({ name }) => name === 'leftWithoutPlan');
    const [waits] = told.filter(({ name }) => name === 'awaitInternet');
    expect(left!.at - waits!.at).toBe(minutes(60));
    expect(record()).toMatchObject({ state: 'abandoned', reason: 'lost patience with the network' });
  });

  it('counts registration and internet as one wait', () => {
    const { told, record } = appWith({
      registered: { answer: true, after: minutes(40) },
      internet: { answer: true, after: minutes(40) },
    });
    const at = (name: string) => told.find(one => one.name === name)!.at;
    expect(at('leftWithoutPlan') - at('awaitRegistered')).toBe(minutes(60));
    expect(record()).toMatchObject({ state: 'abandoned', reason: 'lost patience with the network' });
  });
});
