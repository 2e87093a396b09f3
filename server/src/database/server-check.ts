import pg from 'pg';
import { StartError } from '../start-error.ts';

const OLDEST_VERSION = 15;

/**
 * Opens one direct connection, outside every pool. Its loss shows in the next query, never as an uncaught `error`.
 *
 * @throws StartError which names the server, never the password
 */
export async function openConnection(url: string, settings: pg.ClientConfig = {}): Promise<pg.Client> {
  try {
    const connection = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      application_name: 'llavero start',
      ...settings,
    });
    connection.on('error', () => {});
    await connection.connect();
    return connection;
  } catch (error) {
    throw new StartError(`${whyUnreachable(error, url)}.`, { cause: error });
  }
}

/**
 * @throws StartError when this server is too old or stores another encoding
 */
export async function checkServer(connection: pg.Client): Promise<void> {
  const { rows } = await connection.query<{ version: number; encoding: string; name: string }>(
    `SELECT current_setting('server_version_num')::int AS version,
            current_setting('server_encoding') AS encoding,
            current_database() AS name`,
  );
  const { version = 0, encoding = '', name = '' } = rows[0] ?? {};
  if (version < OLDEST_VERSION * 10_000) {
    throw new StartError(
      `The database server is PostgreSQL ${Math.floor(version / 10_000)}, and Llavero needs ${OLDEST_VERSION} or newer: upgrade it or set DATABASE_URL to another.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new StartError(
      `The database "${name}" stores text as ${encoding}, and Llavero needs UTF8: make one with CREATE DATABASE ... ENCODING 'UTF8' TEMPLATE template0 and name it in DATABASE_URL.`,
    );
  }
}

function whyUnreachable(error: unknown, url: string): string {
  const { server, user, database } = describe(url);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case '28P01':
    case '28000':
      return `The database server ${server} refuses the user ${user}: correct the user or the password in DATABASE_URL, or allow it in pg_hba.conf`;
    case '3D000':
      return `There is no database ${database} on ${server}: make it (CREATE DATABASE ... ENCODING 'UTF8') or correct DATABASE_URL`;
    case '53300':
      return `The database server ${server} has no connection left: raise its max_connections or stop other programs`;
    case '57P03':
      return `The database server ${server} is starting or stopping: try again in a moment`;
    case 'ERR_INVALID_URL':
      return 'DATABASE_URL is no address of a PostgreSQL database: write postgresql://user:password@host:5432/database';
  }
  const reason = code || (error instanceof Error ? error.message : String(error));
  return `The database server ${server} cannot be reached (${reason}): start it or correct DATABASE_URL`;
}

/** The parts of a database URL that may be shown. */
function describe(url: string): { server: string; user: string; database: string } {
  if (!URL.canParse(url)) return { server: 'in DATABASE_URL', user: '', database: '' };
  const { host, username, pathname, searchParams } = new URL(url);
  return {
    server: host || searchParams.get('host') || 'localhost',
    user: `"${decodeURIComponent(username)}"`,
    database: `"${decodeURIComponent(pathname.slice(1))}"`,
  };
}
