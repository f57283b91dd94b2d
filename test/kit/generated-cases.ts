/**
 * Properties try the same cases each time, so that a failure is there again when one looks for it. Another seed tries others:
 *
 *     MPSIM_PROPERTY_SEED=7 npx vitest run test/models
 */
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.MPSIM_PROPERTY_SEED ?? 20) });
