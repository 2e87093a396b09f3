import path from 'node:path';
import { isIP } from 'node:net';
import { z } from 'zod';
import { StartError } from './start-error.ts';

/** Everything the environment says, checked. `docs/` describes each variable. */
export type Config = {
  host: string;
  port: number;
  /** What stands before every path that Llavero publishes; no trailing slash. */
  issuer: string;
  /** The `aud` of access tokens. */
  audience: string;
  /** Absent: an embedded PostgreSQL in the data folder. */
  databaseUrl: string | undefined;
  dataDir: string;
  /** Absent: made once and kept in the data folder. */
  masterKey: string | undefined;
  /** For `npm run master-key:change` alone: what takes the place of the master key. */
  newMasterKey: string | undefined;
  /** What new signing keys are for. */
  signingAlgorithm: SigningAlgorithm;
  /** After how many days a signing key makes room for the next; 0 for never. */
  keyRotationDays: number;
  firstOwner: { email: string; password: string } | undefined;
  /** The proxies whose X-Forwarded-* headers count: addresses and networks. */
  trustProxy: string[] | false;
  /** How long known clients are served after the database was last heard; 0 for not at all. */
  staleSeconds: number;
  /** How many processes serve, over one database. */
  workers: number;
  /** How long a stopping process says at `/readyz` that it wants no more, and serves all the same. */
  drainSeconds: number;
  /** Whether webhooks may reach this machine and private networks, also without TLS. */
  webhookAllowPrivate: boolean;
  /** What opens `/metrics`. */
  metricsToken: string | undefined;
  /** Where OpenTelemetry's own variables ask for traces: the name they go by. */
  telemetry: { serviceName: string } | undefined;
  logLevel: (typeof logLevels)[number];
};

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
/** RFC 7518, section 3.1, and RFC 8037, section 3.1. */
export const signingAlgorithms = ['ES256', 'RS256', 'EdDSA'] as const;

export type SigningAlgorithm = (typeof signingAlgorithms)[number];

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Reads the environment once; a StartError names every complaint together. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new StartError(
      `Some environment variables are wrong:\n${complaints.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  const values = parsed.data;
  const issuer = values.LLAVERO_ISSUER ?? `http://localhost:${values.PORT}`;
  return {
    host: values.HOST,
    port: values.PORT,
    issuer,
    audience: values.LLAVERO_AUDIENCE ?? `${issuer}/api`,
    databaseUrl: values.DATABASE_URL,
    dataDir: path.resolve(values.LLAVERO_DATA_DIR),
    masterKey: values.LLAVERO_MASTER_KEY,
    newMasterKey: values.LLAVERO_NEW_MASTER_KEY,
    signingAlgorithm: values.LLAVERO_SIGNING_ALGORITHM,
    keyRotationDays: values.LLAVERO_KEY_ROTATION_DAYS,
    firstOwner:
      values.LLAVERO_ADMIN_EMAIL && values.LLAVERO_ADMIN_PASSWORD
        ? { email: values.LLAVERO_ADMIN_EMAIL, password: values.LLAVERO_ADMIN_PASSWORD }
        : undefined,
    trustProxy: values.LLAVERO_TRUST_PROXY ?? false,
    staleSeconds: values.LLAVERO_STALE_SECONDS,
    workers: values.LLAVERO_WORKERS,
    drainSeconds: values.LLAVERO_DRAIN_SECONDS,
    webhookAllowPrivate: values.LLAVERO_WEBHOOK_ALLOW_PRIVATE === '1',
    metricsToken: values.LLAVERO_METRICS_TOKEN,
    telemetry: isTraced(values) ? { serviceName: values.OTEL_SERVICE_NAME } : undefined,
    logLevel: values.LLAVERO_LOG_LEVEL,
  };
}

const masterKey = z
  .string()
  .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32');

const environment = z
  .object({
    PORT: z
      .string()
      .regex(/^\d+$/, 'must be a port number from 1 to 65535.')
      .transform(Number)
      .refine((port) => port >= 1 && port <= 65_535, 'must be a port number from 1 to 65535.')
      .default(4000),
    HOST: z.string().default('localhost'),
    LLAVERO_ISSUER: z.string().transform(readIssuer).optional(),
    LLAVERO_AUDIENCE: z
      .string()
      .refine(URL.canParse, 'must be an absolute URI, such as https://api.example.com.')
      .optional(),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\/./, 'must look like postgresql://user:password@host:5432/database.')
      .refine(URL.canParse, 'is not a well-formed URL; encode special characters of the password as %XX.')
      .optional(),
    LLAVERO_DATA_DIR: z.string().default('data'),
    LLAVERO_MASTER_KEY: masterKey.optional(),
    LLAVERO_NEW_MASTER_KEY: masterKey.optional(),
    LLAVERO_SIGNING_ALGORITHM: z
      .enum(signingAlgorithms, `must be one of ${signingAlgorithms.join(', ')}.`)
      .default('ES256'),
    LLAVERO_KEY_ROTATION_DAYS: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a number of days, or 0 for never.')
      .transform(Number)
      .default(90),
    LLAVERO_ADMIN_EMAIL: z.email('must be an e-mail address.').optional(),
    LLAVERO_ADMIN_PASSWORD: z
      .string()
      .min(12, 'must have at least 12 characters.')
      .max(128, 'must have at most 128 characters.')
      .optional(),
    LLAVERO_TRUST_PROXY: z.string().transform(readTrustProxy).optional(),
    LLAVERO_STALE_SECONDS: z
      .string()
      .regex(/^\d{1,4}$/, 'must be a number of seconds from 0 to 3600.')
      .transform(Number)
      .refine((seconds) => seconds <= 3600, 'must be a number of seconds from 0 to 3600.')
      .default(60),
    LLAVERO_WORKERS: z
      .string()
      .regex(/^([1-9]|[1-5]\d|6[0-4])$/, 'must be a number of processes from 1 to 64.')
      .transform(Number)
      .default(1),
    LLAVERO_DRAIN_SECONDS: z
      .string()
      .regex(/^\d{1,2}$/, 'must be a number of seconds from 0 to 20.')
      .transform(Number)
      .refine((seconds) => seconds <= 20, 'must be a number of seconds from 0 to 20.')
      .default(0),
    LLAVERO_WEBHOOK_ALLOW_PRIVATE: z.enum(['0', '1'], 'must be 1, or 0 for no.').default('0'),
    LLAVERO_METRICS_TOKEN: z
      .string()
      .regex(/^[A-Za-z0-9._~+/-]{16,}=*$/, 'must be 16 letters, digits or ._~+/- at least.')
      .optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.string().optional(),
    OTEL_SDK_DISABLED: z.string().optional(),
    OTEL_TRACES_EXPORTER: z.string().optional(),
    OTEL_SERVICE_NAME: z.string().default('llavero'),
    LLAVERO_LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}.`).default('info'),
  })
  .superRefine((values, context) => {
    const complain = (variable: string, message: string) =>
      context.addIssue({ code: 'custom', path: [variable], message });
    if (values.DATABASE_URL && !values.LLAVERO_MASTER_KEY) {
      complain('LLAVERO_MASTER_KEY', 'is needed with DATABASE_URL; make one with: openssl rand -base64 32');
    }
    if (values.LLAVERO_ADMIN_EMAIL && !values.LLAVERO_ADMIN_PASSWORD) {
      complain('LLAVERO_ADMIN_PASSWORD', 'is missing: LLAVERO_ADMIN_EMAIL needs both.');
    }
    if (values.LLAVERO_ADMIN_PASSWORD && !values.LLAVERO_ADMIN_EMAIL) {
      complain('LLAVERO_ADMIN_EMAIL', 'is missing: LLAVERO_ADMIN_PASSWORD needs both.');
    }
  });

/** Whether the standard variables of OpenTelemetry say where traces go, and do not say otherwise. */
function isTraced(values: z.infer<typeof environment>): boolean {
  const isAimed = Boolean(values.OTEL_EXPORTER_OTLP_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT);
  const isDisabled =
    values.OTEL_SDK_DISABLED?.toLowerCase() === 'true' || values.OTEL_TRACES_EXPORTER === 'none';
  return isAimed && !isDisabled;
}

/** RFC 8414, section 2: an https URL without query and fragment; http on this machine alone. */
function readIssuer(value: string, context: z.RefinementCtx): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const complaint =
    url === undefined || !['http:', 'https:'].includes(url.protocol)
      ? 'must be a URL such as https://llavero.example.com.'
      : url.protocol === 'http:' && !loopbackHosts.includes(url.hostname)
        ? 'must begin with https: (http: is for localhost alone).'
        : url.search || url.hash || url.username || url.password
          ? 'must have no query, no fragment and no credentials.'
          : undefined;
  if (complaint !== undefined || url === undefined) {
    context.addIssue({ code: 'custom', message: complaint ?? '' });
    return z.NEVER;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** The path under which everything stands at this issuer; empty where there is none. */
export function basePathOf(issuer: string): string {
  return new URL(issuer).pathname.replace(/\/$/, '');
}

function readTrustProxy(value: string, context: z.RefinementCtx): string[] {
  const networks = value.split(',').map((part) => part.trim());
  const isNetwork = (part: string) => {
    const [address = '', bits, ...more] = part.split('/');
    const width = isIP(address) === 6 ? 128 : 32;
    const isWidth = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width);
    return isIP(address) !== 0 && isWidth && more.length === 0;
  };
  if (!networks.every((part) => ['loopback', 'linklocal', 'uniquelocal'].includes(part) || isNetwork(part))) {
    context.addIssue({
      code: 'custom',
      message: 'must be the addresses or networks of your proxies, such as 10.0.0.0/8, ::1 or loopback.',
    });
    return z.NEVER;
  }
  return networks;
}
