/**
 * HOT: functions with a profile of their own.
 *
 * V8 keeps one profile, and so one compiled code, for all closures that come from the same function literal. What is
 * made once for each field of each model, or once for each handler, is then compiled for all of them together: every call
 * and every property in it is megamorphic and nothing is inlined. A function made from its text has its own profile, and
 * the compiler folds it into its caller. Texts come from this folder only, never from a scenario.
 */

/**
 * @param text    one expression, usually a function
 * @param values  what its free names stand for
 */
export function ownCode<Made>(text: string, values: Readonly<Record<string, unknown>>): Made {
  return new Function(...Object.keys(values), `'use strict'; return (${text});`)(...Object.values(values));
}
