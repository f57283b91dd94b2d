/**
 * The kernel as a library: one counter, customers who come at random and take at random. Theory knows how long they wait
 * on average, so that the simulation can be seen to be right.
 *
 *     npx tsx examples/mm1.ts
 */
import { ServiceCenter, Simulation, seconds, unitExponential } from 'mobile-plans-simulator/sim';

const arrivals = 0.8; // a second
const served = 1; // a second, while there is somebody to serve
const length = 1_000_000; // seconds

const simulation = new Simulation({ seed: 42 });
const gap = simulation.dice.stream('customers', 'gap');
const demand = simulation.dice.stream('customers', 'demand');

const listener = { done() {}, turnedAway() {} };
const counter = new ServiceCenter(simulation, 'counter', { servers: 1 }, listener);
const comes = simulation.operation('customer comes', customer => {
  counter.submit(customer, seconds(unitExponential(demand.uniform(customer)) / served));
  simulation.schedule(comes, customer + 1, seconds(unitExponential(gap.uniform(customer)) / arrivals));
});

simulation.schedule(comes, 0, 0);
simulation.run(seconds(length));

const load = arrivals / served;
const theory = load / (served - arrivals);
const simulated = counter.queueTime / counter.submitted / seconds(1);
const off = 100 * Math.abs(simulated / theory - 1);

console.log(`${counter.submitted} customers, ${simulation.events} events, load ${load}`);
console.log(`mean wait: theory ${theory.toFixed(3)} s, simulated ${simulated.toFixed(3)} s, ${off.toFixed(1)} % apart`);
