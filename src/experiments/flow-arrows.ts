/**
 * The picture of the purchase: who takes part in the eight steps, and what was measured on each arrow.
 *
 * Source: Microsoft Learn, "Mobile Plans system architecture", functional overview.
 */
import { describeWire, eSimOperationStatuses, type WireText, type World } from '../models/index.ts';
import { outcomes } from '../sim/index.ts';
import type { FlowArrow, FlowPicture } from './run-result.ts';
import { CategoryCounts } from './statistics/accumulators.ts';
import { QuantileSketch } from './statistics/quantile-sketch.ts';

const participants = [
  { id: 'user', label: 'User' },
  { id: 'flyout', label: 'Network flyout' },
  { id: 'app', label: 'Mobile Plans app' },
  { id: 'service', label: 'Mobile Plans service' },
  { id: 'portal', label: 'Web portal' },
  { id: 'api', label: 'Operator API' },
  { id: 'smdp', label: 'SM-DP+' },
  { id: 'lpa', label: 'LPA' },
  { id: 'euicc', label: 'eUICC' },
  { id: 'modem', label: 'Modem' },
  { id: 'network', label: 'Mobile network' },
];

/** One arrow: the request measured on it, and the fact that tells why it failed where the outcome alone does not. */
interface Arrow {
  step: number;
  from: string;
  to: string;
  label: string;
  request: string;
  /** Facts that tell why an outcome was a failure, often with a code as its value, and the words for it. */
  reasons?: { of: 'refused' | 'answered'; facts: readonly string[]; words: (code: number) => string };
  /** What a refusal means here. */
  refusedWords?: string;
  example?: (wire: WireText) => string;
}

const rejectWords: Record<number, string> = {
  2: 'cause 2, IMSI unknown in HLR',
  11: 'cause 11, network refused',
  17: 'cause 17, network failure',
};
const httpWords: Record<number, string> = {
  0: 'no answer',
  404: '404 unknown ICCID',
  429: '429 throttled',
  500: '500 operator fault',
  503: '503 service failed',
  504: '504 no answer in time',
};

const arrows: readonly Arrow[] = [
  {
    step: 1,
    from: 'app',
    to: 'service',
    label: 'GetProviders',
    request: 'mobile plans service.getProviders',
    refusedWords: 'service failed',
  },
  {
    step: 2,
    from: 'app',
    to: 'portal',
    label: 'launch, then each page',
    request: 'mobile operator web portal.openPage',
    refusedWords: 'page did not load',
    example: wire => withHeaders(wire.launchUrl, wire.launchHeaders),
  },
  {
    step: 2,
    from: 'user',
    to: 'portal',
    label: 'pay',
    request: 'mobile operator web portal.pay',
    reasons: { of: 'answered', facts: ['mobile operator web portal.declined'], words: () => 'card declined' },
  },
  {
    step: 3,
    from: 'portal',
    to: 'smdp',
    label: 'ES2+ order, confirm, release',
    request: 'SM-DP+.order',
    refusedWords: 'no profile of that type',
    example: wire => wire.order,
  },
  {
    step: 4,
    from: 'portal',
    to: 'app',
    label: 'notifyProfileDownload(activation code)',
    request: 'mobile operator web portal.placeOrder',
    refusedWords: 'no activation code',
    example: wire => wire.callback,
  },
  {
    step: 5,
    from: 'app',
    to: 'lpa',
    label: 'download, install, enable',
    request: 'LPA.download',
    reasons: {
      of: 'refused',
      facts: ['LPA.failed'],
      words: status => eSimOperationStatuses[status] ?? `status ${status}`,
    },
    example: wire => wire.activationCode,
  },
  {
    step: 5,
    from: 'lpa',
    to: 'smdp',
    label: 'ES9+ calls',
    request: 'SM-DP+.es9',
    refusedWords: 'refused by the SM-DP+',
    example: wire => wire.es9,
  },
  {
    step: 6,
    from: 'lpa',
    to: 'euicc',
    label: 'ES10 commands',
    request: 'eUICC.command',
    refusedWords: 'refused by the card',
    example: wire => wire.enable,
  },
  {
    step: 6,
    from: 'modem',
    to: 'network',
    label: 'register',
    request: 'mobile network.register',
    reasons: {
      of: 'refused',
      facts: ['registration.rejected', 'registration.denied'],
      words: cause => rejectWords[cause] ?? `cause ${cause}`,
    },
    example: wire => wire.registration,
  },
  {
    step: 6,
    from: 'modem',
    to: 'network',
    label: 'activate packet context',
    request: 'mobile network.activateContext',
  },
  {
    step: 7,
    from: 'flyout',
    to: 'service',
    label: 'GetBalance(ICCID)',
    request: 'mobile plans service.getBalance',
    reasons: { of: 'refused', facts: ['network flyout.hidden'], words: code => httpWords[code] ?? `HTTP ${code}` },
    example: wire => wire.flyout,
  },
  {
    step: 8,
    from: 'service',
    to: 'api',
    label: 'GET balances',
    request: 'mobile operator API.getBalance',
    reasons: {
      of: 'refused',
      facts: ['mobile operator API.refused'],
      words: code => httpWords[code] ?? `HTTP ${code}`,
    },
    example: wire => `${withHeaders(wire.getBalance, wire.getBalanceHeaders)}\n\n200 OK\n${wire.balance}`,
  },
];

const withHeaders = (line: string, headers: Readonly<Record<string, string>>): string =>
  [line, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n');

const failureWords: Record<string, string> = {
  refused: 'refused',
  timedOut: 'no answer in time',
  unreachable: 'no connection',
  shed: 'turned away, queue full',
  cancelled: 'cancelled',
  censored: 'open at the end',
};

interface Measured {
  arrow: Arrow;
  n: number;
  latency: QuantileSketch;
  failures: CategoryCounts;
}

/** Listens to the requests on every arrow. */
export class FlowArrows {
  private readonly measured: Measured[];
  private buyer: number | undefined;
  private wire: WireText | undefined;

  constructor(world: World) {
    const { facts } = world.simulation;
    this.measured = arrows.map(arrow => {
      const measured: Measured = { arrow, n: 0, latency: new QuantileSketch(), failures: new CategoryCounts() };
      const { latency, failures } = measured;
      for (const outcome of outcomes) {
        const isFailure = outcome !== 'answered' && outcome !== arrow.reasons?.of;
        facts.observe(`${arrow.request}.${outcome}`, () => {
          measured.n += 1;
          if (outcome === 'answered') latency.add(facts.value[0]!);
          if (isFailure) failures.add((outcome === 'refused' && arrow.refusedWords) || failureWords[outcome]!);
        });
      }
      const { reasons } = arrow;
      for (const fact of reasons?.facts ?? []) facts.observe(fact, () => failures.add(reasons!.words(facts.value[0]!)));
      return measured;
    });
    facts.observe('purchase.done', device => {
      if (this.buyer !== undefined) return;
      this.buyer = device;
      this.wire = describeWire(world, device);
    });
  }

  /** The picture; undefined when nobody bought anything. */
  picture(): FlowPicture | undefined {
    const { wire } = this;
    if (wire === undefined) return undefined;
    return {
      title: 'The purchase in eight steps',
      source: 'Microsoft Learn, "Mobile Plans system architecture"',
      participants,
      arrows: this.measured.map(
        ({ arrow, n, latency, failures }): FlowArrow => ({
          step: arrow.step,
          from: arrow.from,
          to: arrow.to,
          label: arrow.label,
          n,
          p50_us: latency.quantile(0.5),
          p95_us: latency.quantile(0.95),
          failures: failures.byCount().map(([reason, n]) => ({ reason, n })),
          ...(arrow.example === undefined ? {} : { example: arrow.example(wire) }),
        }),
      ),
    };
  }
}
