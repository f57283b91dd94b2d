/**
 * What handlers see of a request: its server the question, its asker the outcome. One view of each kind stands for all,
 * pointed at the row at hand, so it is good until the handler returns.
 */
import type { Reply, Request } from './model.ts';
import type { Outcome, Requests } from './request.ts';
import type { CallEnd } from './tier-network.ts';
import type { Microseconds } from './units.ts';

/** A request as the server's handler sees it. */
export class ServedRequest implements Request<unknown, unknown> {
  ticket = 0;
  ending: CallEnd | undefined;
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  get message(): unknown {
    return this.requests.messageOf(this.ticket);
  }

  get entity(): number {
    return this.requests.entityOf(this.ticket);
  }

  get occurrence(): number {
    return this.requests.occurrenceOf(this.ticket);
  }
}

/** An outcome as the asker's handler sees it. */
export class ReplyView implements Reply<unknown> {
  row = 0;
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  get outcome(): Outcome {
    return this.requests.outcomeOf(this.row);
  }

  get answer(): unknown {
    return this.requests.answerOf(this.row);
  }

  get code(): number {
    return this.requests.codeOf(this.row);
  }

  /** It travels where the answer would. */
  get detail(): unknown {
    return this.requests.answerOf(this.row);
  }

  get about(): number {
    return this.requests.aboutOf(this.row);
  }

  get entity(): number {
    return this.requests.entityOf(this.row);
  }

  get occurrence(): number {
    return this.requests.occurrenceOf(this.row);
  }

  get latency(): Microseconds {
    return this.requests.latencyOf(this.row);
  }
}
