/**
 * Every order of a plan, and how many profiles each operator was asked for: when a plan
 * was paid, and what became of it. Fed by facts of the customer accounts, which number the orders of each customer.
 *
 *     portal, web site, renewal ── paid ─▶ order ── provisioned ─▶ its plan is there
 *                                            └───── refunded ────▶ the money is given back
 */
import type { World } from '../models/index.ts';
import type { Purchase } from './purchase-journey.ts';

export interface Order {
  readonly device: number;
  /** The purchase in the Mobile Plans app that it belongs to; none for a renewal, or an order on the operator's web site. */
  readonly purchase: Purchase | undefined;
  readonly plan: string;
  readonly placedAt: number;
  /** In the smallest coin. */
  readonly charged: number;
  refunded: number;
  provisioned: boolean;
}

export class OrderLog {
  /** In the order in which they were paid. */
  readonly orders: Order[] = [];
  /** Of each operator: orders of a profile that went through, and those that found none. */
  readonly profiles: readonly { ordered: number; soldOut: number }[];
  /** Of each customer, those by number, from 1. */
  private readonly byDevice = new Map<number, Order[]>();
  /** Purchases whose money the portal has just taken, by device. */
  private readonly paying = new Map<number, Purchase>();

  private readonly countsFrom: number;

  /** @param latestOf the latest purchase of a device */
  constructor(world: World, latestOf: (device: number) => Purchase | undefined) {
    const { settings, surroundings, simulation } = world;
    const { facts, clock } = simulation;
    this.countsFrom = world.countsFrom;
    this.profiles = settings.operators.map(() => ({ ordered: 0, soldOut: 0 }));
    facts.observe('SM-DP+.ordered', device => {
      this.profiles[surroundings.operatorOf(device)]!.ordered += 1;
    });
    facts.observe('SM-DP+.orderFailed', device => {
      this.profiles[surroundings.operatorOf(device)]!.soldOut += 1;
    });
    facts.follow('mobile operator web portal.paid', device => {
      const purchase = latestOf(device);
      if (purchase !== undefined) this.paying.set(device, purchase);
    });
    facts.follow('customer account.charged', device => {
      const { name: plan, price } = surroundings.plan(device);
      const purchase = this.paying.get(device);
      this.paying.delete(device);
      if (purchase !== undefined) {
        purchase.charged += price;
        purchase.openOrders += 1;
      }
      this.place({ device, purchase, plan, placedAt: clock[0]!, charged: price, refunded: 0, provisioned: false });
    });
    facts.follow('customer account.provisioned', device => {
      const order = this.numbered(device, facts.value[0]!);
      order.provisioned = true;
      if (order.purchase !== undefined) order.purchase.openOrders -= 1;
    });
    facts.follow('customer account.refunded', device => {
      const order = this.numbered(device, facts.value[0]!);
      order.refunded = order.charged;
      if (order.purchase === undefined) return;
      order.purchase.refunded += order.refunded;
      order.purchase.openOrders -= 1;
    });
  }

  private place(order: Order): void {
    if (order.placedAt >= this.countsFrom) this.orders.push(order);
    const own = this.byDevice.get(order.device);
    if (own === undefined) this.byDevice.set(order.device, [order]);
    else own.push(order);
  }

  private numbered(device: number, number: number): Order {
    return this.byDevice.get(device)![number - 1]!;
  }
}
