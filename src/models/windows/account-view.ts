/**
 * "View my account": what a person sees of the line after a click on the link of the flyout.
 *
 *     flyout ── clicked ──▶ operator's app, web site, or Mobile Plans ── account page, over the path of the PC ──▶ operator
 *                                                            └── balance and usage · page error · no connection · no patience
 *
 * Source: Microsoft Learn, "Overview of mobile broadband" (View my account), "Mobile Plans account management".
 * Assumption: app, web site and portal show the same page; it says what billing believes is left. A page that does not come
 * is not tried again: people close it.
 */
import {
  type Bytes,
  count,
  type Does,
  type Microseconds,
  model,
  oneOf,
  port,
  type RecordOf,
  type Reply,
  state,
  type TransitionTable,
  time,
} from '../../sim/index.ts';
import type { AccountPage, mobileOperatorWebSite } from '../operator/mobile-operator-web-site.ts';
import type { Surroundings } from '../surroundings.ts';
import { transferTime } from '../transfer-time.ts';
import { type LinkTarget, linkTargets } from './account-link.ts';

type State = 'closed' | 'loading' | 'reading';
type Event = 'opened' | 'pageCame' | 'failed' | 'left';

const accountViewTable: TransitionTable<State, Event> = {
  closed: { opened: 'loading' },
  loading: { pageCame: 'reading', failed: 'closed' },
  reading: { left: 'closed' },
};

/** Why no account was seen. The position in this list is the value of the fact `failed`. */
export const accountFailures = [
  'nothing to open',
  'no connection',
  'walled garden',
  'page error',
  'no answer',
  'no patience',
] as const;
type Failure = (typeof accountFailures)[number];

const site = port<typeof mobileOperatorWebSite>('account pages');
export const accountViewPorts = { site };
const { accountPage } = site.asks;

const record = {
  state: state(accountViewTable),
  views: count(),
  /** What shows the page. */
  by: oneOf(linkTargets),
  clickedAt: time(),
  /** What the page said is left. */
  left: count(),
};
/** The value of `clicked` is what it opens, of `shown` the time since the click. */
const facts = ['clicked', 'shown', 'failed'] as const;
type View = RecordOf<typeof record>;
type Doing = Does<
  typeof record,
  typeof accountViewTable,
  'shows' | 'leaves' | 'losesPatience',
  (typeof facts)[number],
  string,
  Surroundings
>;

export const accountView = model('account view', {
  source: 'overview-of-mobile-broadband.md',
  table: accountViewTable,
  record,
  kept: 'columns',
  timers: { shows: 0 as Microseconds, leaves: 0 as Microseconds, losesPatience: 0 as Microseconds },
  facts,
  given: {} as Surroundings,
  takes: {
    /** From the flyout: a click, and what it opens. Who has the page open already looks at that. */
    clicked(view, target: LinkTarget, does) {
      if (view.state !== 'closed') return;
      const nth = view.views;
      view.views += 1;
      view.by = target;
      view.clickedAt = does.now;
      does.move(view, 'opened');
      does.emit('clicked', linkTargets.indexOf(target));
      if (target === 'nothing') {
        does.self('fails', 'nothing to open');
        return;
      }
      const { given, subject } = does;
      const { patience } = given.group(subject).accountView!;
      does.arm('losesPatience', given.sample(patience, does.draw('accountView.patience', nth)));
      does.ask(accountPage, subject, undefined, {
        then: 'pageAnswered',
        within: given.operator(subject).accountPage!.timeout,
        over: given.wayTo(subject, target === 'Mobile Plans' ? 'portal' : 'account'),
        occurrence: nth,
        about: nth,
      });
    },

    /** What the back end has said. Whoever has closed the page meanwhile does not see it. */
    pageAnswered(view, reply: Reply<AccountPage>, does) {
      if (view.state !== 'loading' || reply.about !== view.views - 1) return;
      if (reply.outcome === 'answered') {
        view.left = reply.answer.left;
        does.arm(
          'shows',
          transferTime(does.given.operator(does.subject).accountPage!.size * 8, does.given.rateTo(does.subject)),
        );
        return;
      }
      does.self('fails', failureOf(reply, does));
    },

    shows(view, _: undefined, does) {
      if (view.state !== 'loading') return;
      does.cancel('losesPatience');
      does.move(view, 'pageCame');
      does.emit('shown', does.now - view.clickedAt!);
      const { reads } = does.given.group(does.subject).accountView!;
      does.arm('leaves', does.given.sample(reads, does.draw('accountView.reads', view.views - 1)));
    },

    losesPatience(view, _: undefined, does) {
      if (view.state === 'loading') does.self('fails', 'no patience');
    },

    fails(view, why: Failure, does) {
      if (view.state !== 'loading') return;
      does.cancel('losesPatience');
      does.cancel('shows');
      does.move(view, 'failed');
      does.emit('failed', accountFailures.indexOf(why));
      view.by = undefined;
    },

    leaves(view, _: undefined, does) {
      does.move(view, 'left');
      view.by = undefined;
    },
  },
});

/** A device that has a path, but no way to the page, is in the walled garden. */
function failureOf({ outcome }: Reply<AccountPage>, { given, subject }: Doing): Failure {
  if (outcome === 'refused') return 'page error';
  if (outcome !== 'unreachable') return 'no answer';
  return given.pathOf(subject) === given.links.cellular ? 'walled garden' : 'no connection';
}

/** What the page says, for who reads it. */
export const leftOf = ({ left }: Readonly<View>): Bytes => left as Bytes;
