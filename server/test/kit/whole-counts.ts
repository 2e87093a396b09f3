/** How often a long test does what it does: `whole` times in `.ci/run`, a twenty-fifth of it in `npm test`, to keep that quick. */
export function wholeCount(whole: number): number {
  return process.env['LLAVERO_TEST_WHOLE'] === '1' ? whole : Math.ceil(whole / 25);
}
