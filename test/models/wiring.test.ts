/** Every way out of every model leads somewhere, and whoever is there understands what is said. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import type { LoadSettings, MonitoringSettings, TimelineEntry } from '../../src/models/settings.ts';
import { World } from '../../src/models/world.ts';
import { Assembly } from '../../src/sim/assembly.ts';
import type { AnyModel, Port, PortTag } from '../../src/sim/model.ts';
import { hours, minutes } from '../../src/sim/units.ts';
import { steadyMessages } from './message-worlds.ts';
import { always, evenly, people, settingsWith, tier } from './small-world.ts';

const root = new URL('../../src/models/', import.meta.url);
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  file => file.endsWith('.ts') && !file.startsWith('systems'),
);

const isTag = (tag: unknown): tag is PortTag => typeof tag === 'object' && tag !== null && 'label' in tag;
const isPort = (tag: PortTag): tag is Port<AnyModel> => 'tells' in tag;

/** What the models export as `…Ports` and `…Sees`, each with the place where it is declared. */
const tags = new Map<PortTag, string>();
for (const file of files) {
  const path = `../../src/models/${file}`;
  const exported = (await import(path)) as Record<string, unknown>;
  for (const [name, group] of Object.entries(exported)) {
    if (!/(Ports|Sees)$/.test(name)) continue;
    for (const [key, tag] of Object.entries(group as object)) if (isTag(tag)) tags.set(tag, `${name}.${key}`);
  }
}

/** How often a file declares a way out, by its text. */
const declared = (what: 'port' | 'sees') =>
  files
    .map(file => readFileSync(new URL(file, root), 'utf8'))
    .reduce((sum, text) => sum + (text.match(new RegExp(`[=:] ${what}<typeof `, 'g'))?.length ?? 0), 0);

/** A world that has everything: a timeline of every kind, load agents, family plans, and a back end with a cache. */
const promo = { kind: 'campaign', name: 'promo', at: hours(1), group: 'people', reach: 1, opens: always(0) } as const;
const everything: readonly TimelineEntry[] = [
  promo,
  { kind: 'act', name: 'by hand', at: hours(1), group: 'people', first: 0, count: 1, act: 'openFlyout' },
  {
    kind: 'notification',
    name: 'promotion',
    at: hours(1),
    group: 'people',
    reach: 1,
    type: 'newOffer',
    by: 'promotion',
  },
  { kind: 'message', name: 'letter', at: hours(1), group: 'people', reach: 1, by: 'sms', text: 'Hello' },
];
const monitoring: MonitoringSettings = {
  portalEvery: hours(1),
  balanceEvery: hours(1),
  everyNth: 1,
  failuresInARow: 12,
  timeout: hours(1),
  window: hours(1),
  shareOfGlobal: 0,
};
const load: LoadSettings = { rate: 1, pacing: 'even', iccids: 10, getBalance: 0.9, timeout: hours(1) };
const cache = { ttl: minutes(1), staleIfError: minutes(0), key: 'iccid', entries: 10, sharedMisses: false } as const;
const usage = {
  monthly: always(3e9),
  sessions: { perDay: 4, weights: evenly },
  sessionRate: 625_000,
};
const full = settingsWith({
  operator: { messages: steadyMessages, backEnd: { tiers: [tier('payment'), tier('cache', { cache })] } },
  timeline: everything,
  microsoft: { monitoring },
  groups: [
    { ...people, usage: { ...usage, takes: 'mobileBroadband', history: true }, family: { ...usage, devices: 2 } },
    { ...people, name: 'agents', sim: 'hot', flyout: { perDay: 0, weights: evenly }, load },
  ],
});

/** Who is behind each port, and whose records each tag shows; after a run, in which slots that are named late come to be. */
function wired(): { tag: PortTag; model: AnyModel }[] {
  const connect = vi.spyOn(Assembly.prototype, 'connect');
  const show = vi.spyOn(Assembly.prototype, 'show');
  new World(full).run();
  const calls = [...connect.mock.calls, ...show.mock.calls];
  connect.mockRestore();
  show.mockRestore();
  return calls.map(([tag, { model }]) => ({ tag, model }));
}
const wires = wired();
const behind = new Map(wires.map(({ tag, model }) => [tag, model]));

describe('the ways out of the models', () => {
  it('are all exported, so that they can be wired', () => {
    const ports = [...tags.keys()].filter(isPort);
    expect(ports).toHaveLength(declared('port'));
    expect(tags.size - ports.length).toBe(declared('sees'));
    expect(ports.length).toBeGreaterThan(80);
  });

  it('are connected, each of them once', () => {
    expect([...tags].filter(([tag]) => !behind.has(tag)).map(([, where]) => where)).toEqual([]);
    const wiredTags = wires.map(({ tag }) => tag);
    expect(wiredTags.filter((tag, at) => wiredTags.indexOf(tag) !== at).map(tag => tags.get(tag))).toEqual([]);
    expect(wiredTags.filter(tag => !tags.has(tag)).map(({ label }) => label)).toEqual([]);
  });

  it('lead to models that take what is told and answer what is asked there', () => {
    const lost = [...behind].flatMap(([tag, { name, takes, answers }]) => {
      if (!isPort(tag)) return [];
      const told = Object.keys(tag.tells).filter(message => !(message in takes));
      const asked = Object.keys(tag.asks).filter(request => !(request in answers));
      return [...told, ...asked].map(what => `${tags.get(tag)} → ${name}: ${what}`);
    });
    expect(lost).toEqual([]);
  });

  it('show records to who reads them', () => {
    const seen = [...behind].filter(([tag]) => !isPort(tag)).map(([, { name }]) => name);
    expect(seen.filter(name => name === 'subscription').length).toBeGreaterThan(5);
    for (const name of ['connection', 'physical SIM', 'packet context', 'windows setup']) expect(seen).toContain(name);
  });
});
