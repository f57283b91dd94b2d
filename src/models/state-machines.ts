/** The state machines of the world: which models move by a table, and where their records are. */
import type { AnyModel, AnyTable, TakenArrow } from '../sim/index.ts';
import { cdmaDevice } from './device/cdma-device.ts';
import { classDriver } from './device/class-driver.ts';
import { euicc } from './device/euicc.ts';
import { modem } from './device/modem.ts';
import { packetContext } from './device/packet-context.ts';
import { packetService } from './device/packet-service.ts';
import { physicalSim } from './device/physical-sim.ts';
import { registration } from './device/registration.ts';
import { specialPacketContext } from './device/special-packet-context.ts';
import { ussdSession } from './device/ussd-session.ts';
import { devCenterDashboard } from './microsoft/dev-center-dashboard.ts';
import { microsoftStore } from './microsoft/microsoft-store.ts';
import { monitor } from './microsoft/monitor.ts';
import { customerAccount } from './operator/customer-account.ts';
import { mobileOperatorWebPortal } from './operator/mobile-operator-web-portal.ts';
import { mobileOperatorWebSite } from './operator/mobile-operator-web-site.ts';
import { otherDevices } from './operator/other-devices.ts';
import { smDpPlus } from './operator/sm-dp-plus.ts';
import { smDs } from './operator/sm-ds.ts';
import { subscription } from './operator/subscription.ts';
import { ussdGateway } from './operator/ussd-gateway.ts';
import { dataWarning } from './people/data-warning.ts';
import { gettingOnline } from './people/getting-online.ts';
import { hotspotVisit } from './people/hotspot-visit.ts';
import { sharingHabit } from './people/sharing-habit.ts';
import { traveller } from './people/traveller.ts';
import { user } from './people/user.ts';
import { pnpXDevice } from './places/pnp-x-device.ts';
import { sharingClients } from './places/sharing-clients.ts';
import { wifiHotspot } from './places/wifi-hotspot.ts';
import { type Runner, runners, type System, systems } from './systems.ts';
import { accountView } from './windows/account-view.ts';
import { codeActivation } from './windows/code-activation.ts';
import { connection } from './windows/connection.ts';
import { dataUsageAndSubscriptionManager } from './windows/data-usage-and-subscription-manager.ts';
import { defaultContextController } from './windows/default-context-controller.ts';
import { deviceDiscovery } from './windows/device-discovery.ts';
import { deviceManagement } from './windows/device-management.ts';
import { deviceSetupManager } from './windows/device-setup-manager.ts';
import { eapAuthentication } from './windows/eap-authentication.ts';
import { entitlementTask } from './windows/entitlement-task.ts';
import { hotspotAuthentication } from './windows/hotspot-authentication.ts';
import { hotspotTask } from './windows/hotspot-task.ts';
import { internetSharing } from './windows/internet-sharing.ts';
import { lpa } from './windows/lpa.ts';
import { mobileBroadbandApp } from './windows/mobile-broadband-app.ts';
import { mobileBroadbandService } from './windows/mobile-broadband-service.ts';
import { mobilePlansApp } from './windows/mobile-plans-app.ts';
import { networkFlyout } from './windows/network-flyout.ts';
import { profileDiscovery } from './windows/profile-discovery.ts';
import { provisioningAgent } from './windows/provisioning-agent.ts';
import { serviceMetadata } from './windows/service-metadata.ts';
import { specialConnectionApp } from './windows/special-connection-app.ts';
import { thirdPartyApps } from './windows/third-party-apps.ts';
import { updateDownloads } from './windows/update-downloads.ts';
import { usageTask } from './windows/usage-task.ts';
import { videoPlayer } from './windows/video-player.ts';
import { windowsConnectionManager } from './windows/windows-connection-manager.ts';
import { windowsSetup } from './windows/windows-setup.ts';
import type { World } from './world.ts';

export interface StateMachine {
  /** The name of the model, as it stands before its facts. */
  name: string;
  /** The document that describes the system. */
  source: string;
  /** Who runs it. */
  runBy: string;
  table: AnyTable;
}

/** Every model that moves by a table, in the order of a purchase. */
export const stateMachines: readonly StateMachine[] = [
  user,
  mobilePlansApp,
  mobileOperatorWebPortal,
  smDpPlus,
  lpa,
  euicc,
  gettingOnline,
  windowsSetup,
  physicalSim,
  cdmaDevice,
  classDriver,
  modem,
  registration,
  packetService,
  packetContext,
  mobileBroadbandService,
  defaultContextController,
  connection,
  windowsConnectionManager,
  serviceMetadata,
  microsoftStore,
  deviceSetupManager,
  mobileBroadbandApp,
  usageTask,
  dataUsageAndSubscriptionManager,
  mobileOperatorWebSite,
  provisioningAgent,
  subscription,
  customerAccount,
  otherDevices,
  traveller,
  dataWarning,
  updateDownloads,
  thirdPartyApps,
  videoPlayer,
  networkFlyout,
  hotspotVisit,
  wifiHotspot,
  hotspotAuthentication,
  eapAuthentication,
  hotspotTask,
  ussdSession,
  ussdGateway,
  monitor,
  pnpXDevice,
  deviceDiscovery,
  sharingHabit,
  internetSharing,
  entitlementTask,
  sharingClients,
  specialConnectionApp,
  specialPacketContext,
  deviceManagement,
  profileDiscovery,
  smDs,
  codeActivation,
  accountView,
  devCenterDashboard,
].flatMap(machineOf);

function machineOf({ name, definition }: AnyModel): StateMachine[] {
  const { source, table } = definition;
  return table === undefined ? [] : [{ name, source, runBy: runnerOf(name), table }];
}

/** The first system that the model belongs to says who runs it. */
function runnerOf(model: string): string {
  const all = Object.entries(systems) as [Runner, readonly System[]][];
  const [runner] = all.find(([, those]) => those.some(({ models }) => models.includes(model))) ?? ['others'];
  return runners[runner];
}

/** How many records of a model are in each state at this moment; states without records are left out. */
export function statesNow(world: World, machine: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const store = installedAs(world, machine)?.store;
  if (store === undefined) return counts;
  for (let subject = 0; subject < store.count; subject++) {
    const state = String(store.look(subject).state);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return counts;
}

/** How often each arrow of a machine has been taken so far; none of a machine that this world does not have. */
export const arrowsTaken = (world: World, machine: string): readonly TakenArrow[] =>
  installedAs(world, machine)?.moves.counted() ?? [];

const installedAs = (world: World, machine: string) =>
  world.assembly.everyInstalled.find(({ model: { name, definition } }) => name === machine && definition.table);
