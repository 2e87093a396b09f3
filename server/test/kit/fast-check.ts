import fc from 'fast-check';

/**
 * One for every run, so that what fails once fails again, and a change is judged by the same cases as the one before it.
 * `LLAVERO_TEST_SEED=<number>` looks for others.
 */
export const seed = Number(process.env['LLAVERO_TEST_SEED'] ?? 20_261_126);

fc.configureGlobal({ seed });

/** fast-check, as every property here is tested. */
export default fc;
