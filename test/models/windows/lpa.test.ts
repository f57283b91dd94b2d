import { describe, expect, it } from 'vitest';
import { eSimOperationStatus } from '../../../src/models/messages/esim-operation-status.ts';
import { lpa, lpaPorts, statusOf } from '../../../src/models/windows/lpa.ts';
import { RequestFailure } from '../../../src/sim/request.ts';
import { minutes, seconds } from '../../../src/sim/units.ts';
import { recorder, worldWith } from '../../kit/world-with.ts';
import { surroundingsOf } from '../small-world.ts';

type Reaction = NonNullable<NonNullable<Parameters<typeof recorder>[1]>['answers']>[string];
interface Behaviour {
  card?: (command: string) => Reaction;
  server?: (request: { call: string; installed?: boolean }) => Reaction;
}

const yes = { answer: true };
const reactionOf = (reaction: Reaction | undefined, message: unknown) =>
  typeof reaction === 'function' ? reaction(message) : (reaction ?? yes);

function download({ card, server }: Behaviour = {}) {
  const world = worldWith(lpa, {
    given: surroundingsOf(),
    ports: [
      recorder(lpaPorts.card, { answers: { command: message => reactionOf(card?.(message as string), message) } }),
      recorder(lpaPorts.server, {
        answers: { es9: message => reactionOf(server?.(message as { call: string }), message) },
      }),
    ],
  });
  const asked = world.ask('download', { activationCode: '1$smdp.contoso.example$CNTS-0001-7Q' });
  world.clock.advance(minutes(5));
  const steps = world.told.map(({ message }) =>
    typeof message === 'string' ? message : (message as { call: string }).call,
  );
  return { ...world, asked, steps };
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

  it('takes the user’s consent of the published log between AuthenticateClient and PrepareDownload', () => {
    const { told } = download();
    const at = (step: string) =>
      told.find(({ message }) => message === step || (message as { call?: string }).call === step)!.at;
    expect((at('prepareDownload') - at('authenticateClient')) / 1e6).toBeCloseTo(1.56 + 0.015, 9);
  });

  it('is busy while a download is under way', () => {
    const world = worldWith(lpa, {
      given: surroundingsOf(),
      ports: [
        recorder(lpaPorts.card, { answers: { command: yes } }),
        recorder(lpaPorts.server, { answers: { es9: yes } }),
      ],
    });
    const code = { activationCode: '1$smdp.contoso.example$CNTS-0001-7Q' };
    world.ask('download', code);
    const second = world.ask('download', code);
    world.clock.advance(minutes(1));
    expect(second).toMatchObject({ outcome: 'refused', code: eSimOperationStatus.CardBusy, answer: 'CardBusy' });
    expect(world.record().downloads).toBe(1);
  });

  it('gives up on the server after 30 s: ServerNotReachable', () => {
    const { asked } = download({ server: () => 'silent' });
    expect(asked).toMatchObject({ outcome: 'refused', code: eSimOperationStatus.ServerNotReachable });
    expect(asked.at).toBe(seconds(30));
  });

  it('stops at the first refusal, and reports no installation', () => {
    const { steps, asked } = download({
      server: ({ call }) => (call === 'authenticateClient' ? { refuse: 200 } : yes),
    });
    expect(steps.at(-1)).toBe('authenticateClient');
    expect(asked.code).toBe(eSimOperationStatus.ServerFailure);
  });

  it('tells the server of a failed installation, then fails with the card’s reason', () => {
    const { told, asked } = download({ card: command => (command === 'loadProfile' ? { refuse: 10 } : yes) });
    expect(told.at(-1)!.message).toEqual({ call: 'handleNotification', installed: false });
    expect(asked.code).toBe(eSimOperationStatus.InsufficientSpaceOnCard);
  });

  it('fails with the card’s reason even when the server cannot be told', () => {
    const { asked } = download({
      card: command => (command === 'loadProfile' ? { refuse: 11 } : yes),
      server: ({ call }) => (call === 'handleNotification' ? 'silent' : yes),
    });
    expect(asked.code).toBe(eSimOperationStatus.OperationAborted);
  });

  it('enables an installed profile even when the server cannot be told; the notification stays on the card', () => {
    const { steps, asked } = download({ server: ({ call }) => (call === 'handleNotification' ? 'silent' : yes) });
    expect(asked.outcome).toBe('answered');
    expect(steps).not.toContain('removeNotification');
    expect(steps.at(-1)).toBe('enable');
  });
});

describe('the status of a failed download', () => {
  it.each([
    [new RequestFailure('timedOut', 'SM-DP+.es9'), 'ServerNotReachable'],
    [new RequestFailure('unreachable', 'SM-DP+.es9'), 'ServerNotReachable'],
    [new RequestFailure('shed', 'SM-DP+.es9'), 'ServerFailure'],
    [new RequestFailure('refused', 'SM-DP+.es9', 200, '8.2/1.2'), 'ProfileNotReleasedByOperator'],
    [new RequestFailure('refused', 'SM-DP+.es9', 500, 'nonsense'), 'ServerFailure'],
    [new RequestFailure('refused', 'eUICC.command', 9), 'IccidAlreadyExists'],
    [new RequestFailure('refused', 'eUICC.command', 10), 'InsufficientSpaceOnCard'],
    [new RequestFailure('refused', 'eUICC.command', 99), 'Other'],
  ] as const)('of %o is %s', (failure, status) => {
    expect(statusOf(failure)).toBe(status);
  });
});
