/**
 * A video player: its bit rate follows what the network costs, and whoever has been warned stops watching.
 *
 *     idle ── the user plays ──▶ playing ── over, offline, the user stops ──▶ idle
 *
 *     unrestricted: best picture      metered: a good one      nearly used up, over the limit, abroad: the least
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Provide accurate usage and plan data ("lower video quality").
 * Assumption: a video keeps its rate until the cost of the network changes; one that loses the internet is not taken up again.
 */
import {
  count,
  type Does,
  days,
  flag,
  type Microseconds,
  model,
  number,
  port,
  type RecordOf,
  state,
  type TransitionTable,
  time,
  unitExponential,
} from '../../sim/index.ts';
import type { VideoSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ConnectionCost, isMetered } from './connection-cost.ts';
import { routeNow } from './internet-route.ts';
import type { networkTraffic } from './network-traffic.ts';

type State = 'idle' | 'playing';
type Event = 'played' | 'stopped';

const playerTable: TransitionTable<State, Event> = {
  idle: { played: 'playing' },
  playing: { stopped: 'idle' },
};

type Rates = Pick<VideoSettings, 'rateUnrestricted' | 'rateMetered' | 'rateNearLimit'>;

/** Bytes per second of a video over a network of that cost. */
export function videoRate(cost: ConnectionCost, { rateUnrestricted, rateMetered, rateNearLimit }: Rates): number {
  if (cost.overDataLimit || cost.approachingDataLimit || cost.roaming) return rateNearLimit;
  return isMetered(cost) || cost.congested ? rateMetered : rateUnrestricted;
}

const traffic = port<typeof networkTraffic>('network traffic');
export const videoPlayerPorts = { traffic };
const { flows } = traffic.tells;

const record = {
  state: state(playerTable),
  videos: count(),
  /** The app of this video does not look at the cost. */
  ignoresCost: flag(),
  /** The user has been warned, and watches nothing for the time being. */
  abstains: flag(),
  rate: number(),
  rateSince: time(),
  /** When the video began, and rate times time of what has been watched of it. */
  startedAt: time(),
  watched: number(),
};
type Player = RecordOf<typeof record>;

const timers = { plays: days(1), isOver: 0 as Microseconds };
/** The value of `ended` is the mean rate of the video in bytes per second; of the others, the rate. */
const facts = ['started', 'rateChanged', 'ended', 'notWatched'] as const;
type Doing = Does<typeof record, typeof playerTable, keyof typeof timers, (typeof facts)[number], string, Surroundings>;

export const videoPlayer = model('video player', {
  source: 'overview-of-mobile-broadband.md',
  table: playerTable,
  record,
  kept: 'columns',
  timers,
  facts,
  given: {} as Surroundings,
  takes: {
    plans(player, _: undefined, does) {
      const habit = does.given.group(does.subject).video!;
      const exponential = unitExponential(does.draw('video.plays', player.videos));
      const next = does.given.cycle(does.subject, habit).next(does.now, exponential, habit.perDay);
      if (next <= does.given.settings.length) does.arm('plays', next - does.now);
    },

    /** Who still watches one, who abstains, and who is offline does not begin another. */
    plays(player, _: undefined, does) {
      const { lasts, ignoreCost } = does.given.group(does.subject).video!;
      const nth = player.videos;
      player.videos += 1;
      does.self('plans');
      if (player.state === 'playing') return;
      const route = routeNow(does);
      if (route === undefined || player.abstains) {
        does.emit('notWatched');
        return;
      }
      player.ignoresCost = does.draw('video.ignoreCost', nth) < ignoreCost;
      player.startedAt = does.now;
      player.watched = 0;
      does.move(player, 'played');
      goesAt(player, rateOf(player, route.cost, does), does);
      does.emit('started', player.rate);
      does.arm('isOver', Math.max(1, does.given.sample(lasts, does.draw('video.lasts', nth))));
    },

    isOver(player, _: undefined, does) {
      stops(player, does);
    },

    costChanged(player, _: undefined, does) {
      if (player.state !== 'playing') return;
      const route = routeNow(does);
      if (route === undefined) {
        stops(player, does);
        return;
      }
      const rate = rateOf(player, route.cost, does);
      if (rate === player.rate) return;
      does.tell(flows, does.subject, { source: 'video', rate: 0 });
      goesAt(player, rate, does);
      does.emit('rateChanged', rate);
    },

    /** From the user, who has been warned: no videos until further notice. */
    abstains(player, isWarned: boolean, does) {
      player.abstains = isWarned;
      if (isWarned && player.state === 'playing') stops(player, does);
    },
  },
});

const rateOf = ({ ignoresCost }: Readonly<Player>, cost: ConnectionCost, does: Doing): number => {
  const settings = does.given.group(does.subject).video!;
  return ignoresCost ? settings.rateUnrestricted : videoRate(cost, settings);
};

/** The stretch so far is counted for the mean. */
function counts(player: Player, does: Doing): void {
  if (player.rateSince !== undefined) player.watched += player.rate * (does.now - player.rateSince);
  player.rateSince = does.now;
}

function goesAt(player: Player, rate: number, does: Doing): void {
  counts(player, does);
  player.rate = rate;
  does.tell(flows, does.subject, { source: 'video', rate });
}

function stops(player: Player, does: Doing): void {
  counts(player, does);
  const lasted = does.now - player.startedAt!;
  does.emit('ended', lasted === 0 ? player.rate : Math.round(player.watched / lasted));
  player.rate = 0;
  player.rateSince = undefined;
  player.startedAt = undefined;
  does.cancel('isOver');
  does.move(player, 'stopped');
  does.tell(flows, does.subject, { source: 'video', rate: 0 });
}
