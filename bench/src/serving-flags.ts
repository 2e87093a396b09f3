const { href } = new URL('../../bin/prepare/serving-flags.js', import.meta.url);

/** What `npm start` tells the runtime, so that what is measured is what serves. */
export const { SERVING_FLAGS: servingFlags } = (await import(href)) as { SERVING_FLAGS: string[] };
