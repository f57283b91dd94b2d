/** The door of the kernel: all that other floors may use. */
export * from './units.ts';
export * from './distributions.ts';
