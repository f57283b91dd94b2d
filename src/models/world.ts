/**
 * The world: every model with its records, and the wiring of the whole ecosystem.
 *
 *     people      user · getting online · hotspot visit · traveller · data warning
 *     places      Wi-Fi hotspot
 *     device      modem · registration · packet service · packet context · eUICC · physical SIM · CDMA device · class driver
 *     windows     Mobile Broadband Service · default context controller · connection · connection manager · internet probe · network traffic
 *                 · System Event Broker · COSA database · service metadata · Device Setup Manager · Provisioning Agent
 *                 · mobile broadband app · Windows Update · Windows Setup
 *                 Mobile Plans app · its local settings · network flyout · LPA · local data counters
 *                 network cost manager · update downloads · third-party apps · video player   only where somebody minds the cost
 *                 device management · profile discovery               only where somebody manages PCs
 *                 code activation · account view                      only where somebody uses them
 *     places      PnP-X devices                                       only where there are some
 *                 hotspot authentication · EAP authentication · hotspot task
 *     operator    mobile network · subscription · roaming charging · billing · customer account · web site · web portal · operator API · SM-DP+
 *                 AAA server · home location register
 *                 SM-DS                                               only where somebody manages PCs
 *     microsoft   Mobile Plans service · operator silence · balance cache · WMIS · Microsoft Store
 *                 monitor                                              only where there is monitoring
 *                 Dev Center dashboard                                 only where an operator hands in a package
 *     family      other devices of a line                              only where lines have some
 *     timeline    outages · deployments · campaigns · acts by hand                     only where there are some
 *     sharing     internet sharing · entitlement task and server · who shares · clients               only where somebody shares
 *     contexts    special packet contexts · context policies · apps with a connection of their own     only where there are some
 *     load test   load agents                                                          only where there are some
 *     back end    orders of the operator API · cached balances                         only where there are some
 *
 * A device, its user, its purchase, its line and its profile have the same number; an operator has its own, and a connection
 * that of its interface, three for each device.
 */
import {
  Assembly,
  type Breach,
  breaches,
  clockText,
  Draws,
  type EventQueue,
  type GuardLimits,
  type Installed,
  Link,
  type Microseconds,
  type Rhythm,
  ServiceCenter,
  Simulation,
} from '../sim/index.ts';
import { backEndOwners } from './back-end-owners.ts';
import { begin } from './beginning.ts';
import { cdmaDevice } from './device/cdma-device.ts';
import { classDriver } from './device/class-driver.ts';
import { euicc } from './device/euicc.ts';
import { media } from './device/interfaces.ts';
import { modem } from './device/modem.ts';
import { packetContext } from './device/packet-context.ts';
import { packetService } from './device/packet-service.ts';
import { physicalSim } from './device/physical-sim.ts';
import { registration } from './device/registration.ts';
import { specialPacketContext } from './device/special-packet-context.ts';
import { planTimeline } from './happenings.ts';
import { laws } from './invariants.ts';
import { Lids } from './lids.ts';
import { placeLoadAgents, servedByKind } from './load-test.ts';
import { type Group, placeGroups, placeIn } from './members.ts';
import { type Messaging, placeMessages } from './messaging.ts';
import { balanceCache } from './microsoft/balance-cache.ts';
import { devCenterDashboard } from './microsoft/dev-center-dashboard.ts';
import { microsoftStore } from './microsoft/microsoft-store.ts';
import { mobilePlansService } from './microsoft/mobile-plans-service.ts';
import type { monitor } from './microsoft/monitor.ts';
import { operatorSilence } from './microsoft/operator-silence.ts';
import { wmis } from './microsoft/wmis.ts';
import { placeMonitors, reservedLines } from './monitoring.ts';
import { aaaServer } from './operator/aaa-server.ts';
import { BackEnd } from './operator/back-end-tiers.ts';
import { billing } from './operator/billing.ts';
import { cachedBalances } from './operator/cached-balances.ts';
import { customerAccount } from './operator/customer-account.ts';
import { entitlementServer } from './operator/entitlement-server.ts';
import { homeLocationRegister } from './operator/home-location-register.ts';
import { mobileNetwork } from './operator/mobile-network.ts';
import { mobileOperatorApi } from './operator/mobile-operator-api.ts';
import { mobileOperatorWebPortal } from './operator/mobile-operator-web-portal.ts';
import { mobileOperatorWebSite } from './operator/mobile-operator-web-site.ts';
import { operatorBackEnd } from './operator/operator-back-end.ts';
import { OperatorKnowledge } from './operator/operator-knowledge.ts';
import { operatorOrders } from './operator/operator-orders.ts';
import { families, otherDevices } from './operator/other-devices.ts';
import { planDeliveries, profileStock } from './operator/profile-stock.ts';
import { roamingCharging } from './operator/roaming-charging.ts';
import { smDpPlus } from './operator/sm-dp-plus.ts';
import { smDs } from './operator/sm-ds.ts';
import { subscription } from './operator/subscription.ts';
import { usageQuery } from './operator/usage-query.ts';
import { foreseenOutages } from './outages.ts';
import { dataWarning } from './people/data-warning.ts';
import { gettingOnline } from './people/getting-online.ts';
import { hotspotVisit } from './people/hotspot-visit.ts';
import { sharingHabit } from './people/sharing-habit.ts';
import { traveller } from './people/traveller.ts';
import { user } from './people/user.ts';
import { pnpXDevice } from './places/pnp-x-device.ts';
import { sharingClients } from './places/sharing-clients.ts';
import { wifiHotspot } from './places/wifi-hotspot.ts';
import { rhythmOf } from './rhythms.ts';
import {
  type DailyRate,
  type GroupSettings,
  mindsCost,
  type OperatorSettings,
  type PlanSettings,
  readsWarnings,
  type WorldSettings,
} from './settings.ts';
import { SeveralEach } from './several-each.ts';
import { identities, type Links, type Surroundings, samplerCache } from './surroundings.ts';
import { timeline } from './timeline.ts';
import { gardenPasses, reachOf } from './walled-garden.ts';
import { destinations } from './walled-garden-hosts.ts';
import { accountView } from './windows/account-view.ts';
import { appLocalSettings, recordsFor } from './windows/app-local-settings.ts';
import { appTraffic } from './windows/app-traffic.ts';
import { codeActivation } from './windows/code-activation.ts';
import { connection } from './windows/connection.ts';
import { contextPolicies } from './windows/context-policies.ts';
import { cosaDatabase } from './windows/cosa-database.ts';
import { placeOf } from './windows/cosa-entry.ts';
import { dataUsageAndSubscriptionManager } from './windows/data-usage-and-subscription-manager.ts';
import { defaultContextController } from './windows/default-context-controller.ts';
import { deviceDiscovery } from './windows/device-discovery.ts';
import { deviceManagement } from './windows/device-management.ts';
import { deviceSetupManager } from './windows/device-setup-manager.ts';
import { eapAuthentication } from './windows/eap-authentication.ts';
import { entitlementTask } from './windows/entitlement-task.ts';
import { hotspotAuthentication } from './windows/hotspot-authentication.ts';
import { hotspotTask } from './windows/hotspot-task.ts';
import { internetProbe } from './windows/internet-probe.ts';
import { internetSharing } from './windows/internet-sharing.ts';
import { localDataCounters } from './windows/local-data-counters.ts';
import { lpa } from './windows/lpa.ts';
import { mobileBroadbandApp } from './windows/mobile-broadband-app.ts';
import { mobileBroadbandService } from './windows/mobile-broadband-service.ts';
import { mobilePlansApp } from './windows/mobile-plans-app.ts';
import { networkCostManager } from './windows/network-cost-manager.ts';
import { networkFlyout } from './windows/network-flyout.ts';
import { networkTraffic } from './windows/network-traffic.ts';
import { profileDiscovery } from './windows/profile-discovery.ts';
import { provisioningAgent } from './windows/provisioning-agent.ts';
import { hasReadPackage, hasServiceMetadata, serviceMetadata } from './windows/service-metadata.ts';
import { specialConnectionApp } from './windows/special-connection-app.ts';
import { systemEventBroker } from './windows/system-event-broker.ts';
import { thirdPartyApps } from './windows/third-party-apps.ts';
import { updateDownloads } from './windows/update-downloads.ts';
import { keepsHistory, usageHistory } from './windows/usage-history.ts';
import { usageTask } from './windows/usage-task.ts';
import { videoPlayer } from './windows/video-player.ts';
import { trafficPath, windowsConnectionManager } from './windows/windows-connection-manager.ts';
import { windowsSetup } from './windows/windows-setup.ts';
import { windowsUpdate } from './windows/windows-update.ts';
import { wire } from './wiring.ts';

export interface WorldOptions {
  queue?: EventQueue;
  guards?: Partial<GuardLimits>;
  /** Hand out record views that die with their handler: for tests. */
  strict?: boolean;
}

export class World {
  readonly settings: WorldSettings;
  readonly simulation: Simulation;
  readonly assembly: Assembly;
  readonly surroundings: Surroundings;
  readonly knowledge: OperatorKnowledge;
  readonly groups: readonly Group[];
  readonly devices: number;
  readonly draws: Draws;
  /** Who begins to count when the warm-up is over, and forgets what was. */
  private readonly whoForget: (() => void)[] = [];
  private isWarm: boolean;
  /** How often the laws have been looked at, and what was found broken. */
  inspections = 0;
  readonly breaches: Breach[] = [];

  readonly users: Installed<typeof user>;
  readonly purchases: Installed<typeof mobilePlansApp>;
  readonly localSettings: Installed<typeof appLocalSettings>;
  readonly flyouts: Installed<typeof networkFlyout>;
  readonly assistants: Installed<typeof lpa>;
  readonly routes: Installed<typeof windowsConnectionManager>;
  readonly probes: Installed<typeof internetProbe>;
  readonly traffic: Installed<typeof networkTraffic>;
  readonly counters: Installed<typeof localDataCounters>;
  readonly usageManagers: Installed<typeof dataUsageAndSubscriptionManager>;
  /** Nothing is written here but of devices whose plan Windows knows. */
  readonly usageTasks: Installed<typeof usageTask>;
  readonly modems: Installed<typeof modem>;
  readonly registrations: Installed<typeof registration>;
  readonly packetServices: Installed<typeof packetService>;
  readonly contexts: Installed<typeof packetContext>;
  readonly cards: Installed<typeof euicc>;
  readonly sims: Installed<typeof physicalSim>;
  readonly cdmaDevices: Installed<typeof cdmaDevice>;
  readonly drivers: Installed<typeof classDriver>;
  readonly broadband: Installed<typeof mobileBroadbandService>;
  readonly controllers: Installed<typeof defaultContextController>;
  /** Three a device: see `interfaceOf`. */
  readonly connections: Installed<typeof connection>;
  readonly brokers: Installed<typeof systemEventBroker>;
  readonly databases: Installed<typeof cosaDatabase>;
  readonly metadata: Installed<typeof serviceMetadata>;
  readonly setupManagers: Installed<typeof deviceSetupManager>;
  readonly updates: Installed<typeof windowsUpdate>;
  readonly setups: Installed<typeof windowsSetup>;
  readonly apps: Installed<typeof mobileBroadbandApp>;
  readonly agents: Installed<typeof provisioningAgent>;
  /** Only where a group has such devices; otherwise nobody is there. */
  readonly lanDevices: Installed<typeof pnpXDevice>;
  readonly discoveries: Installed<typeof deviceDiscovery>;
  /** Of these, records only where a group minds the cost of the network, travels, or is warned. */
  readonly costs: Installed<typeof networkCostManager>;
  readonly downloads: Installed<typeof updateDownloads>;
  readonly otherApps: Installed<typeof thirdPartyApps>;
  readonly players: Installed<typeof videoPlayer>;
  readonly travellers: Installed<typeof traveller>;
  readonly warnings: Installed<typeof dataWarning>;
  /** Only with an operator that charges use abroad. */
  readonly roaming: Installed<typeof roamingCharging>;
  readonly managements: Installed<typeof deviceManagement>;
  readonly profileDiscoveries: Installed<typeof profileDiscovery>;
  readonly discoveryServers: Installed<typeof smDs>;
  readonly codeActivations: Installed<typeof codeActivation>;
  readonly accountViews: Installed<typeof accountView>;
  readonly submissions: Installed<typeof devCenterDashboard>;
  readonly wmis: Installed<typeof wmis>;
  readonly stores: Installed<typeof microsoftStore>;
  readonly sites: Installed<typeof mobileOperatorWebSite>;
  /** Nothing is written in the models of hotspots where nobody goes to any. */
  readonly visits: Installed<typeof hotspotVisit>;
  readonly hotspots: Installed<typeof wifiHotspot>;
  readonly signIns: Installed<typeof hotspotAuthentication>;
  readonly supplicants: Installed<typeof eapAuthentication>;
  readonly hotspotTasks: Installed<typeof hotspotTask>;
  readonly aaaServers: Installed<typeof aaaServer>;
  readonly homeRegisters: Installed<typeof homeLocationRegister>;
  /** People on their way online with a device of their own. */
  readonly people: Installed<typeof gettingOnline>;
  readonly portals: Installed<typeof mobileOperatorWebPortal>;
  readonly apis: Installed<typeof mobileOperatorApi>;
  readonly backEnds: Installed<typeof operatorBackEnd>;
  readonly profiles: Installed<typeof smDpPlus>;
  readonly stocks: Installed<typeof profileStock>;
  readonly networks: Installed<typeof mobileNetwork>;
  readonly lines: Installed<typeof subscription>;
  readonly ledgers: Installed<typeof billing>;
  readonly accounts: Installed<typeof customerAccount>;
  readonly usageQueries: Installed<typeof usageQuery>;
  readonly service: Installed<typeof mobilePlansService>;
  readonly silences: Installed<typeof operatorSilence>;
  /** Only in a world with monitoring. */
  readonly monitors: Installed<typeof monitor> | undefined;
  /** Only in a world whose operators send messages. */
  readonly messages: Messaging | undefined;
  /** Nothing is written here unless the service keeps balances. */
  readonly caches: Installed<typeof balanceCache>;
  /** Only in a world in which somebody asks for windows of time. */
  readonly histories: Installed<typeof usageHistory>;
  /** Only in a world with family plans. */
  readonly otherDevices: Installed<typeof otherDevices> | undefined;
  /** Only in a world with load agents, or with a path for orders through a back end. */
  readonly orders: Installed<typeof operatorOrders> | undefined;
  /** Only in a world with a back end that has a cache. */
  readonly cachedBalances: Installed<typeof cachedBalances> | undefined;
  /** Without records in a world where nobody shares a connection. */
  readonly sharings: Installed<typeof internetSharing>;
  readonly entitlementTasks: Installed<typeof entitlementTask>;
  readonly entitlementServers: Installed<typeof entitlementServer>;
  readonly sharingHabits: Installed<typeof sharingHabit>;
  /** Several a device: see `surroundings.clients`, `specialContexts` and `specialApps`. */
  readonly sharingClients: Installed<typeof sharingClients>;
  readonly specialContexts: Installed<typeof specialPacketContext>;
  readonly specialApps: Installed<typeof specialConnectionApp>;
  /** Without records in a world without special contexts. */
  readonly contextPolicies: Installed<typeof contextPolicies>;
  readonly appTraffic: Installed<typeof appTraffic>;
  /** Only in a world with a timeline. */
  readonly timeline: Installed<typeof timeline> | undefined;

  constructor(settings: WorldSettings, options: WorldOptions = {}) {
    this.settings = settings;
    this.simulation = new Simulation({
      seed: settings.seed,
      replication: settings.replication,
      ...(options.queue === undefined ? {} : { queue: options.queue }),
      ...(options.guards === undefined ? {} : { guards: options.guards }),
    });
    this.assembly = new Assembly(this.simulation, { strict: options.strict ?? false });
    const { simulation, assembly } = this;
    simulation.facts.showFrom(this.countsFrom);
    this.isWarm = this.countsFrom === 0;

    this.groups = placeGroups(settings, simulation.dice);
    this.devices = this.groups.reduce((sum, { count }) => sum + count, 0);
    this.draws = new Draws(simulation.dice, [
      ...this.groups.map(({ settings: { name }, first, members }) => ({ name, first, members })),
      ...(reservedLines(settings) > 0 ? [{ name: 'reserved ICCIDs', first: this.devices }] : []),
    ]);
    this.surroundings = this.surround();
    this.knowledge = this.know();

    const { devices, draws, surroundings: given, knowledge } = this;
    const each = { count: devices, given, draws };
    const operators = { count: settings.operators.length, given, draws };
    this.users = assembly.install(user, each);
    this.purchases = assembly.install(mobilePlansApp, each);
    this.localSettings = assembly.install(appLocalSettings, {
      count: recordsFor(devices),
      given: undefined,
      draws,
    });
    this.flyouts = assembly.install(networkFlyout, each);
    this.assistants = assembly.install(lpa, each);
    this.routes = assembly.install(windowsConnectionManager, { count: devices, given: undefined, draws });
    this.probes = assembly.install(internetProbe, each);
    this.traffic = assembly.install(networkTraffic, each);
    this.counters = assembly.install(localDataCounters, {
      count: devices,
      given: { keepsHistory: (device: number) => given.group(device).usage?.history === true },
      draws,
    });
    this.usageManagers = assembly.install(dataUsageAndSubscriptionManager, each);
    this.histories = assembly.install(usageHistory, {
      count: keepsHistory(settings) ? devices : 0,
      given: undefined,
      draws,
    });
    this.usageTasks = assembly.install(usageTask, each);
    this.modems = assembly.install(modem, each);
    this.registrations = assembly.install(registration, each);
    this.packetServices = assembly.install(packetService, each);
    this.contexts = assembly.install(packetContext, each);
    this.cards = assembly.install(euicc, each);
    this.sims = assembly.install(physicalSim, each);
    this.cdmaDevices = assembly.install(cdmaDevice, each);
    this.drivers = assembly.install(classDriver, each);
    this.broadband = assembly.install(mobileBroadbandService, each);
    this.controllers = assembly.install(defaultContextController, each);
    this.connections = assembly.install(connection, { ...each, count: media.length * devices });
    this.brokers = assembly.install(systemEventBroker, each);
    this.databases = assembly.install(cosaDatabase, each);
    this.metadata = assembly.install(serviceMetadata, { ...each, given: knowledge.metadataSurroundings() });
    this.setupManagers = assembly.install(deviceSetupManager, each);
    this.updates = assembly.install(windowsUpdate, each);
    this.setups = assembly.install(windowsSetup, each);
    this.apps = assembly.install(mobileBroadbandApp, each);
    this.agents = assembly.install(provisioningAgent, { ...each, given: knowledge.provisioningSurroundings() });
    this.wmis = assembly.install(wmis, { ...each, count: 1, given: knowledge.metadataSurroundings() });
    const onLan = { ...each, count: settings.groups.some(({ lanDevice }) => lanDevice !== undefined) ? devices : 0 };
    this.lanDevices = assembly.install(pnpXDevice, onLan);
    this.discoveries = assembly.install(deviceDiscovery, onLan);
    const where = (isThere: (group: GroupSettings) => boolean) => ({
      ...each,
      count: settings.groups.some(isThere) ? devices : 0,
    });
    this.costs = assembly.install(networkCostManager, where(mindsCost));
    this.downloads = assembly.install(
      updateDownloads,
      where(({ updates }) => updates !== undefined),
    );
    this.otherApps = assembly.install(
      thirdPartyApps,
      where(({ apps }) => apps !== undefined),
    );
    this.players = assembly.install(
      videoPlayer,
      where(({ video }) => video !== undefined),
    );
    this.travellers = assembly.install(
      traveller,
      where(({ travels }) => travels !== undefined),
    );
    const chargesAbroad = settings.operators.some(({ roaming }) => roaming !== undefined);
    this.warnings = assembly.install(
      dataWarning,
      where(group => settings.operators.some(operator => readsWarnings(group, operator))),
    );
    this.roaming = assembly.install(roamingCharging, { ...each, count: chargesAbroad ? devices : 0 });
    const managed = where(group => group.managed !== undefined);
    this.managements = assembly.install(deviceManagement, managed);
    this.profileDiscoveries = assembly.install(profileDiscovery, managed);
    this.discoveryServers = assembly.install(smDs, managed);
    this.codeActivations = assembly.install(
      codeActivation,
      where(group => group.activationCode !== undefined),
    );
    this.accountViews = assembly.install(
      accountView,
      where(group => group.accountView !== undefined),
    );
    const handsIn = settings.operators.some(({ serviceMetadata }) => serviceMetadata.submission !== undefined);
    this.submissions = assembly.install(devCenterDashboard, {
      ...each,
      count: handsIn ? settings.operators.length : 0,
    });
    this.stores = assembly.install(microsoftStore, each);
    this.sites = assembly.install(mobileOperatorWebSite, each);
    this.people = assembly.install(gettingOnline, each);
    const hasVisits = settings.groups.some(group => group.hotspots !== undefined);
    const visitors = hasVisits ? each : { ...each, count: 0 };
    this.visits = assembly.install(hotspotVisit, visitors);
    this.hotspots = assembly.install(wifiHotspot, visitors);
    this.signIns = assembly.install(hotspotAuthentication, visitors);
    this.supplicants = assembly.install(eapAuthentication, visitors);
    this.hotspotTasks = assembly.install(hotspotTask, visitors);
    this.aaaServers = assembly.install(aaaServer, operators);
    this.homeRegisters = assembly.install(homeLocationRegister, operators);
    const withReserved = { ...each, count: devices + reservedLines(settings) };
    this.portals = assembly.install(mobileOperatorWebPortal, withReserved);
    this.apis = assembly.install(mobileOperatorApi, withReserved);
    this.backEnds = assembly.install(operatorBackEnd, operators);
    this.profiles = assembly.install(smDpPlus, each);
    this.stocks = assembly.install(profileStock, operators);
    this.networks = assembly.install(mobileNetwork, operators);
    this.lines = assembly.install(subscription, withReserved);
    this.ledgers = assembly.install(billing, { count: settings.operators.length, given: undefined, draws });
    this.accounts = assembly.install(customerAccount, each);
    this.usageQueries = assembly.install(usageQuery, operators);
    this.service = assembly.install(mobilePlansService, each);
    this.silences = assembly.install(operatorSilence, { ...operators, given: undefined });
    this.caches = assembly.install(balanceCache, { ...each, given: undefined });

    const whoShare = {
      ...each,
      count: settings.groups.some(({ sharing }) => sharing !== undefined) ? devices : 0,
    };
    this.sharings = assembly.install(internetSharing, whoShare);
    this.entitlementTasks = assembly.install(entitlementTask, whoShare);
    this.entitlementServers = assembly.install(entitlementServer, operators);
    this.sharingHabits = assembly.install(sharingHabit, whoShare);
    this.sharingClients = assembly.install(sharingClients, { ...each, count: given.clients.count });
    this.specialContexts = assembly.install(specialPacketContext, { ...each, count: given.specialContexts.count });
    const withContexts = { ...each, count: given.specialContexts.count + given.specialApps.count > 0 ? devices : 0 };
    this.contextPolicies = assembly.install(contextPolicies, withContexts);
    this.specialApps = assembly.install(specialConnectionApp, { ...each, count: given.specialApps.count });
    const withApps = settings.groups.some(({ apps }) => apps !== undefined) ? devices : withContexts.count;
    this.appTraffic = assembly.install(appTraffic, { count: withApps, given: undefined, draws });

    this.timeline =
      settings.timeline.length === 0
        ? undefined
        : assembly.install(timeline, {
            ...operators,
            count: settings.timeline.length,
          });
    const hasOrders = settings.operators.some(({ backEnd }) => backEnd.paths.placeOrder !== undefined);
    this.orders =
      hasOrders || settings.groups.some(({ load }) => load !== undefined)
        ? assembly.install(operatorOrders, operators)
        : undefined;
    this.cachedBalances = settings.operators.some(({ backEnd }) => backEnd.tiers.some(({ cache }) => cache))
      ? assembly.install(cachedBalances, { ...each, given: undefined })
      : undefined;
    const relatives = families(this.groups);
    this.otherDevices =
      relatives.count === 0
        ? undefined
        : assembly.install(otherDevices, {
            count: relatives.count,
            given: { ...given, families: relatives },
            draws,
          });
    wire(this);
    this.messages = placeMessages(this);
    this.foresee();
    if (this.orders !== undefined) placeLoadAgents(this, this.orders);
    this.placeServers();
    // Of a device two things are to come, as a rule: the next look at the flyout and the end of the plan.
    simulation.reserve(2 * devices);
    begin(this);
    planDeliveries(this);
    planTimeline(this);
    this.monitors = placeMonitors(this);
  }

  /** HOT: the records that an opening of the flyout visits, of one device among many. */
  private foresee(): void {
    const { flyouts, service, lines, routes, apis } = this;
    this.simulation.foresee(
      flyouts.timers.get('opens')!,
      device =>
        flyouts.store.touch(device) +
        service.store.touch(device) +
        lines.store.touch(device) +
        routes.store.touch(device) +
        apis.store.touch(device),
    );
  }

  /** The banks of servers and the tiers of each operator. The API's do orders too, where there are any. */
  private placeServers(): void {
    const { simulation, assembly, surroundings, orders } = this;
    const owners = backEndOwners(this);
    const balances = assembly.listener(this.apis);
    const api = orders === undefined ? balances : servedByKind(assembly, balances, orders);
    const luckOf = (bank: string) => (row: number) =>
      this.draws.uniform(`${bank} errs`, assembly.requests.entityOf(row), assembly.requests.occurrenceOf(row));
    const smdp = assembly.listener(this.profiles);
    for (const operator of this.settings.operators) {
      const { servers, queue, limit, discipline = 'fifo' } = operator.api;
      surroundings.apiServers.push(
        new ServiceCenter(
          simulation,
          `${operator.name}.api`,
          {
            servers,
            queue,
            discipline,
            luck: luckOf('api'),
            ...(limit === undefined ? {} : { limit: { perSecond: limit, burst: Math.max(1, limit) } }),
          },
          api,
        ),
      );
      const backEnd = new BackEnd(
        { simulation, requests: assembly.requests, draws: this.draws, surroundings },
        operator,
        owners,
      );
      surroundings.backEnds.push(backEnd);
      surroundings.smdpServers.push(
        backEnd.smdp ??
          new ServiceCenter(
            simulation,
            `${operator.name}.smdp`,
            { servers: operator.smdp.servers, queue: operator.smdp.queue, luck: luckOf('smdp') },
            smdp,
          ),
      );
    }
  }

  /** What PCs can learn of their operators, by what each has at the moment. */
  private know(): OperatorKnowledge {
    return new OperatorKnowledge(this.surroundings, {
      card: device => this.sims.store.look(device).card,
      matched: device => this.databases.store.look(device).matched,
      hasPackage: device => hasServiceMetadata(this.metadata.store.look(device)),
      hasReadPackage: device => hasReadPackage(this.metadata.store.look(device)),
      provisioned: device => this.agents.store.look(device).provisioned,
      place: device => placeOf(this.broadband.store.look(device).registered ?? 'home'),
    });
  }

  private surround(): Surroundings {
    const { settings, groups } = this;
    const { rttWifi, rttCellular, rttHotspot, loss } = settings.links;
    const half = (roundTrip: number) => Math.ceil(roundTrip / 2) as Microseconds;
    const link = (name: string, roundTrip: Microseconds) =>
      new Link(name, { oneWay: half(roundTrip), loss }, this.draws);
    const links: Links = {
      ethernet: link('Ethernet', rttWifi),
      wifi: link('Wi-Fi', rttWifi),
      hotspot: link('hotspot', rttHotspot),
      cellular: link('cellular', rttCellular),
      dataCentres: new Link('data centres', { oneWay: half(rttWifi) }, this.draws),
      nowhere: new Link('nowhere', { oneWay: 0 as Microseconds }, this.draws),
    };
    links.nowhere.up = false;

    // HOT: asked several times per event, so what follows from a group's settings is worked out once for each group.
    const numbers = new Map(settings.operators.map((operator, at) => [operator.name, at]));
    const operatorOfGroup = groups.map(group => numbers.get(group.settings.operator)!);
    const cycles = groups.map(() => new Map<DailyRate, Rhythm>());
    const lids = groups.map(({ settings: group }) => group.awake && new Lids(group.awake, group, settings));
    const lidOf = (device: number): number => lids[groupOf(device)]!.kindOf(this.draws.uniform('device.lid', device));
    const groupOf = (device: number): number => {
      let at = groups.length - 1;
      while (at > 0 && groups[at]!.first > device) at -= 1;
      return at;
    };
    // A line beyond the devices is one that is reserved for monitoring, of the operator with its number.
    const operatorOf = (device: number) =>
      device < this.devices ? operatorOfGroup[groupOf(device)]! : device - this.devices;
    const operator = (device: number) => settings.operators[operatorOf(device)]!;
    const hasVisits = settings.groups.some(group => group.hotspots !== undefined);
    const pathOf = (device: number): Link => {
      const medium = trafficPath[this.routes.store.look(device).state];
      if (medium !== 'wifi') return links[medium];
      if (hasVisits && this.visits.store.look(device).kind !== undefined) return links.hotspot;
      return isOnHotspot(groups[groupOf(device)]!.settings, this.draws, device) ? links.hotspot : links.wifi;
    };
    const gardens = settings.operators.map(
      one => new Set(destinations.filter(destination => gardenPasses(one, destination, settings.microsoft))),
    );
    return {
      settings,
      links,
      group: device => groups[groupOf(device)]!.settings,
      operatorOf,
      operator,
      plan: device => planOf(operator(device), groups[groupOf(device)]!.settings.plan),
      planTold: device => this.knowledge.planTold(device),
      pathOf,
      wayTo: (device, destination) => {
        const path = pathOf(device);
        if (path !== links.cellular) return path;
        const at = operatorOf(device);
        const reach = reachOf(this.lines.store.look(device), settings.operators[at]!.network);
        const isPassed = reach === 'everything' || (reach === 'walledGarden' && gardens[at]!.has(destination));
        return isPassed ? path : links.nowhere;
      },
      rateTo: device => {
        const path = pathOf(device);
        return path === links.cellular || path === links.hotspot
          ? settings.links.rateCellular
          : settings.links.rateWifi;
      },
      apiServers: [],
      smdpServers: [],
      backEnds: [],
      outages: foreseenOutages({ settings }),
      profiles: device => this.knowledge.profiles(device),
      hotspotNetworks: device => this.knowledge.hotspotNetworks(device),
      cycle: (device: number, habit: DailyRate) => {
        const at = groupOf(device);
        const open = lids[at];
        if (open !== undefined) return open.rhythm(lidOf(device), habit);
        let cycle = cycles[at]!.get(habit);
        if (cycle === undefined) {
          cycle = rhythmOf(habit, groups[at]!.settings, settings);
          cycles[at]!.set(habit, cycle);
        }
        return cycle;
      },
      nextOpen: (device, at, luck) => lids[groupOf(device)]?.nextOpen(lidOf(device), at, luck) ?? at,
      sample: samplerCache(),
      identity: identities(operator, device =>
        device < this.devices ? placeIn(groups[groupOf(device)]!, device) : device,
      ),
      tethering: device => this.knowledge.tethering(device),
      clients: this.several(({ sharing }) => (sharing?.clients ?? []).reduce((sum, { count }) => sum + count, 0)),
      specialContexts: this.several((_, { contexts, sharing }) =>
        contexts === undefined && sharing?.accessPoint === undefined
          ? 0
          : (contexts?.policies.length ?? 0) + (sharing?.accessPoint === undefined ? 0 : 1),
      ),
      specialApps: this.several(({ specialApps }) => specialApps?.length ?? 0),
    };
  }

  /** Records of which each device of a group has so many. */
  private several(each: (group: GroupSettings, operator: OperatorSettings) => number): SeveralEach {
    const { settings, groups } = this;
    return new SeveralEach(
      groups.map(({ settings: group, first, count }) => ({
        first,
        count,
        each: each(group, settings.operators.find(({ name }) => name === group.operator)!),
      })),
    );
  }

  /** From when on what happens is counted: the end of the warm-up. */
  get countsFrom(): Microseconds {
    return this.settings.warmUp ?? (0 as Microseconds);
  }

  /** Has `forget` called when the warm-up is over, before anything that counts; never without one. */
  whenWarm(forget: () => void): void {
    if (!this.isWarm) this.whoForget.push(forget);
  }

  /** The last moment of the run, drain included. */
  get horizon(): Microseconds {
    return (this.settings.length + this.settings.drain) as Microseconds;
  }

  /**
   * Runs on to the horizon in equal stretches, with a look at the laws after each. A broken law ends the run.
   *
   * @param goesOn  asked now and then; false pauses the run, and the next call goes on from there
   * @returns       whether the run is over
   */
  advance(goesOn: () => boolean = () => true): boolean {
    const inspections = Math.max(1, Math.min(inspectionsMost, Math.floor(looksMost / Math.max(1, this.devices))));
    while (this.inspections < inspections && this.breaches.length === 0) {
      const nth = this.inspections + 1;
      const until = nth === inspections ? this.horizon : Math.floor((this.horizon / inspections) * nth);
      if (!this.warmsUp(until, goesOn) || !this.simulation.run(until as Microseconds, goesOn)) return false;
      this.inspect();
    }
    return true;
  }

  /** Runs through the warm-up, where it ends before that moment; false when it was paused. */
  private warmsUp(until: number, goesOn: () => boolean): boolean {
    if (this.isWarm || until < this.countsFrom) return true;
    if (!this.simulation.run((this.countsFrom - 1) as Microseconds, goesOn)) return false;
    this.isWarm = true;
    for (const forget of this.whoForget) forget();
    return true;
  }

  private inspect(): void {
    this.inspections += 1;
    this.breaches.push(...breaches(laws, this, clockText(this.simulation.now)));
  }

  /** Ends the run where it is: what is open is censored, the facts are sealed, then the flows are torn down. */
  end(): void {
    if (this.simulation.now < this.horizon && this.breaches.length === 0) this.inspect();
    this.assembly.requests.censor();
    this.simulation.facts.seal();
    this.assembly.flows.stopAll();
  }

  /** Runs to the horizon and ends the run there, or where `goesOn` says no. Answers whether the horizon was reached. */
  run(goesOn?: () => boolean): boolean {
    const isOver = this.advance(goesOn);
    this.end();
    return isOver;
  }
}

/** One draw decides, as at the beginning of the run: Wi-Fi, Ethernet, somebody's hotspot, or nothing of these. */
function isOnHotspot({ wifi, ethernet, hotspot }: GroupSettings, draws: Draws, device: number): boolean {
  if (hotspot === 0) return false;
  const luck = draws.uniform('device.wifi', device) - wifi - ethernet;
  return luck >= 0 && luck < hotspot;
}

/** The plan of that name; without one, the operator's first. */
const planOf = ({ plan, otherPlans }: OperatorSettings, name: string | undefined): PlanSettings =>
  otherPlans.find(other => other.name === name) ?? plan;

/** The laws are looked at so many times in a run, less often where there are many devices to look at. */
const inspectionsMost = 24;
const looksMost = 250_000;
