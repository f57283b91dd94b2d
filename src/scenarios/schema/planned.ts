/**
 * Parts of the language that no model or experiment offers yet. They are declared and checked like all others, and a
 * scenario that uses one is told so with its place: nothing is ignored in silence.
 */
import type { z } from 'zod';
import type { Raw } from '../yaml-document.ts';

export interface Plan {
  /** What the part would need, as in "a bank of servers for each tier"; it follows the word "needs". */
  needs: string;
  /** For a part of which only some values are not built yet. */
  when?: (raw: Raw) => boolean;
  /** The key that is named in its place, so that one thing is told once. */
  namedBy?: string;
}

const plans = new WeakMap<z.core.$ZodType, Plan>();

/** Marks a setting or a whole section as not built yet. */
export function planned<Schema extends z.core.$ZodType>(
  needs: string,
  schema: Schema,
  about: Omit<Plan, 'needs'> = {},
): Schema {
  plans.set(schema, { needs, ...about });
  return schema;
}

export const planOf = (schema: z.core.$ZodType): Plan | undefined => plans.get(schema);
