/** Loaded into a server before anything else: its clock is LLAVERO_E2E_MINUTES_AHEAD minutes fast. */
const aheadMilliseconds = Number(process.env.LLAVERO_E2E_MINUTES_AHEAD) * 60_000;

globalThis.Date = new Proxy(Date, {
  construct: (real, args, asked) =>
    Reflect.construct(real, args.length > 0 ? args : [real.now() + aheadMilliseconds], asked),
  get: (real, name) =>
    name === 'now' ? () => real.now() + aheadMilliseconds : (Reflect.get(real, name) as unknown),
});
