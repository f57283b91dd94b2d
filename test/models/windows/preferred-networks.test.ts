import { describe, expect, it } from 'vitest';
import {
  broughtByGroupPolicy,
  connectedByHand,
  disconnectedByHand,
  firstConnected,
  forgotten,
  operatorOrder,
  type PreferredList,
  type PreferredNetwork,
  placeOf,
  provisioned,
} from '../../../src/models/windows/preferred-networks.ts';

const wifi = (name: string, more: Partial<PreferredNetwork> = {}): PreferredNetwork => ({
  name,
  medium: 'wifi',
  automatic: true,
  from: 'user',
  ...more,
});
const mobile = (name: string, more: Partial<PreferredNetwork> = {}): PreferredNetwork => ({
  ...wifi(name, more),
  medium: 'cellular',
});
const names = (list: PreferredList) => list.map(({ name }) => name);
const list = [wifi('home'), wifi('office'), wifi('café'), mobile('Contoso')];
const everywhere = new Set(names(list));

describe('the preferred network list', () => {
  it('puts a new Wi-Fi network on top', () => {
    expect(names(firstConnected(list, wifi('hotel')))).toEqual(['hotel', 'home', 'office', 'café', 'Contoso']);
  });

  it('puts a new mobile network at the bottom', () => {
    expect(names(firstConnected(list, mobile('Fabrikam')))).toEqual(['home', 'office', 'café', 'Contoso', 'Fabrikam']);
  });

  it('does not move a network that it knows already', () => {
    expect(firstConnected(list, wifi('café'))).toBe(list);
  });

  it('moves every other Wi-Fi network that is in range and higher below one connected by hand', () => {
    expect(names(connectedByHand(list, 'café', everywhere))).toEqual(['café', 'home', 'office', 'Contoso']);
    expect(names(connectedByHand(list, 'office', everywhere))).toEqual(['office', 'home', 'café', 'Contoso']);
  });

  it('leaves a network where it is that is not in range', () => {
    expect(names(connectedByHand(list, 'café', new Set(['office', 'café'])))).toEqual([
      'home',
      'café',
      'office',
      'Contoso',
    ]);
  });

  it('moves nothing for a mobile network, and nothing for a name it does not know', () => {
    expect(names(connectedByHand(list, 'Contoso', everywhere))).toEqual(names(list));
    expect(connectedByHand(list, 'hotel', everywhere)).toBe(list);
  });

  it('keeps a network from which the user disconnected, but no longer connects to it by itself', () => {
    const left = disconnectedByHand(list, 'office');
    expect(names(left)).toEqual(names(list));
    expect(left.map(({ automatic }) => automatic)).toEqual([true, false, true, true]);
    expect(connectedByHand(left, 'office', everywhere)[0]).toMatchObject({ name: 'office', automatic: true });
  });

  it('forgets a network only while it is in range', () => {
    expect(names(forgotten(list, 'café', everywhere))).toEqual(['home', 'office', 'Contoso']);
    expect(forgotten(list, 'café', new Set(['home']))).toBe(list);
  });

  it('keeps Wi-Fi profiles of group policy on top, whatever the user does', () => {
    const ruled = broughtByGroupPolicy(list, 'headquarters');
    expect(names(ruled)).toEqual(['headquarters', 'home', 'office', 'café', 'Contoso']);
    expect(names(firstConnected(ruled, wifi('hotel')))[0]).toBe('headquarters');
    expect(names(connectedByHand(ruled, 'café', new Set([...everywhere, 'headquarters'])))).toEqual([
      'headquarters',
      'café',
      'home',
      'office',
      'Contoso',
    ]);
    expect(disconnectedByHand(ruled, 'headquarters')[0]).toMatchObject({ name: 'headquarters', automatic: false });
  });

  it('puts the networks of an operator on top when all are Wi-Fi, at the bottom when one is mobile', () => {
    const [hot, spot, cell] = [wifi('hot', { from: 'operator' }), wifi('spot', { from: 'operator' }), mobile('cell')];
    expect(names(provisioned(list, [hot, spot]))).toEqual(['hot', 'spot', 'home', 'office', 'café', 'Contoso']);
    expect(names(provisioned(list, [hot, cell]))).toEqual(['home', 'office', 'café', 'Contoso', 'hot', 'cell']);
  });

  it('restores the order of an operator that provisions again, at the lowest place to which the user moved any', () => {
    const [hot, spot] = [wifi('hot', { from: 'operator' }), wifi('spot', { from: 'operator' })];
    const moved = [spot, wifi('home'), disconnectedByHand([hot], 'hot')[0]!, wifi('office')];
    const again = provisioned(moved, [hot, spot]);
    expect(names(again)).toEqual(['home', 'hot', 'spot', 'office']);
    expect(again[1]!.automatic).toBe(false);
  });

  it('orders the networks of one file by priority, then Wi-Fi before mobile broadband, then as they stand in the file', () => {
    const file = [
      { ...mobile('cell'), priority: 5 },
      { ...wifi('b'), priority: 5 },
      { ...wifi('a'), priority: 5 },
      { ...mobile('first'), priority: 1 },
    ];
    expect(names(operatorOrder(file))).toEqual(['first', 'b', 'a', 'cell']);
  });

  it('counts places from the top', () => {
    expect([placeOf(list, 'home'), placeOf(list, 'Contoso'), placeOf(list, 'hotel')]).toEqual([0, 3, undefined]);
  });
});
