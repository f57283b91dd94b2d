/**
 * The traveller: goes abroad with the PC now and then, and comes home.
 *
 *     home ── leaves ──▶ abroad ── returns ──▶ home          at each border the device registers again
 *
 * Source: Microsoft Learn, "Mobile operator notification event technical details" (RegisteredRoaming, RegisteredHome).
 * Assumption: how often people travel and for how long; the border is crossed in an instant, and the device searches at once.
 */
import { type Microseconds, model, port, small, state, type TransitionTable } from '../../sim/index.ts';
import type { registration } from '../device/registration.ts';
import type { Surroundings } from '../surroundings.ts';
import type { dataWarning } from './data-warning.ts';

type State = 'home' | 'abroad';
type Event = 'left' | 'returned';

const travellerTable: TransitionTable<State, Event> = {
  home: { left: 'abroad' },
  abroad: { returned: 'home' },
};

const radio = port<typeof registration>('registration');
const warning = port<typeof dataWarning>('data warning');
export const travellerPorts = { radio, warning };
const { crossesBorder } = radio.tells;
const { isOver } = warning.tells;

/** Journeys beyond this share the luck of the last. */
const journeysMost = 255;

export const traveller = model('traveller', {
  source: 'mobile-operator-notification-event-technical-details.md',
  table: travellerTable,
  record: { state: state(travellerTable), journeys: small() },
  kept: 'columns',
  timers: { leaves: 0 as Microseconds, returns: 0 as Microseconds },
  /** The value is the number of the journey, from 0. */
  facts: ['left', 'returned'],
  given: {} as Surroundings,
  takes: {
    leaves(traveller, _: undefined, does) {
      const { lasts } = does.given.group(does.subject).travels!;
      does.move(traveller, 'left');
      does.emit('left', traveller.journeys);
      does.tell(crossesBorder, does.subject, undefined);
      does.arm('returns', does.given.sample(lasts, does.draw('travels.lasts', traveller.journeys)));
    },

    returns(traveller, _: undefined, does) {
      const { every } = does.given.group(does.subject).travels!;
      does.move(traveller, 'returned');
      does.emit('returned', traveller.journeys);
      does.tell(crossesBorder, does.subject, undefined);
      does.tell(isOver, does.subject, undefined);
      traveller.journeys = Math.min(traveller.journeys + 1, journeysMost);
      does.arm('leaves', does.given.sample(every, does.draw('travels.every', traveller.journeys)));
    },
  },
});
