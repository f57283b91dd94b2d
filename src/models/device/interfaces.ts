/** The network interfaces of a device. A record kept for each of them has the number `interfaceOf(device, medium)`. */
export const media = ['ethernet', 'wifi', 'cellular'] as const;
export type Medium = (typeof media)[number];

export const interfaceOf = (device: number, medium: Medium): number => device * media.length + media.indexOf(medium);
export const deviceOf = (networkInterface: number): number => Math.floor(networkInterface / media.length);
export const mediumOf = (networkInterface: number): Medium => media[networkInterface % media.length]!;
