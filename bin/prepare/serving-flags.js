/**
 * What the runtime is told when it serves. Left to itself, V8 lets the heap grow to twice what lives in it, and what is young to
 * three times sixteen megabytes: with 100,000 clients known, half a gigabyte, most of it garbage. Half of the young space costs
 * nothing that can be measured at `/token`; a quarter of it costs a tenth of the speed.
 */
export const SERVING_FLAGS = ['--max-semi-space-size=8', '--heap-growing-percent=25'];
