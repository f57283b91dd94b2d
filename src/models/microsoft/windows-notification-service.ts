/**
 * The Windows Notification Service (WNS): brings pushes of the operator to its app on the PC.
 *
 *     warnings, timeline ── text ──▶ WNS ── over the internet path of the PC, within seconds ──▶ operator message task
 *
 * A push needs a PC that is online at that moment and an app that is installed; the walled garden does not pass it. Nobody
 * promises delivery. One record is the channel of one PC.
 *
 * Source: Microsoft Learn, "Overview of mobile broadband", Push notifications; "Windows Push Notification Services overview".
 * Assumption: raw notifications, which are not kept for a PC that is offline; a sleeping PC with an embedded modem is in
 * Connected Standby, and gets them.
 */
import { count, milliseconds, model, port, type Reply, seconds, sees } from '../../sim/index.ts';
import type { modem } from '../device/modem.ts';
import type { PushSettings } from '../settings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { operatorMessageTask } from '../windows/operator-message-task.ts';

const task = port<typeof operatorMessageTask>('operator message task');
const { push } = task.asks;
const modems = sees<typeof modem>('modem');
export const pushServicePorts = { task };
export const pushServiceSees = { modems };

/** Assumption: a second or so, and one in a hundred lost; no document gives numbers. */
const usualPush: PushSettings = {
  latency: { kind: 'triangular', low: milliseconds(200), mode: milliseconds(800), high: seconds(2) },
  lost: 0.01,
};

export const windowsNotificationService = model('windows notification service', {
  source: 'overview-of-mobile-broadband.md',
  record: { sent: count(), delivered: count() },
  kept: 'columns',
  /** `delivered` has the time it took. */
  facts: ['sent', 'delivered', 'lost', 'offline', 'channelGone'],
  given: {} as Surroundings,
  takes: {
    sends(channel, text: string, does) {
      const { given, subject } = does;
      const { latency, lost } = given.settings.microsoft.push ?? usualPush;
      const nth = channel.sent;
      channel.sent += 1;
      does.emit('sent');
      if (does.draw('push.lost', nth) < lost) {
        does.emit('lost');
        return;
      }
      const sleepsDeeply = does.look(modems).asleep && given.group(subject).form === 'usb';
      does.ask(push, subject, text, {
        then: 'ended',
        after: given.sample(latency, does.draw('push.latency', nth)),
        over: sleepsDeeply ? given.links.nowhere : given.wayTo(subject, 'other'),
        within: seconds(30),
        occurrence: nth,
      });
    },

    ended(channel, reply: Reply<true>, does) {
      if (reply.outcome === 'answered') {
        channel.delivered += 1;
        does.emit('delivered', reply.latency);
      } else if (reply.outcome === 'refused') does.emit('channelGone');
      else does.emit(reply.outcome === 'unreachable' ? 'offline' : 'lost');
    },
  },
});
