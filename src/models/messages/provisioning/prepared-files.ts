/**
 * Provisioning files of a world, read and checked once, however many devices they are given to; and what devices have
 * become by them, as numbers.
 *
 * A file that the operator writes for each subscriber anew differs from device to device in its SubscriberId (and so in its
 * signature) alone. It is prepared once with any SubscriberId; whoever delivers it to a device says for which subscriber it
 * was made, and the device compares that with its own SIM. Assumption: certificates that were valid when the world began
 * stay so to its end.
 */
import { type ActivationDirective, directiveOf } from './activation.ts';
import { type ApplyContext, applyProvisioning, nothingProvisioned, type ProvisionedState } from './applying.ts';
import { provisioningCode } from './provisioning-code.ts';
import {
  allElementsProvisioned,
  type ProvisioningResults,
  refusedResults,
  resultCode,
} from './provisioning-results.ts';
import { judgeProvisioningXml, type ProvisioningSource, type Verdict, type VerdictContext } from './verdict.ts';

export interface PreparedFile {
  readonly xml: string;
  readonly source: ProvisioningSource;
  readonly verdict: Verdict;
}

/** Reads and judges a file for all devices that have this source and this knowledge of certificates. */
export const prepareProvisioningFile = (
  xml: string,
  source: ProvisioningSource,
  context: VerdictContext,
): PreparedFile => ({ xml, source, verdict: judgeProvisioningXml(xml, source, context) });

/** What the app or the web site is told when a file has been dealt with. */
export interface ProvisioningOutcome {
  /** An HRESULT; zero is success, else it is the first failure. */
  readonly code: number;
  readonly allElementsProvisioned: boolean;
  readonly results: ProvisioningResults;
  /** What the modem has to do now, if anything. */
  readonly activation?: ActivationDirective;
}

export interface StateStep {
  /** Number of the state the device is in afterwards. */
  readonly next: number;
  readonly outcome: ProvisioningOutcome;
}

/**
 * The states that files have made, each with a number, so that a device keeps four bytes. Number 0 is: nothing provisioned.
 * Numbers are given in the order in which states are first reached, which a run repeats exactly.
 */
export class ProvisionedStates {
  private readonly states: ProvisionedState[] = [nothingProvisioned];
  private readonly numbers = new Map<string, number>([[JSON.stringify(nothingProvisioned), 0]]);
  private readonly steps = new Map<string, StateStep>();
  private readonly files: PreparedFile[] = [];
  private readonly prepare: (number: number) => PreparedFile;

  /** @param prepare  the file of that number; asked once for each file that is handed over */
  constructor(prepare: (number: number) => PreparedFile) {
    this.prepare = prepare;
  }

  at(number: number): ProvisionedState {
    return this.states[number]!;
  }

  /**
   * What a file makes of a device.
   *
   * @param state    number of the state it is in
   * @param file     number of the prepared file
   * @param verdict  that of the file, after the user was asked where that was needed
   */
  apply(state: number, file: number, verdict: Verdict, context: ApplyContext): StateStep {
    const { subscriberIsPresent, wifiServiceRuns, osRelease } = context;
    const answer = verdict.ok ? 'accepted' : verdict.code;
    const key = [state, file, answer, subscriberIsPresent, wifiServiceRuns, osRelease].join(' ');
    let step = this.steps.get(key);
    if (step === undefined) {
      step = this.step(state, verdict, context);
      this.steps.set(key, step);
    }
    return step;
  }

  /** The state without its default profile and the plan that this one names: the plan has expired. */
  withoutPlan(number: number): number {
    const { defaultProfile, plans, ...rest } = this.at(number);
    return this.numberOf({ ...rest, plans: plans.filter(({ name }) => name !== defaultProfile?.associatedPlan) });
  }

  file(number: number): PreparedFile {
    this.files[number] ??= this.prepare(number);
    return this.files[number];
  }

  private step(state: number, verdict: Verdict, context: ApplyContext): StateStep {
    if (!verdict.ok) return { next: state, outcome: outcomeOf(refusedResults(verdict)) };
    const { next, results } = applyProvisioning(verdict.document, this.at(state), context);
    const { activation } = verdict.document;
    const isToActivate = results.elements.some(({ element, code }) => element === 'Activation' && code === 0);
    const directive = activation !== undefined && isToActivate ? directiveOf(activation) : undefined;
    return { next: this.numberOf(next), outcome: outcomeOf(results, directive) };
  }

  private numberOf(state: ProvisionedState): number {
    const text = JSON.stringify(state);
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.states.push(state);
    this.numbers.set(text, this.states.length - 1);
    return this.states.length - 1;
  }
}

const outcomeOf = (results: ProvisioningResults, activation?: ActivationDirective): ProvisioningOutcome => ({
  code: resultCode(results),
  allElementsProvisioned: allElementsProvisioned(results),
  results,
  ...(activation && { activation }),
});

/** A file is being applied already. */
export const busyOutcome: ProvisioningOutcome = outcomeOf({ code: provisioningCode.busy, elements: [] });
