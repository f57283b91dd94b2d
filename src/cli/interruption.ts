/** Ctrl-C, heard between two moments of a run: the first asks for an end, the second ends at once. */
import { setImmediate } from 'node:timers/promises';
import { exit } from './exit.ts';

export class Interruption {
  private asked = false;
  private readonly listen = () => {
    if (this.asked) process.exit(exit.interrupted);
    this.asked = true;
  };

  constructor() {
    process.on('SIGINT', this.listen);
    process.on('SIGTERM', this.listen);
  }

  /** Whether somebody wants the work to end; gives signals the chance to arrive. */
  async isAsked(): Promise<boolean> {
    await setImmediate();
    return this.asked;
  }

  stopListening(): void {
    process.off('SIGINT', this.listen);
    process.off('SIGTERM', this.listen);
  }
}

/** Does the work with an ear for Ctrl-C, which is closed however the work ends. */
export async function whileListening<Done>(work: (interruption: Interruption) => Promise<Done>): Promise<Done> {
  const interruption = new Interruption();
  try {
    return await work(interruption);
  } finally {
    interruption.stopListening();
  }
}
