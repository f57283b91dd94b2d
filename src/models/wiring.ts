/**
 * The wiring of the whole ecosystem: who is behind each port, and whose records each model may read. Every line is one
 * connection between two systems, in the room of the one who asks.
 */
import { cdmaDevicePorts, cdmaDeviceSees } from './device/cdma-device.ts';
import { classDriverPorts } from './device/class-driver.ts';
import { euiccPorts } from './device/euicc.ts';
import { modemPorts, modemSees } from './device/modem.ts';
import { packetContextPorts, packetContextSees } from './device/packet-context.ts';
import { packetServicePorts, packetServiceSees } from './device/packet-service.ts';
import { physicalSimPorts, physicalSimSees } from './device/physical-sim.ts';
import { registrationPorts, registrationSees } from './device/registration.ts';
import { specialContextPorts, specialContextSees } from './device/special-packet-context.ts';
import { dashboardPorts } from './microsoft/dev-center-dashboard.ts';
import { storePorts } from './microsoft/microsoft-store.ts';
import { servicePorts, serviceSees } from './microsoft/mobile-plans-service.ts';
import { aaaServerPorts } from './operator/aaa-server.ts';
import { billingPorts } from './operator/billing.ts';
import { cachedBalancesSees } from './operator/cached-balances.ts';
import { customerAccountPorts } from './operator/customer-account.ts';
import { refusalSees } from './operator/es9-refusals.ts';
import { registerSees } from './operator/home-location-register.ts';
import { networkPorts, networkSees } from './operator/mobile-network.ts';
import { apiSees } from './operator/mobile-operator-api.ts';
import { portalPorts, portalSees } from './operator/mobile-operator-web-portal.ts';
import { webSitePorts, webSiteSees } from './operator/mobile-operator-web-site.ts';
import { backEndPorts, backEndSees } from './operator/operator-back-end.ts';
import { otherDevicesPorts, otherDevicesSees } from './operator/other-devices.ts';
import { roamingChargingPorts } from './operator/roaming-charging.ts';
import { smDpPlusPorts } from './operator/sm-dp-plus.ts';
import { subscriptionPorts } from './operator/subscription.ts';
import { usageQuerySees } from './operator/usage-query.ts';
import { outageSees } from './outages.ts';
import { dataWarningPorts, dataWarningSees } from './people/data-warning.ts';
import { gettingOnlinePorts, gettingOnlineSees } from './people/getting-online-ports.ts';
import { hotspotVisitPorts, hotspotVisitSees } from './people/hotspot-visit.ts';
import { sharingHabitPorts } from './people/sharing-habit.ts';
import { travellerPorts } from './people/traveller.ts';
import { userPorts, userSees } from './people/user.ts';
import { pnpXDevicePorts } from './places/pnp-x-device.ts';
import { sharingClientPorts, sharingClientSees } from './places/sharing-clients.ts';
import { wifiHotspotPorts, wifiHotspotSees } from './places/wifi-hotspot.ts';
import { accountViewPorts } from './windows/account-view.ts';
import { appTrafficPorts } from './windows/app-traffic.ts';
import { codeActivationPorts } from './windows/code-activation.ts';
import { connectionPorts, connectionSees } from './windows/connection-ports.ts';
import { contextPolicyPorts, contextPolicySees } from './windows/context-policies.ts';
import { cosaPorts } from './windows/cosa-database.ts';
import { dataUsagePorts, dataUsageSees } from './windows/data-usage-and-subscription-manager.ts';
import { controllerPorts, controllerSees } from './windows/default-context-controller.ts';
import { deviceDiscoveryPorts, deviceDiscoverySees } from './windows/device-discovery.ts';
import { deviceManagementPorts } from './windows/device-management.ts';
import { deviceSetupPorts } from './windows/device-setup-manager.ts';
import { eapPorts } from './windows/eap-authentication.ts';
import { entitlementTaskPorts } from './windows/entitlement-task.ts';
import { hotspotAuthenticationPorts, hotspotAuthenticationSees } from './windows/hotspot-authentication.ts';
import { hotspotTaskPorts, hotspotTaskSees } from './windows/hotspot-task.ts';
import { probePorts, probeSees } from './windows/internet-probe.ts';
import { internetRouteSees } from './windows/internet-route.ts';
import { sharingPorts, sharingSees } from './windows/internet-sharing.ts';
import { localDataCountersPorts } from './windows/local-data-counters.ts';
import { lpaPorts, lpaSees } from './windows/lpa.ts';
import { mobileBroadbandAppPorts, mobileBroadbandAppSees } from './windows/mobile-broadband-app.ts';
import { mobileBroadbandServicePorts, mobileBroadbandServiceSees } from './windows/mobile-broadband-service.ts';
import { appPorts, appSees } from './windows/mobile-plans-app-ports.ts';
import { networkCostManagerPorts } from './windows/network-cost-manager.ts';
import { flyoutPorts, flyoutSees } from './windows/network-flyout.ts';
import { networkTrafficPorts, networkTrafficSees } from './windows/network-traffic.ts';
import { profileDiscoveryPorts } from './windows/profile-discovery.ts';
import { provisioningAgentPorts } from './windows/provisioning-agent.ts';
import { serviceMetadataPorts, serviceMetadataSees } from './windows/service-metadata.ts';
import { specialAppPorts, specialAppSees } from './windows/special-connection-app.ts';
import { brokerPorts, brokerSees } from './windows/system-event-broker.ts';
import { thirdPartyAppsPorts } from './windows/third-party-apps.ts';
import { updateDownloadsPorts } from './windows/update-downloads.ts';
import { usageTaskPorts, usageTaskSees } from './windows/usage-task.ts';
import { videoPlayerPorts } from './windows/video-player.ts';
import { routePorts, routeSees } from './windows/windows-connection-manager.ts';
import { windowsSetupPorts } from './windows/windows-setup.ts';
import { updatePorts, updateSees } from './windows/windows-update.ts';
import type { World } from './world.ts';

export function wire(world: World): void {
  people(world);
  device(world);
  connecting(world);
  usage(world);
  mindingTheCost(world);
  metadata(world);
  mobilePlans(world);
  profilesWithoutPurchase(world);
  operators(world);
  sharing(world);
  specialContexts(world);
  hotspots(world);
}

function people({ assembly, ...world }: World): void {
  assembly.connect(userPorts.app, world.purchases);
  assembly.connect(userPorts.flyout, world.flyouts);
  assembly.connect(userPorts.traffic, world.traffic);
  assembly.connect(userPorts.line, world.lines);
  assembly.connect(userPorts.wayOnline, world.people);
  assembly.connect(userPorts.cost, world.costs);
  assembly.connect(userPorts.warning, world.warnings);
  assembly.show(userSees.flyouts, world.flyouts);
  assembly.connect(travellerPorts.radio, world.registrations);
  assembly.connect(travellerPorts.warning, world.warnings);
  assembly.connect(dataWarningPorts.video, world.players);
  assembly.connect(dataWarningPorts.database, world.databases);
  assembly.connect(dataWarningPorts.windows, world.connections);
  assembly.connect(dataWarningPorts.ledger, world.ledgers);
  assembly.connect(dataWarningPorts.line, world.lines);
  assembly.show(dataWarningSees.modems, world.modems);
  assembly.connect(modemPorts.reader, world.warnings);

  assembly.connect(gettingOnlinePorts.driver, world.drivers);
  assembly.connect(gettingOnlinePorts.card, world.sims);
  assembly.connect(gettingOnlinePorts.radio, world.modems);
  assembly.connect(gettingOnlinePorts.cdma, world.cdmaDevices);
  assembly.connect(gettingOnlinePorts.windows, world.connections);
  assembly.connect(gettingOnlinePorts.controller, world.controllers);
  assembly.connect(gettingOnlinePorts.app, world.apps);
  assembly.connect(gettingOnlinePorts.site, world.sites);
  assembly.connect(gettingOnlinePorts.agent, world.agents);
  assembly.connect(gettingOnlinePorts.setup, world.setups);
  assembly.connect(gettingOnlinePorts.person, world.users);
  assembly.show(gettingOnlineSees.connections, world.connections);
  assembly.show(gettingOnlineSees.cards, world.sims);
}

function device({ assembly, ...world }: World): void {
  assembly.connect(physicalSimPorts.device, world.modems);
  assembly.show(physicalSimSees.readiness, world.modems);
  assembly.connect(euiccPorts.device, world.modems);
  assembly.connect(cdmaDevicePorts.device, world.modems);
  assembly.show(cdmaDeviceSees.readiness, world.modems);
  assembly.show(cdmaDeviceSees.lines, world.lines);

  assembly.connect(classDriverPorts.windows, world.broadband);
  assembly.connect(classDriverPorts.context, world.contexts);

  assembly.connect(modemPorts.windows, world.broadband);
  assembly.connect(modemPorts.network, world.registrations);
  assembly.connect(modemPorts.packets, world.packetServices);
  assembly.connect(modemPorts.context, world.contexts);
  assembly.connect(modemPorts.sim, world.sims);
  assembly.connect(modemPorts.cdma, world.cdmaDevices);
  assembly.connect(modemPorts.owner, world.people);
  assembly.connect(modemPorts.gateway, world.lines);
  assembly.connect(modemPorts.policies, world.contextPolicies);
  assembly.show(modemSees.sims, world.sims);
  assembly.show(modemSees.cards, world.cards);
  assembly.show(modemSees.cdmaDevices, world.cdmaDevices);
  assembly.show(modemSees.contexts, world.contexts);

  assembly.connect(registrationPorts.network, world.networks);
  assembly.connect(registrationPorts.windows, world.broadband);
  assembly.connect(registrationPorts.packets, world.packetServices);
  assembly.connect(registrationPorts.context, world.contexts);
  assembly.connect(registrationPorts.app, world.purchases);
  assembly.show(registrationSees.modems, world.modems);

  assembly.connect(packetServicePorts.network, world.networks);
  assembly.connect(packetServicePorts.windows, world.broadband);
  assembly.connect(packetServicePorts.context, world.contexts);
  assembly.connect(packetServicePorts.specials, world.specialContexts);
  assembly.connect(packetServicePorts.policies, world.contextPolicies);
  assembly.show(packetServiceSees.registrations, world.registrations);

  assembly.connect(packetContextPorts.network, world.networks);
  assembly.connect(packetContextPorts.windows, world.broadband);
  assembly.connect(packetContextPorts.gateway, world.lines);
  assembly.show(packetContextSees.modems, world.modems);
  assembly.show(packetContextSees.registrations, world.registrations);
  assembly.show(packetContextSees.services, world.packetServices);
}

function connecting({ assembly, ...world }: World): void {
  assembly.connect(mobileBroadbandServicePorts.database, world.databases);
  assembly.connect(mobileBroadbandServicePorts.metadata, world.metadata);
  assembly.connect(mobileBroadbandServicePorts.manager, world.connections);
  assembly.connect(mobileBroadbandServicePorts.controller, world.controllers);
  assembly.connect(mobileBroadbandServicePorts.broker, world.brokers);
  assembly.connect(mobileBroadbandServicePorts.flyout, world.flyouts);
  assembly.connect(mobileBroadbandServicePorts.cost, world.costs);
  assembly.show(mobileBroadbandServiceSees.modems, world.modems);
  assembly.show(mobileBroadbandServiceSees.sims, world.sims);

  assembly.connect(controllerPorts.driver, world.drivers);
  assembly.connect(controllerPorts.radio, world.registrations);
  assembly.connect(controllerPorts.packets, world.packetServices);
  assembly.connect(controllerPorts.service, world.broadband);
  assembly.connect(controllerPorts.manager, world.connections);
  assembly.show(controllerSees.registrations, world.registrations);
  assembly.show(controllerSees.modems, world.modems);

  assembly.connect(connectionPorts.controller, world.controllers);
  assembly.connect(connectionPorts.probe, world.probes);
  assembly.connect(connectionPorts.routing, world.routes);
  assembly.connect(connectionPorts.broker, world.brokers);
  assembly.connect(connectionPorts.metadata, world.metadata);
  assembly.connect(connectionPorts.store, world.stores);
  assembly.connect(connectionPorts.update, world.updates);
  assembly.connect(connectionPorts.setup, world.setups);
  assembly.connect(connectionPorts.app, world.apps);
  assembly.connect(connectionPorts.person, world.people);
  assembly.show(connectionSees.interfaces, world.connections);
  assembly.show(connectionSees.routes, world.routes);
  assembly.show(connectionSees.service, world.broadband);
  assembly.show(connectionSees.database, world.databases);
  assembly.show(connectionSees.lines, world.lines);
  assembly.show(connectionSees.apps, world.apps);
  assembly.show(connectionSees.setups, world.setups);
  assembly.show(connectionSees.sharings, world.sharings);

  assembly.connect(routePorts.profileAssistant, world.assistants);
  assembly.connect(routePorts.traffic, world.traffic);
  assembly.connect(networkTrafficPorts.radio, world.modems);
  assembly.connect(networkTrafficPorts.counters, world.counters);
  assembly.connect(networkTrafficPorts.discovery, world.discoveries);
  assembly.connect(networkTrafficPorts.cost, world.costs);
  assembly.connect(pnpXDevicePorts.windows, world.discoveries);
  assembly.connect(deviceDiscoveryPorts.device, world.lanDevices);
  assembly.connect(deviceDiscoveryPorts.service, world.wmis);
  assembly.show(deviceDiscoverySees.routes, world.routes);
  assembly.show(deviceDiscoverySees.devices, world.lanDevices);
  assembly.connect(networkTrafficPorts.sharing, world.sharings);
  assembly.show(networkTrafficSees.routes, world.routes);
  assembly.show(networkTrafficSees.contexts, world.contexts);
  assembly.show(routeSees.assistants, world.assistants);
  assembly.show(probeSees.lines, world.lines);
  assembly.show(probeSees.routes, world.routes);
  assembly.connect(brokerPorts.app, world.apps);
  assembly.show(brokerSees.modems, world.modems);
  assembly.connect(brokerPorts.entitlement, world.entitlementTasks);
  assembly.connect(brokerPorts.hotspots, world.hotspotTasks);
  assembly.connect(windowsSetupPorts.windows, world.connections);
}

/** What counts and tells how much of a plan is used. */
function usage({ assembly, ...world }: World): void {
  assembly.connect(localDataCountersPorts.manager, world.usageManagers);
  assembly.connect(localDataCountersPorts.history, world.histories);
  assembly.connect(mobileBroadbandServicePorts.usage, world.usageManagers);
  assembly.connect(provisioningAgentPorts.usage, world.usageManagers);
  assembly.connect(dataUsagePorts.broker, world.brokers);
  assembly.connect(dataUsagePorts.counters, world.counters);
  assembly.connect(dataUsagePorts.agent, world.agents);
  assembly.connect(dataUsagePorts.windows, world.connections);
  assembly.show(dataUsageSees.readings, world.counters);
  assembly.show(dataUsageSees.histories, world.histories);
  assembly.show(dataUsageSees.service, world.broadband);

  assembly.connect(brokerPorts.usage, world.usageTasks);
  assembly.connect(mobileBroadbandAppPorts.task, world.usageTasks);
  assembly.connect(usageTaskPorts.operator, world.usageQueries);
  assembly.connect(usageTaskPorts.agent, world.agents);
  assembly.connect(usageTaskPorts.gateway, world.lines);
  assembly.connect(usageTaskPorts.owner, world.warnings);
  assembly.show(usageTaskSees.managers, world.usageManagers);
  assembly.show(usageTaskSees.counters, world.counters);
  assembly.show(usageTaskSees.apps, world.apps);
}

/** Who minds what the network costs, and what tells of it. */
function mindingTheCost({ assembly, ...world }: World): void {
  assembly.connect(networkCostManagerPorts.updates, world.downloads);
  assembly.connect(networkCostManagerPorts.apps, world.otherApps);
  assembly.connect(networkCostManagerPorts.video, world.players);
  assembly.connect(updateDownloadsPorts.traffic, world.traffic);
  assembly.connect(thirdPartyAppsPorts.traffic, world.appTraffic);
  assembly.connect(videoPlayerPorts.traffic, world.traffic);
  assembly.show(internetRouteSees.routes, world.routes);
  assembly.show(internetRouteSees.service, world.broadband);
  assembly.show(internetRouteSees.database, world.databases);
  assembly.show(internetRouteSees.contexts, world.contexts);
  assembly.show(internetRouteSees.lines, world.lines);
  assembly.show(internetRouteSees.roamings, world.roaming);
  assembly.show(internetRouteSees.managers, world.usageManagers);
  assembly.show(internetRouteSees.counters, world.counters);
  assembly.connect(dataUsagePorts.cost, world.costs);
}

function metadata({ assembly, ...world }: World): void {
  assembly.connect(cosaPorts.controller, world.controllers);
  assembly.connect(cosaPorts.store, world.stores);
  assembly.connect(cosaPorts.cost, world.costs);
  assembly.connect(updatePorts.database, world.databases);
  assembly.show(updateSees.databases, world.databases);

  assembly.connect(serviceMetadataPorts.service, world.wmis);
  assembly.connect(serviceMetadataPorts.store, world.stores);
  assembly.connect(serviceMetadataPorts.setup, world.setupManagers);
  assembly.connect(serviceMetadataPorts.controller, world.controllers);
  assembly.show(serviceMetadataSees.databases, world.databases);

  assembly.connect(dashboardPorts.service, world.wmis);
  assembly.connect(storePorts.app, world.apps);
  assembly.connect(storePorts.metadata, world.metadata);
  assembly.connect(deviceSetupPorts.metadata, world.metadata);
  assembly.connect(deviceSetupPorts.app, world.apps);
  assembly.connect(deviceSetupPorts.broker, world.brokers);

  assembly.connect(mobileBroadbandAppPorts.backEnd, world.sites);
  assembly.connect(mobileBroadbandAppPorts.agent, world.agents);
  assembly.show(mobileBroadbandAppSees.lines, world.lines);
  assembly.show(mobileBroadbandAppSees.cards, world.sims);
  assembly.connect(provisioningAgentPorts.controller, world.controllers);
  assembly.connect(provisioningAgentPorts.site, world.sites);
}

function mobilePlans({ assembly, ...world }: World): void {
  assembly.connect(appPorts.service, world.service);
  assembly.connect(appPorts.portal, world.portals);
  assembly.connect(appPorts.profileAssistant, world.assistants);
  assembly.connect(appPorts.radio, world.registrations);
  assembly.connect(appPorts.windows, world.connections);
  assembly.connect(appPorts.flyout, world.flyouts);
  assembly.connect(appPorts.person, world.users);
  assembly.show(appSees.portals, world.portals);
  assembly.show(appSees.cards, world.cards);
  assembly.show(appSees.sims, world.sims);
  assembly.connect(appPorts.localSettings, world.localSettings);
  assembly.connect(appPorts.gateway, world.lines);
  assembly.show(appSees.modems, world.modems);
  assembly.show(appSees.localSettings, world.localSettings);

  assembly.connect(lpaPorts.server, world.profiles);
  assembly.connect(lpaPorts.card, world.cards);
  assembly.connect(lpaPorts.gateway, world.lines);
  assembly.show(lpaSees.cards, world.cards);
  assembly.show(lpaSees.managements, world.managements);

  assembly.connect(flyoutPorts.service, world.service);
  assembly.connect(flyoutPorts.app, world.purchases);
  assembly.connect(flyoutPorts.account, world.accountViews);
  assembly.connect(flyoutPorts.usage, world.usageTasks);
  assembly.show(flyoutSees.lines, world.lines);
  assembly.show(flyoutSees.apps, world.apps);
  assembly.show(flyoutSees.packages, world.metadata);
  assembly.connect(accountViewPorts.site, world.sites);
  assembly.connect(servicePorts.api, world.apis);
  assembly.connect(servicePorts.silence, world.silences);
  assembly.connect(servicePorts.cache, world.caches);
  assembly.show(serviceSees.silences, world.silences);
  assembly.show(serviceSees.caches, world.caches);
  assembly.show(serviceSees.lines, world.lines);
}

function profilesWithoutPurchase({ assembly, ...world }: World): void {
  assembly.connect(deviceManagementPorts.server, world.profiles);
  assembly.connect(deviceManagementPorts.line, world.lines);
  assembly.connect(deviceManagementPorts.assistant, world.assistants);
  assembly.connect(deviceManagementPorts.discovery, world.profileDiscoveries);
  assembly.connect(deviceManagementPorts.radio, world.registrations);
  assembly.connect(deviceManagementPorts.person, world.users);
  assembly.connect(profileDiscoveryPorts.server, world.discoveryServers);
  assembly.connect(profileDiscoveryPorts.card, world.cards);
  assembly.connect(profileDiscoveryPorts.assistant, world.assistants);
  assembly.connect(profileDiscoveryPorts.manager, world.managements);
  assembly.connect(codeActivationPorts.server, world.profiles);
  assembly.connect(codeActivationPorts.line, world.lines);
  assembly.connect(codeActivationPorts.assistant, world.assistants);
  assembly.connect(codeActivationPorts.radio, world.registrations);
  assembly.connect(codeActivationPorts.windows, world.connections);
  assembly.connect(codeActivationPorts.person, world.users);
}

function operators({ assembly, ...world }: World): void {
  assembly.connect(portalPorts.profiles, world.profiles);
  assembly.connect(portalPorts.ledger, world.ledgers);
  assembly.connect(portalPorts.lines, world.lines);
  assembly.connect(portalPorts.backEnd, world.backEnds);
  if (world.orders !== undefined) assembly.connect(portalPorts.orders, world.orders);
  assembly.show(portalSees.prepared, world.profiles);
  assembly.connect(backEndPorts.portal, world.portals);
  assembly.show(backEndSees.sessions, world.portals);
  assembly.connect(smDpPlusPorts.stock, world.stocks);
  assembly.connect(smDpPlusPorts.smds, world.discoveryServers);
  assembly.show(refusalSees.profiles, world.profiles);
  assembly.connect(webSitePorts.ledger, world.ledgers);
  assembly.connect(webSitePorts.lines, world.lines);
  assembly.show(webSiteSees.accounts, world.lines);

  assembly.connect(subscriptionPorts.ledger, world.ledgers);
  assembly.connect(subscriptionPorts.account, world.accounts);
  assembly.connect(billingPorts.account, world.accounts);
  assembly.connect(customerAccountPorts.ledger, world.ledgers);
  assembly.connect(subscriptionPorts.traffic, world.traffic);
  assembly.connect(subscriptionPorts.radio, world.modems);
  assembly.connect(subscriptionPorts.session, world.contexts);
  assembly.connect(subscriptionPorts.owner, world.users);
  assembly.connect(subscriptionPorts.registrar, world.registrations);
  assembly.connect(subscriptionPorts.windows, world.connections);
  assembly.connect(subscriptionPorts.contexts, world.contextPolicies);
  assembly.connect(subscriptionPorts.roaming, world.roaming);
  assembly.connect(roamingChargingPorts.ledger, world.ledgers);
  assembly.connect(roamingChargingPorts.account, world.accounts);
  assembly.connect(roamingChargingPorts.traffic, world.traffic);
  assembly.connect(roamingChargingPorts.radio, world.modems);
  assembly.connect(roamingChargingPorts.person, world.warnings);
  assembly.connect(roamingChargingPorts.cost, world.costs);

  assembly.show(apiSees.lines, world.lines);
  assembly.show(usageQuerySees.lines, world.lines);
  if (world.cachedBalances !== undefined) {
    assembly.show(apiSees.memory, world.cachedBalances);
    assembly.show(cachedBalancesSees.lines, world.lines);
  }
  if (world.otherDevices !== undefined) {
    assembly.connect(otherDevicesPorts.line, world.lines);
    assembly.show(otherDevicesSees.siblings, world.otherDevices);
  }
  assembly.show(networkSees.lines, world.lines);
  assembly.show(networkSees.travellers, world.travellers);
  assembly.connect(networkPorts.gateway, world.lines);
  assembly.connect(networkPorts.roaming, world.roaming);
  if (world.timeline !== undefined) assembly.show(outageSees.entries, world.timeline);
}

function sharing({ assembly, ...world }: World): void {
  assembly.connect(sharingPorts.windows, world.connections);
  assembly.connect(sharingPorts.broker, world.brokers);
  assembly.connect(sharingPorts.traffic, world.traffic);
  assembly.connect(sharingPorts.clients, world.sharingClients);
  assembly.connect(sharingPorts.contexts, world.contextPolicies);
  assembly.connect(sharingPorts.person, world.sharingHabits);
  assembly.connect(sharingPorts.radio, world.modems);
  assembly.show(sharingSees.routes, world.routes);
  assembly.show(sharingSees.interfaces, world.connections);
  assembly.show(sharingSees.apps, world.apps);
  assembly.show(sharingSees.modems, world.modems);
  assembly.show(sharingSees.guests, world.sharingClients);
  assembly.connect(entitlementTaskPorts.server, world.entitlementServers);
  assembly.connect(entitlementTaskPorts.windows, world.sharings);
  assembly.connect(sharingHabitPorts.windows, world.sharings);
  assembly.connect(sharingClientPorts.host, world.sharings);
  assembly.show(sharingClientSees.registrations, world.registrations);
}

function specialContexts({ assembly, ...world }: World): void {
  assembly.connect(specialContextPorts.network, world.networks);
  assembly.connect(specialContextPorts.gateway, world.lines);
  assembly.connect(specialContextPorts.windows, world.contextPolicies);
  assembly.show(specialContextSees.services, world.packetServices);
  assembly.connect(contextPolicyPorts.line, world.lines);
  assembly.connect(contextPolicyPorts.context, world.specialContexts);
  assembly.connect(contextPolicyPorts.apps, world.specialApps);
  assembly.connect(contextPolicyPorts.sharing, world.sharings);
  assembly.show(contextPolicySees.contexts, world.specialContexts);
  assembly.connect(specialAppPorts.windows, world.contextPolicies);
  assembly.connect(specialAppPorts.internet, world.appTraffic);
  assembly.show(specialAppSees.others, world.specialApps);
  assembly.connect(appTrafficPorts.traffic, world.traffic);
}

function hotspots({ assembly, ...world }: World): void {
  assembly.connect(hotspotVisitPorts.windows, world.connections);
  assembly.connect(hotspotVisitPorts.signIn, world.signIns);
  assembly.show(hotspotVisitSees.signIns, world.signIns);
  assembly.connect(wifiHotspotPorts.server, world.aaaServers);
  assembly.show(wifiHotspotSees.visits, world.visits);
  assembly.connect(aaaServerPorts.register, world.homeRegisters);
  assembly.show(registerSees.lines, world.lines);

  assembly.connect(connectionPorts.hotspots, world.signIns);
  assembly.show(connectionSees.visits, world.visits);
  assembly.connect(probePorts.place, world.hotspots);
  assembly.connect(hotspotAuthenticationPorts.place, world.hotspots);
  assembly.connect(hotspotAuthenticationPorts.manager, world.connections);
  assembly.connect(hotspotAuthenticationPorts.broker, world.brokers);
  assembly.connect(hotspotAuthenticationPorts.supplicant, world.supplicants);
  assembly.show(hotspotAuthenticationSees.visits, world.visits);
  assembly.show(hotspotAuthenticationSees.modems, world.modems);
  assembly.connect(eapPorts.place, world.hotspots);
  assembly.connect(eapPorts.manager, world.connections);
  assembly.connect(eapPorts.signIn, world.signIns);
  assembly.connect(hotspotTaskPorts.windows, world.signIns);
  assembly.show(hotspotTaskSees.apps, world.apps);
}
