/**
 * The Windows Dev Center dashboard: where an operator hands in its service metadata package.
 *
 *     operator ── package ──▶ ┌────────────────────┐ ── approved ──▶ WMIS ── at the next check ──▶ PCs
 *              ◀─ rejected ── │ checks, then people │
 *                             └────────────────────┘
 *
 * The first mistake that the checks find is told; the package comes back with that one put right. A package that replaces
 * another one is taken up by PCs when they check, every eight days.
 * Source: Microsoft Learn, "Developer guide for creating service metadata", "PrivilegedApplications", "HardwareID" (ranges
 * begin with 00 and end with 99; one ID belongs to one package).
 * Assumption: the order of the checks, and their time; people approve what has passed them. At most 8 privileged apps: one
 * document says 2, the wizard of another adds 7 to the operator's own.
 */
import { type Microseconds, model, port, small, state, type TransitionTable } from '../../sim/index.ts';
import type { OperatorSettings, SubmissionSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { wmis } from './wmis.ts';

type State = 'notHandedIn' | 'checked' | 'rejected' | 'inReview' | 'approved' | 'published';
type Event = 'handedIn' | 'handedInAgain' | 'foundMistake' | 'passedChecks' | 'approved' | 'published';

const submissionTable: TransitionTable<State, Event> = {
  notHandedIn: { handedIn: 'checked' },
  checked: { foundMistake: 'rejected', passedChecks: 'inReview' },
  rejected: { handedInAgain: 'checked' },
  inReview: { approved: 'approved' },
  approved: { published: 'published' },
  published: {},
};

const privilegedAppsMost = 8;

/** Why a package is rejected, in the order of the checks. The position in this list is the value of the fact `rejected`. */
export const submissionMistakes = ['signature', 'hardware ID range', 'hardware ID taken', 'privileged apps'] as const;
export type SubmissionMistake = (typeof submissionMistakes)[number];

const service = port<typeof wmis>('WMIS');
export const dashboardPorts = { service };
const { publishes } = service.tells;

export const devCenterDashboard = model('service metadata submission', {
  source: 'developer-guide-for-creating-service-metadata.md',
  table: submissionTable,
  /** One record an operator. */
  record: {
    state: state(submissionTable),
    /** Times handed in. */
    versions: small(),
  },
  timers: {
    handsIn: 0 as Microseconds,
    checks: 0 as Microseconds,
    approves: 0 as Microseconds,
    publishes: 0 as Microseconds,
  },
  facts: ['handedIn', 'rejected', 'inReview', 'approved', 'published'],
  given: {} as Surroundings,
  takes: {
    handsIn(submission, _: undefined, does) {
      const nth = submission.versions;
      submission.versions = nth + 1;
      does.move(submission, nth === 0 ? 'handedIn' : 'handedInAgain');
      does.emit('handedIn', nth);
      const { validation } = submissionOf(does.given, does.subject);
      does.arm('checks', does.given.sample(validation, does.draw('dashboard.validation', nth, 0, does.subject)));
    },

    checks(submission, _: undefined, does) {
      const settings = submissionOf(does.given, does.subject);
      const nth = submission.versions - 1;
      // Each rejection has put one of them right.
      const mistake = mistakesIn(settings, does.given.settings.operators, does.subject)[nth];
      if (mistake !== undefined) {
        does.move(submission, 'foundMistake');
        does.emit('rejected', submissionMistakes.indexOf(mistake));
        does.arm('handsIn', does.given.sample(settings.correction, does.draw('dashboard.correction', nth)));
        return;
      }
      does.move(submission, 'passedChecks');
      does.emit('inReview');
      does.arm('approves', does.given.sample(settings.review, does.draw('dashboard.review', nth)));
    },

    approves(submission, _: undefined, does) {
      does.move(submission, 'approved');
      does.emit('approved');
      const { publication } = submissionOf(does.given, does.subject);
      does.arm('publishes', does.given.sample(publication, does.draw('dashboard.publication')));
    },

    publishes(submission, _: undefined, does) {
      does.move(submission, 'published');
      does.emit('published');
      does.tell(publishes, 0, does.subject);
    },
  },
});

const submissionOf = ({ settings }: Surroundings, operator: number): SubmissionSettings =>
  settings.operators[operator]!.serviceMetadata.submission!;

type Range = SubmissionSettings['iccids'][number];

/** What the checks find, in their order, each kind once. */
export function mistakesIn(
  { signed, iccids, privilegedApps }: Pick<SubmissionSettings, 'signed' | 'iccids' | 'privilegedApps'>,
  operators: readonly Pick<OperatorSettings, 'serviceMetadata'>[],
  own: number,
): SubmissionMistake[] {
  // Whoever stands before it among the operators has registered before it.
  const others = operators.slice(0, own).flatMap(({ serviceMetadata }) => serviceMetadata.submission?.iccids ?? []);
  const found: Record<SubmissionMistake, boolean> = {
    signature: !signed,
    'hardware ID range': !iccids.every(isRange),
    'hardware ID taken': iccids.some(range => others.some(other => overlap(range, other))),
    'privileged apps': privilegedApps > privilegedAppsMost,
  };
  return submissionMistakes.filter(mistake => found[mistake]);
}

/** Digits of the same number, the first ending in 00, the last in 99. An ICCID has up to 20 of them. */
const isRange = ({ first, last }: Range): boolean =>
  /^\d{4,18}00$/.test(first) && /^\d{4,18}99$/.test(last) && first.length === last.length && first <= last;

/** Numbers of the same length compare as text. */
const overlap = (one: Range, other: Range): boolean =>
  one.first.length === other.first.length && one.first <= other.last && other.first <= one.last;
