/**
 * The purchase as a whole: "Mobile Plans system architecture" in eight steps, then each way in which a step can fail.
 */
import { describe, expect, it } from 'vitest';
import { parseActivationCode } from '../../src/models/activation-code.ts';
import { interfaceOf } from '../../src/models/device/interfaces.ts';
import { isEid, isGuid, isImei, luhnDigit, parseIccid } from '../../src/models/identifiers.ts';
import { es9PlusErrors } from '../../src/models/messages/es9-plus.ts';
import { eSimOperationStatus, isRetryable } from '../../src/models/messages/esim-operation-status.ts';
import { parseGetBalanceBody } from '../../src/models/messages/mobile-operator-api-messages.ts';
import { probeHost } from '../../src/models/walled-garden-hosts.ts';
import { endReasons } from '../../src/models/windows/purchase-ends.ts';
import { describeWire } from '../../src/models/wire.ts';
import { bytes, hours, kilobytes, milliseconds, minutes, seconds } from '../../src/sim/units.ts';
import { always, buy, contoso, inSeconds, payment } from './small-world.ts';

type Bought = ReturnType<typeof buy>;

/** What holds after every purchase that got no service, whatever the reason. */
function expectNothingLeft({ open, afterwards, ledger, purchase, milestones, told }: Bought): void {
  expect(open).toEqual({ flows: 0, requests: 0 });
  expect(ledger.open).toBe(0);
  expect(ledger.charged).toBe(ledger.provisioned + ledger.refunded);
  expect(afterwards.filter(name => name.startsWith('purchase.') || name.startsWith('user.session'))).toEqual([]);
  expect(milestones.at(-1)).toBe(purchase.state);
  expect(told.find(({ name }) => name === `purchase.${purchase.state}`)?.value).toBe(
    endReasons.indexOf(purchase.reason!) + 1,
  );
}

const untilPortal = ['opened', 'gatewayShown', 'gatewayTemplate', 'continued'];
const steps = (taken: number) => Array.from({ length: taken }, () => ['stepEntered', 'stepTaken']).flat();
const untilOrder = [...untilPortal, ...steps(3), 'stepEntered'];
const untilDownload = [...untilOrder, 'callbackReceived', 'downloadBegan', 'stepTaken'];

describe('a purchase, step by step', () => {
  const bought = buy();
  const { time, named, told } = bought;
  const wire = describeWire(bought.world, 0);

  it('1: the app signs in, asks the Mobile Plans service for the operators and the page, and shows it', () => {
    const asked = ['signIn', 'getProviders', 'getAssets'].map(name => named(`mobile plans service.${name}.answered`));
    expect(asked.map(answers => answers.map(({ value }) => inSeconds(value)))).toEqual([[0.08], [0.08], [0.08]]);
    expect(time('purchase.gatewayShown')).toBe(0.24);
    expect(time('purchase.continued')).toBe(20.24);
  });

  it('2: the portal is launched with market, location, transaction, EID and IMEI', () => {
    const url = new URL(wire.launchUrl);
    expect(url.origin).toBe('https://portal.contoso.example');
    expect([...url.searchParams.keys()]).toEqual(['market', 'location', 'transactionId', 'eid', 'imei']);
    expect(url.searchParams.get('market')).toBe('DE');
    expect(url.searchParams.get('transactionId')!.length).toBeLessThanOrEqual(64);
    expect(isEid(url.searchParams.get('eid')!)).toBe(true);
    expect(isImei(url.searchParams.get('imei')!, 'luhn')).toBe(true);
    expect(wire.launchHeaders).toEqual({ 'Accept-Language': 'en-US' });
  });

  it('2: a page costs one round trip and 100 ms for each of its five resources', () => {
    const pages = named('mobile operator web portal.openPage.answered');
    expect(pages.map(({ value }) => inSeconds(value))).toEqual([0.65, 0.65, 0.65, 0.65]);
  });

  it('2: the user signs in, picks, pays and confirms, in this order', () => {
    expect(named('purchase.stepTaken').map(({ value }) => contoso.portal.steps[value]!.name)).toEqual([
      'sign-in',
      'pick',
      'pay',
      'confirm',
    ]);
  });

  it('2: the card is charged once, when the user pays', () => {
    expect(named('billing.charged').map(({ value }) => value)).toEqual([499]);
    expect(time('billing.charged')).toBeLessThan(time('purchase.callbackReceived')!);
  });

  it('3: the portal orders, confirms and releases a profile for the EID, which takes a second', () => {
    const eid = new URL(wire.launchUrl).searchParams.get('eid');
    expect(wire.order).toContain(`DownloadOrder(eid=${eid})`);
    expect(wire.order).toContain('ConfirmOrder(releaseFlag=true)');
    expect(named('SM-DP+.order.answered').map(({ value }) => inSeconds(value))).toEqual([1.03]);
  });

  it('3: the ICCID has 19 digits, the network after 89, and a right check digit', () => {
    const iccid = /iccid=(\d+)/.exec(wire.order)![1]!;
    expect(iccid).toBe('8999901000000000013');
    expect(parseIccid(iccid).ok).toBe(true);
    expect(luhnDigit(iccid.slice(0, 18))).toBe(3);
  });

  it('4: the portal calls notifyProfileDownload with the purchase metadata and an activation code', () => {
    expect(wire.callback).toBe(
      `MobilePlansInlineOperations.notifyProfileDownload(${JSON.stringify({
        userAccount: 'New',
        purchaseInstrument: 'New',
        line: 'New',
        moDirectStatus: 'Complete',
        planName: '200 MB for 24 hours',
      })}, "${wire.activationCode}")`,
    );
  });

  it('4: the activation code names the SM-DP+ and a MatchingID, without prefix and confirmation code', () => {
    expect(wire.activationCode).toMatch(/^1\$smdp\.contoso\.example\$CNTS-0001-[0-9A-Z]{2}$/);
    expect(parseActivationCode(wire.activationCode)).toMatchObject({ ok: true });
  });

  it('5: the app hands the code to the LPA, which downloads the profile in the times of the published log', () => {
    expect(wire.es9).toBe('POST https://smdp.contoso.example/gsma/rsp2/es9plus/getBoundProfilePackage');
    const card = named('eUICC.command.answered').map(({ value }) => inSeconds(value));
    const server = named('SM-DP+.es9.answered').map(({ value }) => inSeconds(value));
    // The last of both belong to the notification that the profile has been enabled.
    expect(card).toEqual([0.03, 0.04, 1.15, 3.26, 16.84, 0.93, 0.83, 0.93]);
    expect(server).toEqual([1.58, 0.47, 1.36, 0.36, 0.36]);
  });

  it('5: server and card take turns, as in the log', () => {
    const turns = told
      .filter(({ name }) => name === 'eUICC.command.answered' || name === 'SM-DP+.es9.answered')
      .map(({ name }) => (name.startsWith('eUICC') ? 'card' : 'server'))
      .join(' ');
    expect(turns).toBe('card card server card server card server card server card card server card');
  });

  it('6: the eUICC enables the profile, and the modem registers and activates a packet context', () => {
    expect(wire.enable).toBe('ES10c.EnableProfile(iccid=8999901000000000013, refresh=true)');
    expect(wire.registration).toBe('attach, IMSI 999010000000001, APN internet.contoso');
    expect(time('registration.home')! - time('registration.searching')!).toBeCloseTo(3, 9);
    expect(time('packet service.attached')! - time('packet service.attaching')!).toBe(0);
    expect(time('packet context.activated')! - time('packet context.activating')!).toBeCloseTo(2.5, 9);
  });

  it('6: between the two lies the REFRESH of the card: the modem is Initialized 1 to 5 s after it, and searches', () => {
    const refresh = time('modem.notReady')!;
    expect(refresh).toBe(time('purchase.profileEnabled'));
    const ready = time('modem.ready')! - refresh;
    expect(ready).toBeGreaterThanOrEqual(1);
    expect(ready).toBeLessThanOrEqual(5);
    expect(time('registration.searching')).toBe(time('modem.ready'));
  });

  it('6: the app has Windows connect as soon as the profile is on the network, and Windows lets go of Wi-Fi', () => {
    expect(time('purchase.registered')).toBe(time('registration.home'));
    const connections = named('connection.connecting').map(({ at, subject }) => [inSeconds(at), subject]);
    expect(connections).toEqual([[time('purchase.registered'), interfaceOf(0, 'cellular')]]);
    expect(named('connection.softDisconnecting').map(({ subject }) => subject)).toEqual([interfaceOf(0, 'wifi')]);
  });

  it('6: the first internet byte comes two round trips and 100 ms after the connection', () => {
    expect(time('purchase.online')! - time('default context controller.connected')!).toBeCloseTo(0.22, 9);
  });

  it('7: half a minute later the user opens the flyout, which asks for the balance of the ICCID', () => {
    expect(time('network flyout.opened')! - time('purchase.online')!).toBeCloseTo(30, 9);
    expect(wire.getBalance).toBe(
      'GET https://api.contoso.example/sims/8999901000000000013/balances?fieldsTemplate=basic&limit=1&location=DE',
    );
  });

  it('8: the Mobile Plans service asks the operator API under a transaction id that names each request', () => {
    const ids = [0, 1].map(nth => describeWire(bought.world, 0, nth).getBalanceHeaders['X-MS-DM-TransactionId']!);
    for (const id of ids) {
      expect(id.startsWith('MSFT-')).toBe(true);
      expect(isGuid(id.slice(5))).toBe(true);
    }
    expect(ids[0]).not.toBe(ids[1]);
    expect(named('mobile operator API.getBalance.answered').map(({ value }) => inSeconds(value))).toEqual([0.15]);
  });

  it('8: the balance is what is left of data and time, and the flyout shows it', () => {
    const balances = parseGetBalanceBody(wire.balance);
    expect(balances).toMatchObject({ ok: true, value: [{ type: 'MODIRECTPAYG', dataRemaining: 200_000_000 }] });
    expect(wire.flyout).toMatch(/^View my account · Connected: 200MB, /);
    expect(named('network flyout.shown').map(({ value }) => value)).toEqual([200_000_000]);
  });

  it('tells its milestones in the order of the document, each once', () => {
    expect(bought.milestones).toEqual([...untilDownload, 'profileEnabled', 'registered', 'online', 'done']);
  });

  it('is done 168.42 s after the first click, the REFRESH apart, 117.92 s of it from Continue to the first internet byte', () => {
    const refresh = time('modem.ready')! - time('modem.notReady')!;
    const [done, online] = ['done', 'online'].map(name => inSeconds(named(`purchase.${name}`)[0]!.value));
    expect(done! - refresh).toBeCloseTo(168.42, 9);
    expect(online! - refresh).toBeCloseTo(117.92, 9);
  });

  it('leaves a provisioned plan, an enabled profile and nothing under way', () => {
    expect(bought.purchase).toMatchObject({ state: 'done', tries: 0, reason: undefined });
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499, refunded: 0, open: 0 });
    expect([bought.profile.state, bought.card.state, bought.modem.state]).toEqual([
      'installed',
      'enabled',
      'initialized',
    ]);
    expect(bought.radio).toEqual({ registration: 'home', packetService: 'attached', context: 'activated' });
    expect(bought.open).toEqual({ flows: 0, requests: 0 });
  });
});

describe('a purchase that ends before the portal', () => {
  it('fails at once on a device without Wi-Fi', () => {
    const bought = buy({ group: { wifi: 0 } });
    expect(bought.milestones).toEqual(['opened', 'failed']);
    expect(bought.purchase.reason).toBe('no internet connection');
    expect(bought.time('purchase.failed')).toBe(0);
    expectNothingLeft(bought);
  });

  it('fails when the Mobile Plans service fails', () => {
    const bought = buy({ microsoft: { fails: 1 } });
    expect(bought.milestones).toEqual(['opened', 'failed']);
    expect(bought.purchase.reason).toBe('Mobile Plans service failed');
    expectNothingLeft(bought);
  });

  it('fails after ten seconds when no message gets through', () => {
    const bought = buy({ links: { loss: 1 } });
    expect(bought.purchase.reason).toBe('Mobile Plans service failed');
    expect(bought.time('purchase.failed')).toBe(10);
    expectNothingLeft(bought);
  });
});

describe('a purchase that ends in the portal', () => {
  it('fails on a load error page', () => {
    const bought = buy({ operator: { portal: { loadFails: 1 } } });
    expect(bought.milestones).toEqual([...untilPortal, 'stepEntered', 'portalFailed', 'failed']);
    expect(bought.purchase).toMatchObject({ state: 'failed', reason: 'portal did not load' });
    expect(bought.named('mobile operator web portal.loadError')).toHaveLength(1);
    expectNothingLeft(bought);
  });

  it('fails when the page takes longer than the web view waits', () => {
    const bought = buy({ operator: { portal: { pageTimeout: milliseconds(500) } } });
    expect(bought.purchase.reason).toBe('portal did not load');
    expect(bought.time('purchase.failed')).toBeCloseTo(20.74, 9);
    expectNothingLeft(bought);
  });

  it.each([
    ['sign-in', 0, 0],
    ['pick', 1, 0],
    ['pay', 2, 0],
    ['confirm', 3, 499],
  ] as const)('is abandoned when the user leaves at %s, with the money back if there was any', (name, taken, paid) => {
    const changed = contoso.portal.steps.map(step => (step.name === name ? { ...step, leaves: 1 } : step));
    const bought = buy({ operator: { portal: { steps: changed } } });
    expect(bought.milestones).toEqual([...untilPortal, ...steps(taken), 'stepEntered', 'abandoned']);
    expect(bought.purchase).toMatchObject({ state: 'abandoned', reason: 'left at a step', step: taken });
    expect(bought.ledger).toMatchObject({ charged: paid, refunded: paid, provisioned: 0 });
    expect(bought.portal.state).toBe('closed');
    expectNothingLeft(bought);
  });

  const withTries = (tries: number) =>
    contoso.portal.steps.map(step =>
      step.name === 'pay' ? { ...step, branches: [{ outcome: 'declined', to: 'pay', atMost: tries - 1 }] } : step,
    );

  it.each([1, 2, 5])('fails when the card is declined in all of %i tries', tries => {
    const bought = buy({ operator: { portal: { steps: withTries(tries) }, backEnd: { tiers: [payment(1)] } } });
    expect(bought.milestones).toEqual([
      ...untilPortal,
      ...steps(2),
      ...Array(tries).fill(['stepEntered', 'declined']).flat(),
      'failed',
    ]);
    expect(bought.purchase.reason).toBe('payment declined');
    expect(bought.portal.calls).toBe(tries);
    expect(bought.ledger.charged).toBe(0);
    expectNothingLeft(bought);
  });

  it('goes on when another card is accepted: charged once', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const secondTry = seeds
      .map(seed => buy({ seed, operator: { backEnd: { tiers: [payment(0.5)] } } }))
      .filter(({ portal, purchase }) => portal.calls === 2 && purchase.state === 'done');
    expect(secondTry.length).toBeGreaterThan(0);
    for (const bought of secondTry) {
      expect(bought.milestones.filter(name => name === 'declined')).toHaveLength(1);
      expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499 });
    }
  });

  it('fails when the SM-DP+ has no profile of that type, and the money goes back', () => {
    const bought = buy({ operator: { smdp: { orderFails: 1 } } });
    expect(bought.milestones).toEqual([...untilOrder, 'failed']);
    expect(bought.purchase.reason).toBe('sold out');
    expect(bought.ledger).toMatchObject({ charged: 499, refunded: 499, provisioned: 0 });
    expect(bought.named('LPA.started')).toEqual([]);
    expect(bought.line.state).toBe('cold');
    expectNothingLeft(bought);
  });

  it('fails when the SM-DP+ takes longer than 30 s to take the order, and the money goes back', () => {
    const bought = buy({ operator: { smdp: { order: always(minutes(1)) } } });
    expect(bought.purchase.reason).toBe('order failed');
    expect(bought.ledger).toMatchObject({ charged: 499, refunded: 499 });
    expectNothingLeft(bought);
  });
});

describe('a purchase that ends at the download', () => {
  const lastStatus = ({ named }: Bought) => named('LPA.failed').at(-1)?.value;

  it.each(Object.entries(es9PlusErrors))('fails when the SM-DP+ refuses with %s', (code, { status }) => {
    const bought = buy({ operator: { smdp: { refuses: [{ code, share: 1 }] } } });
    const retried = isRetryable(status) ? 2 : 0;
    expect(bought.milestones).toEqual([
      ...untilDownload,
      ...Array(retried).fill('downloadRetried'),
      'downloadFailed',
      'failed',
    ]);
    expect(bought.purchase).toMatchObject({ reason: 'profile download failed', tries: retried });
    expect(lastStatus(bought)).toBe(eSimOperationStatus[status]);
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499 });
    expect(bought.card).toMatchObject({ state: 'noProfile', used: 0 });
    expect(bought.modem.state).toBe('noEsimProfile');
    expect(bought.radio.registration).toBe('none');
    expectNothingLeft(bought);
  });

  it('goes on when a refused download is let through later', () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed);
    const retried = seeds
      .map(seed => buy({ seed, operator: { smdp: { refuses: [{ code: '8.2/1.2', share: 0.5 }] } } }))
      .filter(({ purchase }) => purchase.tries > 0 && purchase.state === 'done');
    expect(retried).not.toEqual([]);
  });

  it('gives a silent SM-DP+ 30 s, three times with 10 min between', () => {
    const bought = buy({ operator: { smdp: { silent: 1 } } });
    expect(bought.named('SM-DP+.es9.timedOut').map(({ value }) => inSeconds(value))).toEqual([30, 30, 30]);
    const starts = bought.named('LPA.started').map(({ at }) => inSeconds(at));
    expect(starts[1]! - starts[0]!).toBeCloseTo(0.07 + 30 + 600, 6);
    expect(lastStatus(bought)).toBe(eSimOperationStatus.ServerNotReachable);
    expect(bought.purchase.reason).toBe('profile download failed');
    expectNothingLeft(bought);
  });

  it('is tried three times when the card breaks off; the SM-DP+ hears of it, and nothing stays on the card', () => {
    const bought = buy({ group: { euicc: { loadFails: 1 } } });
    expect(bought.named('LPA.started')).toHaveLength(3);
    expect(lastStatus(bought)).toBe(eSimOperationStatus.OperationAborted);
    expect(bought.profile.state).toBe('released');
    expect(bought.card).toMatchObject({ state: 'noProfile', used: 0 });
    expectNothingLeft(bought);
  });

  it('is refused by the SM-DP+ once the allowed downloads are used up', () => {
    const bought = buy({ group: { euicc: { loadFails: 1 } }, operator: { smdp: { maxDownloadAttempts: 2 } } });
    expect(bought.named('SM-DP+.downloaded')).toHaveLength(2);
    expect(lastStatus(bought)).toBe(eSimOperationStatus.ProfileDownloadMaxRetriesExceeded);
    expect(bought.profile.state).toBe('error');
    expectNothingLeft(bought);
  });

  it('fails at once when the card has too little memory', () => {
    const bought = buy({ group: { euicc: { memory: bytes(kilobytes(60) - 1) } } });
    expect(bought.named('LPA.started')).toHaveLength(1);
    expect(lastStatus(bought)).toBe(eSimOperationStatus.InsufficientSpaceOnCard);
    expect(bought.card).toMatchObject({ state: 'noProfile', used: 0 });
    expectNothingLeft(bought);
  });

  it('goes on when the card has exactly enough memory', () => {
    expect(buy({ group: { euicc: { memory: kilobytes(60) } } }).purchase.state).toBe('done');
  });

  it('is refused after the order has expired', () => {
    const bought = buy({ operator: { smdp: { orderExpiry: milliseconds(1) } } });
    expect(lastStatus(bought)).toBe(eSimOperationStatus.ProfileNotPresent);
    expectNothingLeft(bought);
  });

  it('goes on with an installed profile when the SM-DP+ cannot be told of it', () => {
    const bought = buy({ operator: { smdp: { handleNotification: always(seconds(40)) } } });
    expect(bought.purchase.state).toBe('done');
    expect(bought.card.state).toBe('enabled');
    // Told again after 10 min, then less and less often.
    expect(bought.named('LPA.undelivered').length).toBeGreaterThan(1);
    expect(bought.profile.state).toBe('installed');
  });

  it('is abandoned when the buyer loses patience; the LPA finishes what it has begun, and nobody connects', () => {
    const bought = buy({ group: { user: { patience: always(seconds(10)) } } });
    expect(bought.milestones).toEqual([...untilDownload, 'abandoned']);
    expect(bought.purchase.reason).toBe('lost patience with the download');
    expect(bought.time('purchase.abandoned')! - bought.time('purchase.callbackReceived')!).toBeCloseTo(10, 9);
    expect(bought.named('LPA.download.cancelled')).toHaveLength(1);
    expect(bought.named('LPA.succeeded')).toHaveLength(1);
    expect(bought.named('registration.home')).toHaveLength(1);
    expect(bought.named('connection.connecting')).toEqual([]);
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499 });
    expectNothingLeft(bought);
  });

  it('keeps one buyer’s patience for the whole download, retries included', () => {
    const bought = buy({ operator: { smdp: { silent: 1 } }, group: { user: { patience: always(minutes(5)) } } });
    expect(bought.purchase.reason).toBe('lost patience with the download');
    expect(bought.named('LPA.started')).toHaveLength(1);
    expectNothingLeft(bought);
  });
});

describe('a purchase on its way into the network', () => {
  const gaps = ({ named }: Bought) => {
    const tries = named('mobile network.register.refused').map(({ at }) => inSeconds(at));
    return tries.slice(1).map((at, i) => Math.round((at - tries[i]!) * 1e3) / 1e3);
  };

  it('tries again 10 s after a retryable reject (T3411), and 12 min after the fifth in a row (T3402)', () => {
    const bought = buy({
      operator: { network: { rejectsRetryable: 1 } },
      group: { user: { patience: always(hours(5)) } },
    });
    const round = [13, 13, 13, 13];
    expect(gaps(bought).slice(0, 9)).toEqual([...round, 723, ...round]);
    expect(bought.registration).toMatchObject({ state: 'denied', cause: 17 });
    expect(bought.purchase).toMatchObject({ state: 'failed', reason: 'registration denied' });
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499 });
    expectNothingLeft(bought);
  });

  it('is denied at the first reject for good, cause 11', () => {
    const bought = buy({ operator: { network: { rejectsForGood: 1 } } });
    expect(bought.milestones).toEqual([...untilDownload, 'profileEnabled', 'failed']);
    expect(bought.named('mobile network.register.refused')).toHaveLength(1);
    expect(bought.registration).toMatchObject({ state: 'denied', cause: 11 });
    expect(bought.purchase.reason).toBe('registration denied');
    expectNothingLeft(bought);
  });

  it('is rejected with cause 2 until the network knows the line, and online then', () => {
    const bought = buy({ operator: { network: { networkReady: always(minutes(1)) } } });
    const rejected = bought.named('registration.rejected');
    expect(rejected.map(({ value }) => value)).toEqual([2, 2, 2]);
    expect(bought.time('subscription.activated')).toBeLessThan(bought.time('registration.home')!);
    expect(bought.purchase.state).toBe('done');
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499 });
  });

  it('is abandoned when the buyer loses patience with the network; the money is behind a plan all the same', () => {
    const bought = buy({
      operator: { network: { networkReady: always(minutes(10)) } },
      group: { user: { patience: always(minutes(2)) } },
    });
    expect(bought.milestones).toEqual([...untilDownload, 'profileEnabled', 'abandoned']);
    expect(bought.purchase.reason).toBe('lost patience with the network');
    expect(bought.time('purchase.abandoned')! - bought.time('purchase.profileEnabled')!).toBeCloseTo(120, 9);
    expect(bought.ledger).toMatchObject({ charged: 499, provisioned: 499 });
    expectNothingLeft(bought);
  });

  it('is abandoned when the plan is over before it could be used', () => {
    const bought = buy({
      operator: { plan: { lasts: seconds(1) }, walledGarden: { missing: [probeHost] } },
    });
    expect(bought.line.state).toBe('expired');
    expect(bought.named('internet probe.constrained').length).toBeGreaterThan(1);
    expect(bought.purchase.reason).toBe('lost patience with the network');
    expectNothingLeft(bought);
  });
});

describe('a purchase whose balance is not to be had', () => {
  const asked = ({ told }: Bought) =>
    told.filter(({ name }) => name.startsWith('mobile operator API.getBalance.')).map(({ at }) => inSeconds(at));

  it('is done all the same: an unknown ICCID is 404, and nobody asks again', () => {
    const bought = buy({ operator: { api: { unknownIccids: 1 } } });
    expect(bought.purchase.state).toBe('done');
    expect(bought.named('network flyout.hidden').map(({ value }) => value)).toEqual([404]);
    expect(asked(bought)).toHaveLength(1);
  });

  it('is asked for once more, a second after a 500, and hidden after the second', () => {
    const bought = buy({ operator: { api: { errors: 1 } } });
    expect(bought.purchase.state).toBe('done');
    expect(bought.named('network flyout.hidden').map(({ value }) => value)).toEqual([500]);
    const [first, second, ...more] = asked(bought);
    expect(second! - first!).toBeCloseTo(1.15, 9);
    expect(more).toEqual([]);
  });

  it('is shown when the second try after a 500 is answered: the tries have luck of their own', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const bought = seeds.map(seed => buy({ seed, operator: { api: { errors: 0.5 } } }));
    const rescued = bought.filter(one => asked(one).length === 2 && one.named('network flyout.shown').length === 1);
    expect(rescued).not.toEqual([]);
  });

  it('is hidden when the operator API takes longer than five seconds, and nobody asks again', () => {
    const bought = buy({ operator: { api: { service: always(seconds(6)) } } });
    expect(bought.purchase.state).toBe('done');
    expect(bought.named('mobile operator API.getBalance.timedOut').map(({ value }) => inSeconds(value))).toEqual([5]);
    expect(bought.named('network flyout.hidden').map(({ value }) => value)).toEqual([504]);
    expect(asked(bought)).toHaveLength(1);
  });
});
