import fc, { type Arbitrary } from 'fast-check';
import type { RawRequest } from '../kit/wire.ts';
import { noise } from './mutations.ts';

/** Requests written by hand: right ones, ones that HTTP forbids, and no HTTP at all; one character is one byte. */
export function rawRequests(credentials: string, token: string): Arbitrary<RawRequest> {
  const form = `grant_type=client_credentials&${credentials}`;
  const well = fc.record({ head: heads(token), body: bodies(form) }).map(({ head, body }) => ({
    bytes: `${head}${body}`,
    isWhole: !body.includes(endless),
  }));
  const broken = fc
    .tuple(well, fc.nat(), noise)
    .chain(([{ bytes }, at, more]) => {
      const place = at % bytes.length;
      return fc.constantFrom(
        bytes.slice(0, place),
        bytes.slice(place),
        `${bytes.slice(0, place)}${asBytes(more)}${bytes.slice(place)}`,
        `${bytes}${bytes}`,
        bytes.replaceAll('\r\n', '\n'),
        bytes.replaceAll('\r\n', '\r'),
      );
    })
    .map((bytes) => ({ bytes, isWhole: false }));
  const nothing = fc
    .oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      noise.map((text) => `${asBytes(text)}\r\n\r\n`),
      fc.constantFrom('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\x16\x03\x01\x02\x00\x01\x00', 'GET /token\r\n'),
    )
    .map((bytes) => ({ bytes, isWhole: false }));
  return fc.oneof(
    { weight: 6, arbitrary: well },
    { weight: 4, arbitrary: broken },
    { weight: 2, arbitrary: nothing },
  );
}

/** A chunk that never comes. */
const endless = '\r\nffffffff\r\n';

const asBytes = (text: string): string => Buffer.from(text).toString('latin1');

/** A request line and headers, up to those of the body. Now and then some that a server may not take. */
function heads(token: string): Arbitrary<string> {
  const method = often(
    'POST',
    fc.constantFrom('GET', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'),
    6,
  );
  const target = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('/token', '/introspect', '/revoke', '/verify', '/graphql') },
    fc.constantFrom(
      '*',
      'http://localhost/token',
      '/token?a=b&a=c',
      '/%',
      '/verify/%C3%28',
      '/./token',
      '//token',
    ),
    fc
      .string({ unit: fc.constantFrom('a', '/', '%', '\xFF', '[', ';', '"', '?', '#'), maxLength: 30 })
      .map((path) => `/${path}`),
  );
  const line = fc.tuple(
    method,
    target,
    often('HTTP/1.1', fc.constantFrom('HTTP/1.0', 'HTTP/1.9', 'HTTP/2.0', 'http/1.1')),
  );
  const host = often(
    'Host: localhost\r\n',
    fc.constantFrom('', 'Host: a\r\nHost: b\r\n', 'Host: [\r\n', 'Host:\r\n'),
  );
  const header = fc.oneof(
    fc.constantFrom(
      `Authorization: Bearer ${token}`,
      `Authorization: Bearer ${token}\r\nAuthorization: Bearer ${token}`,
      ...[
        'Expect: 100-continue',
        'Expect: everything',
        'Upgrade: h2c',
        'Upgrade: websocket\r\nConnection: Upgrade',
      ],
      ...['Content-Encoding: gzip', 'Trailer: X-A', 'TE: trailers', 'Range: bytes=0-', 'If-None-Match: *'],
      ...[
        'Accept: ',
        'Cookie: __Host-llavero=\xFF\xFE',
        'Origin: null',
        ': empty',
        'No colon',
        'X-A : blank',
        ' X: folded',
      ],
      `X-Large: ${'x'.repeat(17_000)}`,
      Array.from({ length: 1500 }, (_, at) => `X-${at}: 1`).join('\r\n'),
    ),
    noise.map((text) => `X-Noise: ${asBytes(text).replace(/[\r\n\0]/g, '')}`),
    noise.map((text) => `X-Noise: ${asBytes(text)}`),
  );
  return fc
    .tuple(line, host, fc.array(header, { maxLength: 2 }))
    .map(
      ([start, of, more]) =>
        `${start.join(' ')}\r\n${of}Connection: close\r\n${more.map((each) => `${each}\r\n`).join('')}`,
    );
}

/** The rest of the headers, and the body that they speak of: rightly, or not. */
function bodies(form: string): Arbitrary<string> {
  const type = often(
    'Content-Type: application/x-www-form-urlencoded\r\n',
    fc.constantFrom('', 'Content-Type: \xFF\r\n', 'Content-Type: application/json\r\n'),
  );
  const length = (text: string) => `Content-Length: ${text.length}\r\n\r\n${text}`;
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;
  const chunked = (text: string) => `Transfer-Encoding: chunked\r\n\r\n${text}`;
  const body = fc.oneof(
    { weight: 8, arbitrary: fc.constant(length(form)) },
    noise.map((text) => length(asBytes(text))),
    fc.constantFrom(
      length(''),
      '\r\n',
      length('x'.repeat(70_000)),
      length(`${form}&${form}`),
      chunked(`${chunk(form)}0\r\n\r\n`),
      chunked(`${[...form].map(chunk).join('')}0\r\n\r\n`),
      chunked(`${chunk(form)}0\r\nX-Trailer: a\r\n\r\n`),
      chunked(`${chunk('x'.repeat(70_000))}0\r\n\r\n`),
      chunked('zz\r\n'),
      chunked('-1\r\n'),
      `Transfer-Encoding: chunked\r\n${endless}`,
      `Transfer-Encoding: gzip\r\n\r\n${form}`,
      `Content-Length: ${form.length}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk(form)}0\r\n\r\n`,
      `Content-Length: ${form.length}\r\nContent-Length: 1\r\n\r\n${form}`,
      `Content-Length: -1\r\n\r\n${form}`,
      `Content-Length: 99999999999999999999\r\n\r\n${form}`,
      `Content-Length: 0x10\r\n\r\n${form}`,
    ),
  );
  return fc.tuple(type, body).map((parts) => parts.join(''));
}

const often = <T>(value: T, other: Arbitrary<T>, weight = 10): Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(value) }, other);
