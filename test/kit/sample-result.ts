/**
 * A believable result of one run, made by code: a launch day of an operator with everything a report can draw.
 * The same on every call; tests change what they need in the copy they get.
 */
import type {
  DistributionMetric,
  FlowPicture,
  Histogram,
  Incident,
  Metric,
  RunResult,
  Series,
  StateMachine,
  Table,
} from '../../src/experiments/run-result.ts';

const day_us = 86_400e6;
const quarter_us = 900e6;

/** A visitor's day: quiet at night, two humps, a promotion at 14:00. */
const intensity = (hour: number): number =>
  0.15 +
  Math.exp(-((hour - 10.5) ** 2) / 6) +
  0.8 * Math.exp(-((hour - 19) ** 2) / 5) +
  (hour >= 14 && hour < 14.5 ? 1.4 : 0);

/** Small repeatable unevenness, so that lines look measured. */
const wobble = (i: number, salt: number): number => {
  const mixed = Math.imul(i * 31 + salt, 0x9e3779b1);
  return (Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 8) / 0x1000000;
};

function quarters(value: (hour: number, i: number) => number): [number, number][] {
  return Array.from({ length: 97 }, (_, i) => [i * quarter_us, value(i / 4, i)]);
}

function usage(): Series {
  const grow = (perQuarter: number, salt: number): [number, number][] => {
    let sum = 0;
    return quarters((hour, i) => {
      sum += perQuarter * intensity(hour) * (0.7 + 0.6 * wobble(i, salt));
      return Math.round(sum * 1000) / 1000;
    });
  };
  return {
    name: 'usage',
    title: 'Data used over mobile broadband',
    axis: 'data used since the start (GB)',
    lines: [
      { label: 'prepaid laptops', points: grow(2.4, 1) },
      { label: 'new eSIM customers', points: grow(1.1, 2) },
      { label: 'tethered guests', points: grow(0.4, 3) },
    ],
  };
}

function balance(): Series {
  const falling = (from: number, perDay: number, salt: number): [number, number][] =>
    quarters((hour, i) => Math.max(0, Math.round((from - (perDay * hour) / 24 - 40 * wobble(i, salt)) * 10) / 10));
  return {
    name: 'balance',
    title: 'Data balance left on prepaid lines',
    axis: 'balance left (MB)',
    lines: [
      { label: 'p5', points: falling(240, 460, 4) },
      { label: 'median', points: falling(1_180, 520, 5) },
      { label: 'p95', points: falling(2_000, 380, 6) },
    ],
  };
}

function rate(): Series {
  return {
    name: 'getbalance-rate',
    title: 'GetBalance requests reaching the operator',
    axis: 'requests per second (per s)',
    lines: [
      {
        label: 'arriving',
        points: quarters((hour, i) => Math.round((14 * intensity(hour) + 3 * wobble(i, 7)) * 100) / 100),
      },
      {
        label: 'answered',
        points: quarters((hour, i) => Math.round((13.6 * intensity(hour) + 2.6 * wobble(i, 7)) * 100) / 100),
      },
    ],
  };
}

/** Bins of equal width in the logarithm, filled as a lognormal would. */
function lognormalBins(
  name: string,
  title: string,
  axis: string,
  median: number,
  sigma: number,
  total: number,
): Histogram {
  const edges = Array.from({ length: 41 }, (_, i) => Number((median * Math.exp(sigma * (i / 5 - 4))).toPrecision(6)));
  const weights = edges.slice(1).map((_, i) => Math.exp(-((i / 5 - 3.9) ** 2) / 2) * (0.85 + 0.3 * wobble(i, 8)));
  const sum = weights.reduce((a, b) => a + b, 0);
  return {
    name,
    title,
    axis,
    logarithmic: true,
    edges,
    counts: weights.map(weight => Math.round((total * weight) / sum)),
  };
}

function spread(question: string, n: number, p50: number, p95: number, p99: number, max: number): DistributionMetric {
  return {
    kind: 'distribution',
    unit: 'µs',
    n,
    censored: n > 5_000 ? 0 : 7,
    mean: p50 * 1.3,
    min: p50 / 9,
    p50,
    p95,
    p99,
    max,
    method: 'sketch, 1 % relative error',
    question,
  };
}

const value = (question: string, unit: string, n: number, found: number | null, censored = 0): Metric => ({
  kind: 'value',
  unit,
  n,
  censored,
  value: found,
  question,
});

const flow: FlowPicture = {
  title: 'One purchase in eight steps',
  source: 'Microsoft Learn, "Mobile Plans: solution architecture", typical activation',
  participants: [
    { id: 'user', label: 'User' },
    { id: 'app', label: 'Mobile Plans app' },
    { id: 'service', label: 'Mobile Plans service' },
    { id: 'portal', label: 'Operator web portal' },
    { id: 'smdp', label: 'SM-DP+' },
    { id: 'lpa', label: 'LPA' },
    { id: 'euicc', label: 'eUICC' },
    { id: 'network', label: 'Mobile network' },
    { id: 'flyout', label: 'Network flyout' },
    { id: 'api', label: 'Operator API' },
  ],
  arrows: [
    arrow(1, 'user', 'app', 'opens Mobile Plans from the network flyout', 2_184, null, null),
    arrow(1, 'app', 'service', 'GetProviders(location, device, EID)', 2_184, 310e3, 820e3, [['timed out', 6]]),
    arrow(2, 'app', 'portal', 'GET portal(market, transactionId, eid, imei, iccids)', 2_178, 1.4e6, 4.1e6, [
      ['page did not load', 31],
    ]),
    arrow(2, 'portal', 'portal', 'sign-in, identity, offer, payment', 2_147, 94e6, 411e6, [
      ['declined', 44],
      ['gave up', 372],
    ]),
    arrow(3, 'portal', 'smdp', 'ES2+ order, confirm, release', 1_731, 1.1e6, 2.6e6, [
      ['8.2.5/3.7 no profile of that type', 3],
    ]),
    arrow(4, 'portal', 'app', 'notifyProfileDownload(metadata, activationCode)', 1_728, 42e3, 96e3),
    arrow(5, 'app', 'lpa', 'download(activationCode)', 1_728, 18e3, 37e3),
    arrow(6, 'lpa', 'smdp', 'ES9+ authenticate, GetBoundProfilePackage', 1_790, 21e6, 58e6, [
      ['timed out', 38],
      ['8.8.5/4.1 download order expired', 4],
    ]),
    arrow(6, 'lpa', 'euicc', 'LoadBoundProfilePackage, EnableProfile', 1_748, 9.2e6, 17e6),
    arrow(6, 'euicc', 'network', 'attach', 1_748, 15e6, 74e6, [['not ready after 6 min', 11]]),
    arrow(7, 'user', 'flyout', 'opens the flyout', 3_911, null, null),
    arrow(7, 'flyout', 'service', 'GetBalance(ICCID)', 3_911, 236e3, 1.9e6),
    arrow(8, 'service', 'api', 'GET balances (mTLS)', 3_790, 128e3, 1.7e6, [
      ['429 too many requests', 62],
      ['timed out', 17],
    ]),
  ],
};

function arrow(
  step: number,
  from: string,
  to: string,
  label: string,
  n: number,
  p50_us: number | null,
  p95_us: number | null,
  failures: [string, number][] = [],
): FlowPicture['arrows'][number] {
  const drawn = {
    step,
    from,
    to,
    label,
    n,
    p50_us,
    p95_us,
    failures: failures.map(([reason, count]) => ({ reason, n: count })),
  };
  return step === 8
    ? {
        ...drawn,
        example:
          'GET /v1/sims/8988303000000614227/balances?fieldsTemplate=basic HTTP/1.1\nx-ms-correlation-id: 0d1f6a52',
      }
    : drawn;
}

const purchases: StateMachine = {
  name: 'purchase',
  source: 'mobile-plans-callback-notifications.md',
  states: [
    { state: 'notStarted', role: 'first', n: 0 },
    { state: 'portal', role: 'between', n: 7 },
    { state: 'ordering', role: 'between', n: 0 },
    { state: 'downloading', role: 'between', n: 0 },
    { state: 'done', role: 'end', n: 1_683 },
    { state: 'abandoned', role: 'end', n: 494 },
  ],
  transitions: [
    { from: 'notStarted', event: 'opened', to: 'portal' },
    { from: 'notStarted', event: 'abandoned', to: 'abandoned' },
    { from: 'portal', event: 'stepTaken', to: 'portal' },
    { from: 'portal', event: 'declined', to: 'portal' },
    { from: 'portal', event: 'orderConfirmed', to: 'ordering' },
    { from: 'portal', event: 'abandoned', to: 'abandoned' },
    { from: 'ordering', event: 'codeReceived', to: 'downloading' },
    { from: 'ordering', event: 'orderRefused', to: 'portal' },
    { from: 'ordering', event: 'abandoned', to: 'abandoned' },
    { from: 'downloading', event: 'profileEnabled', to: 'done' },
    { from: 'downloading', event: 'abandoned', to: 'abandoned' },
  ],
};

function requests(): Table {
  const rows = Array.from({ length: 200 }, (_, i) => i);
  return {
    name: 'requests',
    columns: [
      { name: 'request', type: 'INT32', values: rows },
      { name: 'started_us', type: 'DOUBLE', values: rows.map(i => i * 432e6) },
      {
        name: 'latency_us',
        type: 'DOUBLE',
        values: rows.map(i => (i % 17 === 0 ? null : Math.round(90_000 + 400_000 * wobble(i, 9)))),
      },
      { name: 'outcome', type: 'STRING', values: rows.map(i => (i % 17 === 0 ? 'timedOut' : 'answered')) },
      { name: 'retried', type: 'BOOLEAN', values: rows.map(i => i % 5 === 0) },
    ],
  };
}

function metrics(): Record<string, Metric> {
  return {
    'purchase.soldAndOnline': value(
      'Which share of visitors paid and was online within an hour?',
      'share',
      2_184,
      0.7706,
      7,
    ),
    'purchase.continueToOnline': spread(
      'How long from Continue until the internet answers?',
      1_737,
      161e6,
      2_280e6,
      5_100e6,
      9_040e6,
    ),
    'activation.duration': spread(
      'How long from the activation code until the modem is registered?',
      1_737,
      49e6,
      178e6,
      402e6,
      1_260e6,
    ),
    'purchase.refunds': value('Which share of payments was given back?', 'share', 1_731, 0.0237),
    'getBalance.latency': spread('How long until the flyout shows a balance?', 9_842, 236e3, 1.9e6, 4.3e6, 8e6),
    'getBalance.rate': {
      kind: 'rate',
      unit: 'per s',
      n: 431_220,
      censored: 0,
      mean: 4.99,
      peaks: { '1s': 49, '10s': 38.2, '1min': 31.4, '5min': 27.3 },
      peaksByChance: { '1s': 47.8, '10s': 35.1, '1min': 29.6, '5min': 26.9 },
      peaksAt_us: { '1s': 51_301e6, '10s': 51_296e6, '1min': 51_240e6, '5min': 51_060e6 },
      question: 'How many GetBalance requests does the operator have to answer per second?',
    },
    'usage.total': value('How much data went over mobile broadband?', 'B', 640, 214_300_000_000),
    'support.worthy': value('How many paid and were not online after an hour?', 'buyers', 1_731, 11),
    'hotspot.sessions': value('How many Wi-Fi hotspot sessions were there?', 'count', 0, null),
  };
}

/** A timeline as crowded as they come: close together, at both ends, of no length, with long names. */
export function sampleIncidents(): Incident[] {
  const at = (hour: number, minute = 0): number => (hour * 60 + minute) * 60e6;
  const requests = { answered: 12, timedOut: 138, shed: 40 };
  return [
    {
      name: 'smdp-slow',
      kind: 'slow',
      system: 'smdp',
      operator: 'contoso',
      factor: 4,
      from_us: 0,
      until_us: at(1),
      requests: {},
    },
    {
      name: 'release',
      kind: 'deployment',
      system: 'api',
      operator: 'contoso',
      step: 1,
      from_us: at(9),
      until_us: at(9, 6),
      requests: { answered: 217 },
    },
    {
      name: 'operator-api-hung-again-after-the-release-of-last-week',
      kind: 'hang',
      system: 'api',
      operator: 'contoso',
      from_us: at(9, 12),
      until_us: at(9, 30),
      requests,
    },
    { name: 'promo', kind: 'campaign', group: 'laptops', reach: 2_000, from_us: at(14), until_us: day_us },
    { name: 'flash', kind: 'campaign', group: 'laptops', reach: 1, from_us: at(14, 30), until_us: at(14, 30) },
    {
      name: 'service-errors-late-in-the-day',
      kind: 'errors',
      system: 'service',
      share: 0.2,
      from_us: at(23),
      until_us: at(23, 30),
      requests,
    },
    {
      name: 'portal-down',
      kind: 'refuse',
      system: 'portal',
      operator: 'contoso',
      from_us: at(23, 45),
      until_us: day_us,
      requests,
    },
  ];
}

/** A fresh, rich, entirely made-up result. */
export function sampleResult(changes: { variant?: string; seed?: number } = {}): RunResult {
  const variant = changes.variant ?? 'inline';
  const seed = changes.seed ?? 42;
  return {
    summary: {
      schema: 'mpsim.summary/1',
      scenario: 'launch-callback',
      variant,
      seed,
      preset: 'published',
      title: 'Launch day: when should the profile be fetched?',
      question: 'Does delayed or async lose fewer paying customers than inline on the day Contoso launches in Germany?',
      answer: [
        '77.1 % of visitors bought a plan and were online within an hour.',
        'Half of them needed less than 2 min 41 s from Continue; 1 in 20 waited more than 38 min, nearly all behind the SM-DP+ outage at 11:00.',
        '2.4 % of payments were refunded, above the 1 % you asked for.',
      ],
      fingerprint: 'b1946ac92492d2347c6235b4d2611184',
      simulated_us: day_us,
      events: 8_412_977,
      reproduce: `mpsim run launch-callback.yaml --variant ${variant} --seed ${seed}`,
      expectations: [
        { text: 'share(purchase.soldAndOnline) >= 75 %', verdict: 'pass', value: 0.7706, unit: 'share', bound: 0.75 },
        {
          text: 'share(purchase.refunds) <= 1 %',
          verdict: 'fail',
          value: 0.0237,
          unit: 'share',
          bound: 0.01,
          why: 'Contoso refunds by hand above one in a hundred',
        },
        { text: 'p95(getBalance.latency) < 2 s', verdict: 'pass', value: 1.9e6, unit: 'µs', bound: 2e6 },
        {
          text: 'p95(hotspot.signIn) < 5 s',
          verdict: 'undecided',
          value: null,
          unit: 'µs',
          bound: 5e6,
          why: 'nobody signed in to a hotspot in this run',
        },
      ],
      metrics: metrics(),
      laws: [
        {
          name: 'every byte is accounted for',
          why: 'double counting hides where tethering and exempt updates meet',
          verdict: 'held',
          judged: 9_214,
        },
        {
          name: 'nobody is charged without service or refund',
          why: 'money taken must buy something',
          verdict: 'held',
          judged: 1_731,
        },
        {
          name: 'a profile is on one eUICC only',
          why: 'a copied profile would be a fraud',
          verdict: 'broken',
          judged: 1_748,
          breach: 'ICCID 8988303000000614227 on two eUICCs at Mon 11:10:01',
        },
        {
          name: 'every request has exactly one outcome',
          why: 'an answer after a time-out must not count twice',
          verdict: 'held',
          judged: 431_220,
        },
      ],
      assumptions: [
        {
          path: 'operators.contoso.portal.steps.pay.fails',
          value: '4 %',
          setBy: 'scenario',
          source: 'Contoso pilot, March',
          assumed: true,
        },
        {
          path: 'microsoft.service.getBalance.timeout',
          value: '10 s',
          setBy: 'published',
          source: 'Microsoft Learn, "Mobile Plans: operator API"',
          assumed: false,
        },
        {
          path: 'device.modem.firstAttach',
          value: 'lognormal median 15 s p95 75 s',
          setBy: 'published',
          source: 'Chosen: a first attach with a new profile is slower than a re-attach',
          assumed: true,
        },
        {
          path: 'operators.contoso.smdp.releaseAfter',
          value: '1.1 s',
          setBy: 'scenario',
          source: 'Contoso pilot, March',
          assumed: false,
        },
      ],
    },
    details: {
      series: [usage(), balance(), rate()],
      histograms: [
        lognormalBins('getbalance-latency', 'How long GetBalance took', 'time to answer (ms)', 236, 1.1, 9_842),
        lognormalBins(
          'activation-duration',
          'How long activation took',
          'time from activation code to registered (s)',
          49,
          0.75,
          1_737,
        ),
      ],
      flow: structuredClone(flow),
      funnel: [
        { stage: 'opened Mobile Plans', reached: 2_184, left: [{ reason: 'timed out', n: 6 }] },
        {
          stage: 'saw the portal',
          reached: 2_178,
          left: [
            { reason: 'page did not load', n: 31 },
            { reason: 'left at once', n: 129 },
          ],
        },
        {
          stage: 'signed in',
          reached: 2_018,
          left: [
            { reason: 'wrong password', n: 88 },
            { reason: 'gave up', n: 52 },
          ],
        },
        { stage: 'chose a plan', reached: 1_878, left: [{ reason: 'gave up', n: 103 }] },
        { stage: 'paid', reached: 1_731, left: [{ reason: 'declined', n: 44 }] },
        { stage: 'profile installed', reached: 1_748 - 20, left: [{ reason: 'download failed', n: 3 }] },
        { stage: 'online', reached: 1_683, left: [] },
      ],
      outcomes: [
        { outcome: 'online', n: 1_683, meaning: 'paid and carried the first byte' },
        { outcome: 'abandoned', n: 372, meaning: 'closed the app before paying' },
        { outcome: 'declined', n: 44, meaning: 'the payment was refused and not tried again' },
        { outcome: 'failed', n: 78, meaning: 'paid or tried to, ended without service; refunded' },
        { outcome: 'still open', n: 7, meaning: 'the run ended first' },
      ],
      machines: [structuredClone(purchases)],
      changes:
        variant === 'inline'
          ? []
          : [
              { path: 'operators.contoso.portal.callback', from: 'inline', fromPreset: true, to: variant },
              {
                path: 'operators.contoso.portal.steps.choose.think',
                from: 'lognormal median 20 s p95 90 s',
                fromPreset: false,
                to: '0 s',
              },
            ],
      tables: [requests()],
      incidents: [],
      start: { local: '2026-03-02 00:00', timeZone: 'Europe/Berlin', utcOffset_us: 3_600e6 },
    },
  };
}
