/** The Microsoft Store: delivers the operator's app to one PC whenever there is internet. */
import { flag, type Microseconds, model, small, state, type TransitionTable } from '../../sim/index.ts';
import type { Surroundings } from '../surroundings.ts';

type State = 'nothing' | 'queued' | 'downloading' | 'installed';
type Event = 'wanted' | 'begins' | 'interrupted' | 'failed' | 'done' | 'removed';

export const microsoftStoreTable: TransitionTable<State, Event> = {
  nothing: { wanted: 'queued' },
  queued: { begins: 'downloading' },
  downloading: { done: 'installed', interrupted: 'queued', failed: 'queued' },
  installed: { removed: 'nothing' },
};

export const microsoftStore = model('Microsoft Store', {
  source: 'overview-of-mobile-broadband.md',
  table: microsoftStoreTable,
  /** One delivery a device. */
  record: { state: state(microsoftStoreTable), online: flag(), tries: small() },
  kept: 'columns',
  timers: { begins: 0 as Microseconds, finishes: 0 as Microseconds },
  facts: ['queued', 'downloading', 'installed', 'failed'],
  given: {} as Surroundings,
  takes: {
    /** The service metadata names an app. */
    wanted(_store, _: undefined, _does) {},
    internet(_store, _isThere: boolean, _does) {},
    begins(_store, _: undefined, _does) {},
    finishes(_store, _: undefined, _does) {},
    removed(_store, _: undefined, _does) {},
  },
});
