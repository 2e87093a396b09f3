/**
 * Where this Llavero stands: '' at the root of its host, '/t1' under a path. The server writes it into index.html;
 * everything that asks the server builds its address with `fromBase`.
 */
export const base: string = readBase();

/** `fromBase('/graphql')` is the address of `/graphql` of this very Llavero. */
export function fromBase(path: `/${string}`): string {
  return base + path;
}

function readBase(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="llavero-base"]');
  return (meta?.content ?? '').replace(/\/+$/, '');
}
