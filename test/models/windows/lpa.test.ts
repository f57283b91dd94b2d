import { describe, expect, it } from 'vitest';
import { type CardRequest, euicc, profileCommandFailed } from '../../../src/models/device/euicc.ts';
import { eSimOperationStatus } from '../../../src/models/messages/esim-operation-status.ts';
import type { Es9Request } from '../../../src/models/operator/smdp-profile.ts';
import { lpa, lpaPorts, lpaSees } from '../../../src/models/windows/lpa.ts';
import { nextDelivery } from '../../../src/models/windows/lpa-exchange.ts';
import { consent, statusOf } from '../../../src/models/windows/lpa-status.ts';
import { RequestFailure } from '../../../src/sim/request.ts';
import { kilobytes, minutes, seconds } from '../../../src/sim/units.ts';
import { type Reaction, recorder, shown, type Told, worldWith } from '../../kit/world-with.ts';
import { always, surroundingsOf, type WorldChange } from '../small-world.ts';

interface Behaviour {
  card?: (command: string) => Reaction | undefined;
  server?: (call: string) => Reaction | undefined;
  change?: WorldChange;
  message?: object;
}

const nothingPending = { answer: { free: kilobytes(800), pending: undefined } };
const stepOf = ({ message }: Told) =>
  (message as Partial<CardRequest & Es9Request>).command ?? (message as Es9Request).call;

function assistant({ card, server, change }: Behaviour = {}) {
  return worldWith(lpa, {
    given: surroundingsOf(change),
    sees: [shown(lpaSees.cards, euicc, {})],
    ports: [
      recorder(lpaPorts.card, {
        answers: {
          command: message => {
            const { command } = message as CardRequest;
            return card?.(command) ?? { answer: { ...nothingPending.answer, pending: pendingAfter(command) } };
          },
        },
      }),
      recorder(lpaPorts.server, {
        answers: { es9: message => server?.((message as Es9Request).call) ?? { answer: 'T-1' } },
      }),
    ],
  });
}
const pendingAfter = (command: string) => (command === 'loadProfile' ? 'installed' : undefined);

const code = '1$smdp.contoso.example$CNTS-0001-7Q';

function download({ message, ...behaviour }: Behaviour = {}) {
  const world = assistant(behaviour);
  const asked = world.ask('download', { activationCode: code, ...message });
  world.clock.advance(minutes(6));
  return { ...world, asked, steps: world.told.map(stepOf) };
}

describe('the LPA', () => {
  it('downloads, installs and enables a profile in the steps of SGP.22', () => {
    const { steps, asked, record } = download();
    expect(steps).toEqual([
      'info',
      'challenge',
      'initiateAuthentication',
      'authenticateServer',
      'authenticateClient',
      'prepareDownload',
      'getBoundProfilePackage',
      'loadProfile',
      'handleNotification',
      'removeNotification',
      'enable',
    ]);
    expect(asked).toMatchObject({ outcome: 'answered', answer: 'Success' });
    expect(record()).toMatchObject({ state: 'idle', downloads: 1, waiting: -1 });
  });

  it('tells the server which address, which MatchingID and how much memory, under one transaction id', () => {
    const messages = download().told.map(({ message }) => message);
    expect(messages).toContainEqual({ call: 'initiateAuthentication', smdpAddress: 'smdp.contoso.example' });
    expect(messages).toContainEqual({
      call: 'authenticateClient',
      transactionId: 'T-1',
      matchingId: 'CNTS-0001-7Q',
      free: kilobytes(800),
    });
    expect(messages).toContainEqual({ call: 'getBoundProfilePackage', transactionId: 'T-1' });
  });

  it('takes the user’s consent of the published log between AuthenticateClient and PrepareDownload', () => {
    const { told } = download();
    const at = (step: string) => told.find(one => stepOf(one) === step)!.at;
    expect((at('prepareDownload') - at('authenticateClient')) / 1e6).toBeCloseTo(1.56 + 0.015, 9);
  });

  it('is busy while a download is under way: Idle or Busy, one operation at a time', () => {
    const world = assistant();
    world.ask('download', { activationCode: code });
    for (const name of ['download', 'enable', 'disable', 'remove', 'wipe'] as const) {
      const second = world.ask(name, name === 'download' ? { activationCode: code } : { own: true });
      expect(second).toMatchObject({ outcome: 'refused', code: eSimOperationStatus.CardBusy, answer: 'CardBusy' });
    }
    world.clock.advance(minutes(1));
    expect(world.record()).toMatchObject({ state: 'idle', downloads: 1 });
  });

  it.each([
    ['nonsense', 'InvalidMatchingId'],
    [`${code}$$1`, 'ConfirmationCodeMissing'],
  ])('does not begin with the code %s: %s', (activationCode, status) => {
    const { asked, told } = download({ message: { activationCode } });
    expect(asked).toMatchObject({ outcome: 'refused', answer: status });
    expect(told).toEqual([]);
  });

  it('takes a code of a QR code or link too, with its prefix', () => {
    expect(download({ message: { activationCode: `LPA:${code}` } }).asked.outcome).toBe('answered');
  });

  it('gives up on the server after 30 s: ServerNotReachable', () => {
    const { asked } = download({ server: () => 'silent' });
    expect(asked).toMatchObject({ outcome: 'refused', code: eSimOperationStatus.ServerNotReachable });
    expect(asked.at).toBe(seconds(30));
  });

  it('gives up on a card that does not answer: TimeoutWaitingForResponse', () => {
    const { asked, steps } = download({ card: command => (command === 'prepareDownload' ? 'silent' : undefined) });
    expect(asked.code).toBe(eSimOperationStatus.TimeoutWaitingForResponse);
    expect(steps.at(-1)).toBe('cancelSession');
  });

  it('stops at the first refusal, and reports no installation', () => {
    const { steps, asked } = download({
      server: call => (call === 'authenticateClient' ? { refuse: 200 } : undefined),
    });
    expect(steps.at(-1)).toBe('authenticateClient');
    expect(asked.code).toBe(eSimOperationStatus.ServerFailure);
  });

  it('tells the server of a failed installation, then fails with the card’s reason', () => {
    const { told, steps, asked } = download({
      card: command => (command === 'loadProfile' ? { refuse: 10 } : undefined),
    });
    expect(told.at(-2)!.message).toEqual({ call: 'handleNotification', notification: 'installFailed' });
    expect(steps.at(-1)).toBe('removeNotification');
    expect(asked.code).toBe(eSimOperationStatus.InsufficientSpaceOnCard);
  });

  it('fails with the card’s reason even when the server cannot be told', () => {
    const { asked } = download({
      card: command => (command === 'loadProfile' ? { refuse: 11 } : undefined),
      server: call => (call === 'handleNotification' ? 'silent' : undefined),
    });
    expect(asked.code).toBe(eSimOperationStatus.OperationAborted);
  });

  it('enables an installed profile even when the server cannot be told; the notification stays on the card', () => {
    const { steps, asked, record } = download({
      server: call => (call === 'handleNotification' ? 'silent' : undefined),
    });
    expect(asked.outcome).toBe('answered');
    expect(steps).not.toContain('removeNotification');
    expect(steps.at(-1)).toBe('enable');
    expect(record().undelivered).toBe(1);
  });

  it.each([
    ['denied', {}, { refusal: 'denied' }, 'endUserRejection', 'OperationAborted'],
    ['postponed', {}, { refusal: 'postponed' }, 'postponed', 'OperationAborted'],
    [
      'not answered within a minute',
      { group: { euicc: { consent: always(seconds(61)) } } },
      {},
      'timeout',
      'TimeoutWaitingForUserConsent',
    ],
  ] as const)('that is %s cancels the session', (_, change, message, reason, status) => {
    const { told, asked } = download({ change, message });
    expect(told.at(-1)!.message).toEqual({ call: 'cancelSession', transactionId: 'T-1', reason });
    expect(asked.code).toBe(eSimOperationStatus[status]);
  });

  it('loses a download with the connection it runs over: ServerNotReachable at once', () => {
    const world = assistant({ server: () => 'silent' });
    const asked = world.ask('download', { activationCode: code });
    world.clock.advance(seconds(3));
    world.tell('wayLost');
    expect(asked).toMatchObject({ code: eSimOperationStatus.ServerNotReachable, at: seconds(3) });
    expect(world.record().state).toBe('idle');
  });

  it('needs no connection once the package is there', () => {
    const world = assistant({ card: command => (command === 'loadProfile' ? 'silent' : undefined) });
    const asked = world.ask('download', { activationCode: code });
    world.clock.advance(seconds(30));
    expect(world.record().state).toBe('installing');
    world.tell('wayLost');
    expect(asked.outcome).toBeUndefined();
  });

  it('waits longer after each delivery that failed, up to six hours', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 200].map(failed => nextDelivery(minutes(10), failed) / minutes(1));
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 360, 360]);
  });
});

describe('the status of a failed operation', () => {
  const card = (code: number, detail?: unknown) => new RequestFailure('refused', 'eUICC.command', code, detail);
  it.each([
    [new RequestFailure('timedOut', 'SM-DP+.es9'), 'ServerNotReachable'],
    [new RequestFailure('unreachable', 'SM-DP+.es9'), 'ServerNotReachable'],
    [new RequestFailure('shed', 'SM-DP+.es9'), 'ServerFailure'],
    [new RequestFailure('refused', 'SM-DP+.es9', 200, '8.2/1.2'), 'ProfileNotReleasedByOperator'],
    [new RequestFailure('refused', 'SM-DP+.es9', 500, 'nonsense'), 'ServerFailure'],
    [new RequestFailure('timedOut', 'eUICC.command'), 'TimeoutWaitingForResponse'],
    [card(9), 'IccidAlreadyExists'],
    [card(10), 'InsufficientSpaceOnCard'],
    [card(11), 'OperationAborted'],
    [card(12), 'ProfileProcessingError'],
    [card(13), 'ProfileProcessingError'],
    [card(127), 'ProfileProcessingError'],
    [card(15), 'PolicyViolation'],
    [card(99), 'Other'],
    [card(0, 'pulled'), 'CardRemoved'],
    [card(0, 'busy'), 'CardBusy'],
    [card(0, 'other'), 'CardGeneralFailure'],
    [card(1, profileCommandFailed), 'NotFound'],
    [card(2, profileCommandFailed), 'Other'],
    [card(3, profileCommandFailed), 'PolicyViolation'],
    [card(4, profileCommandFailed), 'OperationProhibitedByProfileClass'],
    [card(5, profileCommandFailed), 'CardBusy'],
    [card(127, profileCommandFailed), 'CardGeneralFailure'],
    [consent.denied, 'OperationAborted'],
    [consent.timeout, 'TimeoutWaitingForUserConsent'],
  ] as const)('of %o is %s', (failure, status) => {
    expect(statusOf(failure)).toBe(status);
  });
});
