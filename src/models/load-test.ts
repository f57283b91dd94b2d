/**
 * The load test of a world: its agents laid end to end, each with the lines of its group. Only where a group has a load, so
 * that no other world has anything of it.
 */
import { type Assembly, Draws, type Installed, type ServiceListener } from '../sim/index.ts';
import { type AgentGroup, agentPorts, loadAgent } from './operator/load-agent.ts';
import type { operatorOrders } from './operator/operator-orders.ts';
import type { World } from './world.ts';

/** Brings the agents into the world, with their first request planned. */
export function placeLoadAgents(world: World, orders: Installed<typeof operatorOrders>): void {
  const { settings, assembly, surroundings, simulation } = world;
  let agents = 0;
  const groups = world.groups.flatMap(({ settings: { load, count, name }, first: firstLine }) => {
    if (load === undefined) return [];
    const group = { name, load, first: agents, count, firstLine, operator: surroundings.operatorOf(firstLine) };
    agents += count;
    return [group];
  });
  if (groups.length === 0) return;
  const groupOf = (agent: number): AgentGroup => groups.findLast(group => group.first <= agent)!;
  const installed = assembly.install(loadAgent, {
    count: agents,
    given: { links: surroundings.links, length: settings.length, groupOf },
    draws: new Draws(simulation.dice, groups),
  });
  assembly.connect(agentPorts.api, world.apis);
  assembly.connect(agentPorts.orders, orders);
  for (let agent = 0; agent < agents; agent += 1) assembly.tell(installed, 'plansNext', agent);
}

/** One bank of servers for both kinds of request: each goes back to the model that gave it. */
export function servedByKind(
  assembly: Assembly,
  balances: ServiceListener,
  orders: Installed<typeof operatorOrders>,
): ServiceListener {
  const { requests } = assembly;
  const ofOrders = assembly.listener(orders);
  const kind = orders.requests.get('placeOrder')!.name;
  const of = (row: number) => (requests.nameOf(row) === kind ? ofOrders : balances);
  return { done: row => of(row).done(row), turnedAway: (row, reason) => of(row).turnedAway(row, reason) };
}
