import fc, { type Arbitrary } from 'fast-check';
import { mutated, noise } from './mutations.ts';

/** One request to an endpoint that takes forms, as `app.inject` takes it. */
export type FormRequest = {
  url: string;
  method: string;
  headers: Record<string, string>;
  payload: Buffer;
  remoteAddress: string;
  /** What must stand in no answer and no log. */
  secrets: string[];
};

/** What requests are made of. */
export type Material = {
  clients: { clientId: string; clientSecret: string }[];
  assertions: Arbitrary<string>;
  tokens: Arbitrary<string>;
};

type Parameter = [name: string, value: string];
type Credentials = { header?: string; parameters: Parameter[]; secrets: string[] };

/** Requests to this endpoint: near to right ones for the most part, and noise. */
export function formRequests(url: string, material: Material): Arbitrary<FormRequest> {
  const request = fc
    .record({
      credentials: credentials(material),
      parameters: fc.oneof(
        { weight: 12, arbitrary: parametersOf(url, material) },
        fc.array(fc.tuple(noise, noise), { maxLength: 5 }),
      ),
      doubled: often(-1, fc.nat({ max: 4 }), 20),
      encoding,
      rest: frame,
    })
    .map(({ credentials: { header, parameters: own, secrets }, parameters, doubled, encoding, rest }) => {
      const all = [...own, ...parameters];
      const twice = all[doubled];
      const body = (twice ? [...all, twice] : all).map((pair) => pair.map(encoding).join('=')).join('&');
      const sent = [...secrets, ...parameters.filter(([name]) => name === 'token').map(([, value]) => value)];
      return asked(url, rest, Buffer.from(body), sent, header);
    });
  const bytes = fc
    .tuple(fc.uint8Array({ maxLength: 300 }), frame)
    .map(([body, rest]) => asked(url, rest, Buffer.from(body), []));
  const large = fc
    .tuple(fc.constantFrom(300, 5000, 70_000), fc.string({ minLength: 1, maxLength: 3 }), frame)
    .map(([times, unit, rest]) => asked(url, rest, Buffer.from(`${unit}=&`.repeat(times)), []));
  return fc.oneof(
    { weight: 40, arbitrary: request },
    { weight: 6, arbitrary: bytes },
    { weight: 1, arbitrary: large },
  );
}

function asked(
  url: string,
  { method, type, query, headers, remoteAddress }: Frame,
  payload: Buffer,
  secrets: string[],
  authorization?: string,
): FormRequest {
  return {
    url: `${url}${query}`,
    method,
    headers: {
      ...headers,
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(authorization === undefined ? {} : { authorization }),
    },
    payload,
    remoteAddress,
    secrets: authorization === undefined ? secrets : [...secrets, authorization],
  };
}

type Frame = {
  method: string;
  type: string | undefined;
  query: string;
  headers: Record<string, string>;
  remoteAddress: string;
};

/** A value that HTTP lets through as it is. */
export const headerValue: Arbitrary<string> = noise.map((text) =>
  text.replace(/[^\x20-\x7E]/g, '').slice(0, 500),
);

const often = <T>(value: T, other: Arbitrary<T>, weight = 12): Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(value) }, other);

const formType = 'application/x-www-form-urlencoded';

/** Addresses of this machine, so many that no limit by address hides what lies behind it. */
export const anyAddress: Arbitrary<string> = fc
  .tuple(fc.nat({ max: 255 }), fc.nat({ max: 255 }))
  .map(([high, low]) => `127.0.${high}.${low}`);

const frame: Arbitrary<Frame> = fc.record({
  method: often('POST', fc.constantFrom('GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'), 30),
  type: often<string | undefined>(
    formType,
    fc.oneof(
      fc.constantFrom(`${formType}; charset=UTF-8`, formType.toUpperCase(), 'application/json', 'text/plain'),
      fc.constantFrom(undefined, '', ';;;', 'multipart/form-data; boundary=a', `${formType}, ${formType}`),
      headerValue,
    ),
  ),
  query: often(
    '',
    fc.oneof(fc.constantFrom('?', '?client_id=a&client_secret=b', '?%w', '?a[b]=c&__proto__=d')),
  ),
  headers: often(
    {},
    fc.dictionary(
      fc.constantFrom(
        ...['accept', 'content-encoding', 'content-length', 'cookie', 'dpop', 'origin', 'prefer', 'range'],
        ...['x-forwarded-for', 'x-forwarded-proto', 'x-http-method-override', 'x-request-id', 'traceparent'],
      ),
      headerValue,
      { maxKeys: 3 },
    ),
    6,
  ),
  remoteAddress: anyAddress,
});

const percentEncoded = (text: string) =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const encoding = often<(text: string) => string>(
  (text) => encodeURIComponent(text.toWellFormed()),
  fc.constantFrom(
    (text: string) => new URLSearchParams({ a: text }).toString().slice(2),
    percentEncoded,
    (text: string) => text,
  ),
  3,
);

function credentials({ clients, assertions }: Material): Arbitrary<Credentials> {
  const pair = fc
    .constantFrom(...clients)
    .chain(({ clientId, clientSecret }) =>
      fc.oneof(
        { weight: 9, arbitrary: fc.constant([clientId, clientSecret]) },
        fc.tuple(mutated(clientId), fc.constant(clientSecret)),
        fc.tuple(fc.constant(clientId), mutated(clientSecret)),
        fc.tuple(mutated(clientId), mutated(clientSecret)),
      ),
    ) as Arbitrary<[string, string]>;
  const basic = fc
    .tuple(pair, often('Basic ', fc.constantFrom('basic  ', 'BASIC ', 'Basic', 'Bearer ')), fc.boolean())
    .map(([[id, secret], scheme, isEncoded]) => {
      const text = isEncoded ? `${percentEncoded(id)}:${percentEncoded(secret)}` : `${id}:${secret}`;
      return {
        header: `${scheme}${Buffer.from(text).toString('base64')}`,
        parameters: [],
        secrets: secret === id ? [] : [secret],
      };
    });
  const post = pair.map(([id, secret]) => ({
    parameters: [
      ['client_id', id],
      ['client_secret', secret],
    ] as Parameter[],
    secrets: [secret],
  }));
  const type = often('urn:ietf:params:oauth:client-assertion-type:jwt-bearer', noise);
  const assertion = fc.tuple(assertions, type).map(([value, how]) => ({
    parameters: [
      ['client_assertion', value],
      ['client_assertion_type', how],
    ] as Parameter[],
    secrets: [value],
  }));
  const broken = headerValue.map((header) => ({ header, parameters: [], secrets: [] }));
  const both = fc
    .tuple(basic, fc.oneof(post, assertion))
    .map(([one, other]) => ({ ...other, header: one.header }));
  return fc.oneof(
    { weight: 9, arbitrary: basic },
    { weight: 9, arbitrary: post },
    { weight: 9, arbitrary: assertion },
    both,
    broken,
    fc.constant<Credentials>({ parameters: [], secrets: [] }),
  );
}

function parametersOf(url: string, { tokens }: Material): Arbitrary<Parameter[]> {
  const one = (name: string, value: Arbitrary<string>) => value.map((text): Parameter => [name, text]);
  const extra = often<Parameter[]>(
    [],
    fc.array(fc.tuple(fc.constantFrom('scope', 'resource', 'client_id', 'foo', ''), noise), { maxLength: 2 }),
    3,
  );
  const scope = fc.oneof(
    fc.shuffledSubarray(['read', 'update', 'read']).map((names) => names.join(' ')),
    fc.shuffledSubarray(['read', 'delete', 'admin', '']).map((names) => names.join(' ')),
    mutated('read update'),
  );
  const main =
    url === '/token'
      ? fc.tuple(
          one(
            'grant_type',
            often('client_credentials', fc.oneof(mutated('client_credentials'), fc.constant('password'))),
          ),
          one('scope', scope),
        )
      : fc.tuple(one('token', tokens), one('token_type_hint', often('access_token', noise)));
  return fc.tuple(main, extra).map(([own, more]) => [...own, ...more]);
}
