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
  firstOwner: { email: string; password: string } | undefined;
  /** The proxies whose X-Forwarded-* headers count: addresses and networks. */
  trustProxy: string[] | false;
  logLevel: (typeof logLevels)[number];
};

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
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
    firstOwner:
      values.LLAVERO_ADMIN_EMAIL && values.LLAVERO_ADMIN_PASSWORD
        ? { email: values.LLAVERO_ADMIN_EMAIL, password: values.LLAVERO_ADMIN_PASSWORD }
        : undefined,
    trustProxy: values.LLAVERO_TRUST_PROXY ?? false,
    logLevel: values.LLAVERO_LOG_LEVEL,
  };
}

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
    LLAVERO_MASTER_KEY: z
      .string()
      .min(32, 'must have at least 32 characters; make one with: openssl rand -base64 32')
      .optional(),
    LLAVERO_ADMIN_EMAIL: z.email('must be an e-mail address.').optional(),
    LLAVERO_ADMIN_PASSWORD: z
      .string()
      .min(12, 'must have at least 12 characters.')
      .max(128, 'must have at most 128 characters.')
      .optional(),
    LLAVERO_TRUST_PROXY: z.string().transform(readTrustProxy).optional(),
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
