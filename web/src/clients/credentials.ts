/** One client's credentials while they may be seen, and where to exchange them. */
export interface Credentials {
  name: string;
  clientId: string;
  clientSecret: string;
}

/** A ready line for a POSIX shell that asks for a token. */
export function linuxCurlLine({ clientId, clientSecret }: Credentials, tokenUrl: string): string {
  return `curl -u ${inSingleQuotes(`${clientId}:${clientSecret}`)} -d grant_type=client_credentials ${bareOr(inSingleQuotes, tokenUrl)}`;
}

/** The same for Windows: `curl.exe`, because in PowerShell `curl` may be another program. */
export function windowsCurlLine({ clientId, clientSecret }: Credentials, tokenUrl: string): string {
  return `curl.exe -u ${inDoubleQuotes(`${clientId}:${clientSecret}`)} -d grant_type=client_credentials ${bareOr(inDoubleQuotes, tokenUrl)}`;
}

/** The lines of a `.env` file, ending with a newline. */
export function envFile({ clientId, clientSecret }: Credentials, tokenUrl: string): string {
  return `OAUTH_CLIENT_ID=${clientId}\nOAUTH_CLIENT_SECRET=${clientSecret}\nOAUTH_TOKEN_URL=${tokenUrl}\n`;
}

/** A JSON file with the wire names of RFC 6749 and RFC 8414, ending with a newline. */
export function jsonFile({ name, clientId, clientSecret }: Credentials, tokenUrl: string): string {
  const content = {
    client_name: name,
    client_id: clientId,
    client_secret: clientSecret,
    token_endpoint: tokenUrl,
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A file name that every system takes, made of the client's name, or of its ID when the name has no Latin letter. */
export function fileStem({ name, clientId }: Credentials): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return words?.join('-').slice(0, 60) ?? clientId;
}

const inSingleQuotes = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const inDoubleQuotes = (text: string) => `"${text.replaceAll('"', '\\"')}"`;

/** Quotes a word only where a shell would read it as something else. */
function bareOr(quote: (text: string) => string, text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quote(text);
}
