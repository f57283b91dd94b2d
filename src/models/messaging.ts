/**
 * The messages of a world: message centre, USSD, pushes, and what PCs do with them. Only where an operator has messages, so
 * that no other world has anything of it.
 *
 *     usage warnings, timeline ──▶ message centre ─▶ SMS store ─┐
 *                             ├──▶ USSD gateway ⇄ USSD session ─┴▶ SMS router ─▶ System Event Broker ─▶ app's task, SMS apps
 *                             └──▶ Windows Notification Service ─────────────────────────────────────▶ app's task
 */
import type { Installed } from '../sim/index.ts';
import { smsStore, smsStorePorts, smsStoreSees } from './device/sms-store.ts';
import { ussdSession, ussdSessionPorts, ussdSessionSees } from './device/ussd-session.ts';
import {
  pushServicePorts,
  pushServiceSees,
  windowsNotificationService,
} from './microsoft/windows-notification-service.ts';
import { messageCentre, messageCentrePorts } from './operator/message-centre.ts';
import { subscriptionPorts } from './operator/subscription-record.ts';
import { usageWarnings, usageWarningsPorts } from './operator/usage-warnings.ts';
import { ussdGateway, ussdGatewayPorts, ussdGatewaySees } from './operator/ussd-gateway.ts';
import {
  operatorMessageTask,
  operatorMessageTaskPorts,
  operatorMessageTaskSees,
} from './windows/operator-message-task.ts';
import { privilegedApps, privilegedAppsPorts, privilegedAppsSees } from './windows/privileged-apps.ts';
import { smsRouter, smsRouterPorts } from './windows/sms-router.ts';
import { brokerPorts } from './windows/system-event-broker.ts';
import type { World } from './world.ts';

/** One record a line, or a device. */
export interface Messaging {
  readonly centre: Installed<typeof messageCentre>;
  readonly stores: Installed<typeof smsStore>;
  readonly routers: Installed<typeof smsRouter>;
  readonly gateways: Installed<typeof ussdGateway>;
  readonly sessions: Installed<typeof ussdSession>;
  readonly pushes: Installed<typeof windowsNotificationService>;
  readonly tasks: Installed<typeof operatorMessageTask>;
  readonly privileged: Installed<typeof privilegedApps>;
  readonly warnings: Installed<typeof usageWarnings>;
}

/** Brings the messages into the world, with everybody connected. */
export function placeMessages(world: World): Messaging | undefined {
  const { settings, assembly, devices, draws, surroundings } = world;
  if (settings.operators.every(({ messages }) => messages === undefined)) return undefined;
  const each = { count: devices, given: surroundings, draws };
  const withRules = { ...each, given: world.knowledge.messageSurroundings() };
  const messaging: Messaging = {
    centre: assembly.install(messageCentre, each),
    stores: assembly.install(smsStore, withRules),
    routers: assembly.install(smsRouter, withRules),
    gateways: assembly.install(ussdGateway, each),
    sessions: assembly.install(ussdSession, each),
    pushes: assembly.install(windowsNotificationService, each),
    tasks: assembly.install(operatorMessageTask, each),
    privileged: assembly.install(privilegedApps, each),
    warnings: assembly.install(usageWarnings, each),
  };
  wireMessages(world, messaging);
  return messaging;
}

function wireMessages(
  { assembly, ...world }: World,
  { centre, stores, routers, gateways, sessions, pushes, tasks, privileged, warnings }: Messaging,
): void {
  assembly.connect(subscriptionPorts.warnings, warnings);
  assembly.connect(usageWarningsPorts.centre, centre);
  assembly.connect(usageWarningsPorts.pushes, pushes);
  assembly.connect(messageCentrePorts.store, stores);
  assembly.connect(smsStorePorts.router, routers);
  assembly.show(smsStoreSees.registrations, world.registrations);
  assembly.show(smsStoreSees.modems, world.modems);
  assembly.connect(smsRouterPorts.broker, world.brokers);
  assembly.connect(smsRouterPorts.plan, world.usageManagers);
  assembly.connect(smsRouterPorts.agent, world.agents);
  assembly.connect(smsRouterPorts.windows, world.connections);
  assembly.connect(brokerPorts.operatorMessages, tasks);
  assembly.connect(brokerPorts.publicMessages, privileged);
  assembly.connect(operatorMessageTaskPorts.session, sessions);
  assembly.connect(operatorMessageTaskPorts.owner, world.warnings);
  assembly.connect(privilegedAppsPorts.owner, world.warnings);
  assembly.show(operatorMessageTaskSees.apps, world.apps);
  assembly.show(operatorMessageTaskSees.routers, routers);
  assembly.show(privilegedAppsSees.packages, world.metadata);
  assembly.show(privilegedAppsSees.routers, routers);
  assembly.show(privilegedAppsSees.stores, stores);
  assembly.connect(ussdGatewayPorts.session, sessions);
  assembly.show(ussdGatewaySees.lines, world.lines);
  assembly.show(ussdGatewaySees.plans, warnings);
  assembly.connect(ussdSessionPorts.gateway, gateways);
  assembly.connect(ussdSessionPorts.router, routers);
  assembly.show(ussdSessionSees.registrations, world.registrations);
  assembly.connect(pushServicePorts.task, tasks);
  assembly.show(pushServiceSees.modems, world.modems);
}
