/** What a scenario adds to the words of the language. */
import type { Measure } from './terms.ts';

export interface Surrounding {
  /** Metrics of its own that may be used, by name. */
  metrics?: ReadonlyMap<string, Measure>;
  /** Undefined where nobody knows them: then any name is taken. */
  variants?: readonly string[];
  /** Entries of the timeline by name; `lasts` is false for what happens in a moment. */
  timeline?: readonly { name: string; lasts: boolean }[];
  /** Of the plans of its operators. */
  currencies?: readonly string[];
  /** Length of the run in µs: a stretch must fit into it. */
  length?: number;
}
