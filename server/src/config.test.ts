import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartError } from './start-error.ts';

const key = 'k'.repeat(32);
const newKey = 'n'.repeat(32);

/** What a start says about this environment. */
function complaints(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    const [first, ...lines] = error.message.split('\n');
    expect(first).toBe('Some environment variables are wrong:');
    return lines.map((line) => line.trim());
  }
}

test('nothing is needed', () => {
  expect(readConfig({})).toEqual({
    host: 'localhost',
    port: 4000,
    issuer: 'http://localhost:4000',
    audience: 'http://localhost:4000/api',
    databaseUrl: undefined,
    dataDir: path.resolve('data'),
    masterKey: undefined,
    newMasterKey: undefined,
    signingAlgorithm: 'ES256',
    keyRotationDays: 90,
    firstOwner: undefined,
    trustProxy: false,
    staleSeconds: 60,
    workers: 1,
    drainSeconds: 0,
    webhookAllowPrivate: false,
    metricsToken: undefined,
    telemetry: undefined,
    logLevel: 'info',
  });
});

test('everything can be said', () => {
  expect(
    readConfig({
      HOST: '0.0.0.0',
      PORT: '8080',
      LLAVERO_ISSUER: 'https://llavero.example.com/t1/',
      LLAVERO_AUDIENCE: 'urn:example:api',
      DATABASE_URL: 'postgresql://a:b@db:5432/llavero',
      LLAVERO_DATA_DIR: '/var/lib/llavero',
      LLAVERO_MASTER_KEY: key,
      LLAVERO_ADMIN_EMAIL: 'ana@example.com',
      LLAVERO_ADMIN_PASSWORD: 'correct horse',
      LLAVERO_TRUST_PROXY: '10.0.0.0/8, ::1,loopback',
      LLAVERO_NEW_MASTER_KEY: newKey,
      LLAVERO_SIGNING_ALGORITHM: 'EdDSA',
      LLAVERO_KEY_ROTATION_DAYS: '0',
      LLAVERO_STALE_SECONDS: '0',
      LLAVERO_WORKERS: '64',
      LLAVERO_DRAIN_SECONDS: '5',
      LLAVERO_WEBHOOK_ALLOW_PRIVATE: '1',
      LLAVERO_METRICS_TOKEN: newKey,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      OTEL_SERVICE_NAME: 'keys',
      LLAVERO_LOG_LEVEL: 'trace',
      UNRELATED: 'x',
    }),
  ).toEqual({
    host: '0.0.0.0',
    port: 8080,
    issuer: 'https://llavero.example.com/t1',
    audience: 'urn:example:api',
    databaseUrl: 'postgresql://a:b@db:5432/llavero',
    dataDir: '/var/lib/llavero',
    masterKey: key,
    newMasterKey: newKey,
    signingAlgorithm: 'EdDSA',
    keyRotationDays: 0,
    staleSeconds: 0,
    workers: 64,
    drainSeconds: 5,
    webhookAllowPrivate: true,
    metricsToken: newKey,
    telemetry: { serviceName: 'keys' },
    firstOwner: { email: 'ana@example.com', password: 'correct horse' },
    trustProxy: ['10.0.0.0/8', '::1', 'loopback'],
    logLevel: 'trace',
  });
});

test('what is set to nothing counts as not set', () => {
  const names = [
    'PORT',
    'HOST',
    'LLAVERO_ISSUER',
    'DATABASE_URL',
    'LLAVERO_MASTER_KEY',
    'LLAVERO_ADMIN_EMAIL',
  ];
  expect(readConfig(Object.fromEntries(names.map((name) => [name, ' '])))).toEqual(readConfig({}));
});

test('P-176: all complaints come together, and none repeats a password', () => {
  const password = 'hunter2';
  const said = complaints({
    PORT: 'http',
    LLAVERO_ISSUER: 'http://llavero.example.com',
    LLAVERO_AUDIENCE: 'api',
    DATABASE_URL: `mysql://root:${password}@db/llavero`,
    LLAVERO_MASTER_KEY: password,
    LLAVERO_ADMIN_EMAIL: 'nobody',
    LLAVERO_ADMIN_PASSWORD: password,
    LLAVERO_TRUST_PROXY: 'yes',
    LLAVERO_LOG_LEVEL: 'loud',
  });
  expect(said.map((line) => line.split(' ')[0])).toEqual([
    'PORT',
    'LLAVERO_ISSUER',
    'LLAVERO_AUDIENCE',
    'DATABASE_URL',
    'LLAVERO_MASTER_KEY',
    'LLAVERO_ADMIN_EMAIL',
    'LLAVERO_ADMIN_PASSWORD',
    'LLAVERO_TRUST_PROXY',
    'LLAVERO_LOG_LEVEL',
  ]);
  for (const line of said) expect(line).toMatch(/^[A-Z_]+ \S.*\S$/);
  expect(said.join()).not.toContain(password);
});

describe('P-176: a start is refused for', () => {
  test.each<[string, Record<string, string>]>([
    ['PORT', { PORT: '0' }],
    ['PORT', { PORT: '65536' }],
    ['PORT', { PORT: '-1' }],
    ['PORT', { PORT: '4e3' }],
    ['PORT', { PORT: '4000 ' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'llavero.example.com' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'ftp://llavero.example.com' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'javascript:alert(1)' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'http://192.168.1.1' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'http://localhost.example.com' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'https://h.example?a=b' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'https://h.example#a' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'https://ana@h.example' }],
    ['LLAVERO_ISSUER', { LLAVERO_ISSUER: 'https://:secret@h.example' }],
    ['LLAVERO_AUDIENCE', { LLAVERO_AUDIENCE: '/api' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://', LLAVERO_MASTER_KEY: key }],
    ['DATABASE_URL', { DATABASE_URL: 'postgresql://a:b/c@db:x/llavero', LLAVERO_MASTER_KEY: key }],
    ['LLAVERO_MASTER_KEY', { DATABASE_URL: 'postgresql://db/llavero' }],
    ['LLAVERO_MASTER_KEY', { LLAVERO_MASTER_KEY: 'k'.repeat(31) }],
    ['LLAVERO_ADMIN_PASSWORD', { LLAVERO_ADMIN_EMAIL: 'ana@example.com' }],
    ['LLAVERO_ADMIN_EMAIL', { LLAVERO_ADMIN_PASSWORD: 'correct horse' }],
    [
      'LLAVERO_ADMIN_PASSWORD',
      { LLAVERO_ADMIN_EMAIL: 'ana@example.com', LLAVERO_ADMIN_PASSWORD: 'x'.repeat(129) },
    ],
    ['LLAVERO_TRUST_PROXY', { LLAVERO_TRUST_PROXY: 'true' }],
    ['LLAVERO_TRUST_PROXY', { LLAVERO_TRUST_PROXY: '10.0.0.0/33' }],
    ['LLAVERO_TRUST_PROXY', { LLAVERO_TRUST_PROXY: '::1/129' }],
    ['LLAVERO_TRUST_PROXY', { LLAVERO_TRUST_PROXY: '10.0.0.1,,10.0.0.2' }],
    ['LLAVERO_TRUST_PROXY', { LLAVERO_TRUST_PROXY: '10.0.0.0/8/8' }],
  ])('%s in %j', (variable, env) => {
    expect(complaints(env)).toEqual([expect.stringMatching(new RegExp(`^${variable} `))]);
  });
});

test.each([
  ['https://llavero.example.com/', 'https://llavero.example.com'],
  ['HTTPS://Llavero.Example.com:443', 'https://llavero.example.com'],
  ['https://h.example/t1///', 'https://h.example/t1'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://[::1]:4000/', 'http://[::1]:4000'],
  ['http://localhost', 'http://localhost'],
])('the issuer %s is written %s', (given, issuer) => {
  expect(readConfig({ LLAVERO_ISSUER: given })).toMatchObject({ issuer, audience: `${issuer}/api` });
});

test('without an issuer the port is in it', () => {
  expect(readConfig({ PORT: '8080' }).issuer).toBe('http://localhost:8080');
});
