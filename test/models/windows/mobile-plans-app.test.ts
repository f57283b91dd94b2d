import { describe, expect, it } from 'vitest';
import { makeMatchingId } from '../../../src/models/identifiers.ts';
import { completedPurchase } from '../../../src/models/messages/of-device.ts';
import { appPorts, callbackMistake, endReasons, mobilePlansApp } from '../../../src/models/windows/mobile-plans-app.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
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
  portal?: NonNullable<Parameters<typeof recorder>[1]>['answers'];
  lpa?: NonNullable<Parameters<typeof recorder>[1]>['answers'];
  probe?: string;
}) {
  const yes = { answer: true };
  const world = worldWith(mobilePlansApp, {
    given: surroundingsOf(),
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
      recorder(appPorts.radio, { answers: { connect: yes } }),
      recorder(appPorts.internet, { answers: { probe: { answer: answers.probe ?? 'internetAccess' } } }),
      recorder(appPorts.flyout, { answers: { look: yes } }),
      recorder(appPorts.person, { takes: ['gotOnline', 'leftWithoutPlan'] }),
    ],
  });
  world.tell('opened');
  world.clock.advance(minutes(200));
  return { ...world, said: world.told.map(({ port, name }) => `${port}: ${name}`) };
}

describe('the app', () => {
  it('walks through service, portal, LPA, radio, probe and flyout, in this order', () => {
    expect(appWith({}).said).toEqual([
      'Mobile Plans service: getProviders',
      'web portal: openPage',
      'web portal: openPage',
      'web portal: openPage',
      'web portal: pay',
      'web portal: openPage',
      'web portal: placeOrder',
      'LPA: download',
      'modem: connect',
      'internet probe: probe',
      'user: gotOnline',
      'network flyout: look',
    ]);
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

  it('probes again every 30 s while the connection is constrained, until the buyer loses patience', () => {
    const { told, record } = appWith({ probe: 'constrainedInternetAccess' });
    const probes = told.filter(({ name }) => name === 'probe').map(({ at }) => at);
    expect(probes.length).toBe(120);
    expect(new Set(probes.slice(1).map((at, i) => at - probes[i]!))).toEqual(new Set([seconds(30)]));
    expect(record()).toMatchObject({ state: 'abandoned', reason: 'lost patience with the network' });
  });
});
