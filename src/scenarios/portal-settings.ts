/**
 * The web portal as the models walk it: a flow of one's own step by step as it stands in the file, or the documented one
 * in the same form.
 *
 *     sign-in ──▶ pick ──▶ pay: payment.charge ──▶ confirm: order by SIM, callback ──▶ done
 *                           └ declined, at most `paymentTries` - 1 times
 */
import type { PortalSettings, PortalStep } from '../models/settings.ts';
import type { Bytes } from '../sim/index.ts';
import { completeShares } from './distribution-words.ts';
import { branch, wayShare } from './schema/phrases.ts';
import { documentedSteps, isOwnFlow } from './schema/portal.ts';
import type { Operator } from './schema/scenario.ts';
import { isRawMap, type Raw, rawAt } from './yaml-document.ts';

type WrittenStep = Operator['portal']['steps'][string];

/** The tier that takes the money in the documented walk. */
export const payingTier = 'payment';

/**
 * @param raw   the portal as the file writes it, for the order of the steps and for what they leave out
 * @param host  the host of a portal that names none
 */
export function portalSettings(portal: Operator['portal'], raw: Raw | undefined, host: string): PortalSettings {
  const { cdn, activationCode, patience, resourceTime, loadFails, pageTimeout, errorPage, leavesBy, staysAfterAll } =
    portal;
  const own = portal.host ?? host;
  const steps = raw === undefined ? undefined : rawAt(raw, ['steps']);
  return {
    host: own,
    callbackHost: portal.callbackHost ?? own,
    activationCode,
    cdn,
    steps:
      steps !== undefined && isRawMap(steps) && isOwnFlow(steps)
        ? Object.entries(steps).map(([name, written]) => ownStep(name, portal.steps[name], written))
        : documentedWalk(portal),
    patience,
    resourceTime,
    loadFails,
    pageTimeout,
    errorPage,
    leavesBy,
    staysAfterAll,
  };
}

/** What a step of either flow says of its buyers and of its callback. */
const common = ({ goesBack, closesLid, withIccid, downloadDelay, networkRegistrationInterval }: WrittenStep) => ({
  goesBack,
  closesLid,
  withIccid: withIccid ?? false,
  downloadDelay,
  networkRegistrationInterval,
});

/** A step of one's own: who says nothing of thinking and leaving has buyers who do neither. */
function ownStep(name: string, step: WrittenStep, raw: Raw): PortalStep {
  const { page, calls, order, callback, then, end } = step;
  const isWritten = (key: string) => rawAt(raw, [key]) !== undefined;
  return {
    name,
    page,
    calls: calls ?? [],
    think: isWritten('think') ? step.think : { kind: 'constant', value: 0 },
    leaves: isWritten('leaves') ? step.leaves : 0,
    ...common(step),
    // Balance is added to the line that is there, and no profile ordered for it.
    order: order === 'esim' && callback === 'notifyBalanceAddition' ? 'balance' : order,
    callback: callback ?? (order === 'bySim' ? 'notifyProfileDownload' : undefined),
    then: waysOf(then),
    branches: Object.entries(step.if ?? {}).flatMap(([outcome, branch]) =>
      branch === undefined ? [] : [{ outcome, to: branch.step, atMost: branch.atMost }],
    ),
    end,
  };
}

function waysOf(then: WrittenStep['then']): PortalStep['then'] {
  if (then === undefined) return [];
  if (typeof then === 'string') {
    const { step, atMost } = branch.read(then.trim());
    return [{ to: step, share: 1, atMost }];
  }
  const names = Object.keys(then);
  const ways = names.map(name => wayShare.read(String(then[name]).trim()));
  const shares = completeShares(ways.map(({ share }) => share));
  return names.map((to, i) => ({ to, share: shares[i], atMost: ways[i].atMost })).filter(({ share }) => share > 0);
}

function documentedWalk({ steps, resources, paymentTries }: Operator['portal']): readonly PortalStep[] {
  return documentedSteps.map((name, at): PortalStep => {
    const step = steps[name];
    const isLast = at === documentedSteps.length - 1;
    const retries = name === 'pay' ? paymentTries - 1 : 0;
    return {
      name,
      page: { resources, bytes: 0 as Bytes },
      calls: name === 'pay' ? [{ tier: payingTier, call: 'charge' }] : [],
      think: step.think,
      leaves: step.leaves,
      ...common(step),
      order: isLast ? orderOf(step.callback) : undefined,
      callback: isLast ? (step.callback ?? 'notifyProfileDownload') : undefined,
      then: [{ to: documentedSteps[at + 1] ?? 'done', share: 1 }],
      branches: retries > 0 ? [{ outcome: 'declined', to: name, atMost: retries }] : [],
      end: undefined,
    };
  });
}

/** The documented walk serves every SIM; what an author writes as its callback decides where that leaves no choice. */
function orderOf(callback: WrittenStep['callback']): PortalStep['order'] {
  if (callback === 'notifyBalanceAddition') return 'balance';
  return callback === 'notifyCancelledPurchase' || callback === 'notifyOperationCancel' ? undefined : 'bySim';
}
