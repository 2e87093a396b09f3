import { describe, expect, it } from 'vitest';
import { envFile, fileStem, jsonFile, linuxCurlLine, windowsCurlLine } from './credentials.ts';

const credentials = { name: 'App Móvil Clientes', clientId: 'cli_8Yk2', clientSecret: 'llv_3fK9x2Qa_s3cr3t' };
const tokenUrl = 'https://llavero.example/token';

describe('the ready curl line', () => {
  it('is quoted for a POSIX shell', () => {
    expect(linuxCurlLine(credentials, tokenUrl)).toBe(
      "curl -u 'cli_8Yk2:llv_3fK9x2Qa_s3cr3t' -d grant_type=client_credentials https://llavero.example/token",
    );
  });

  it('is quoted for Windows', () => {
    expect(windowsCurlLine(credentials, tokenUrl)).toBe(
      'curl.exe -u "cli_8Yk2:llv_3fK9x2Qa_s3cr3t" -d grant_type=client_credentials https://llavero.example/token',
    );
  });

  it.each([
    ["o'clock", `'cli_8Yk2:o'\\''clock'`],
    ['$HOME `id` \\', "'cli_8Yk2:$HOME `id` \\'"],
  ])('lets a shell change nothing in %s', (clientSecret, quoted) => {
    expect(linuxCurlLine({ ...credentials, clientSecret }, tokenUrl)).toContain(` ${quoted} `);
  });

  it('quotes an address that a shell would take apart', () => {
    const address = 'https://llavero.example/token?a=1&b=2';
    expect(linuxCurlLine(credentials, address)).toContain(`'${address}'`);
    expect(windowsCurlLine(credentials, address)).toContain(`"${address}"`);
  });
});

describe('the saved file', () => {
  it('is a .env file', () => {
    expect(envFile(credentials, tokenUrl)).toBe(
      'OAUTH_CLIENT_ID=cli_8Yk2\nOAUTH_CLIENT_SECRET=llv_3fK9x2Qa_s3cr3t\nOAUTH_TOKEN_URL=https://llavero.example/token\n',
    );
  });

  it('is JSON', () => {
    expect(JSON.parse(jsonFile(credentials, tokenUrl))).toEqual({
      client_name: 'App Móvil Clientes',
      client_id: 'cli_8Yk2',
      client_secret: 'llv_3fK9x2Qa_s3cr3t',
      token_endpoint: 'https://llavero.example/token',
    });
  });

  it.each([
    ['App Móvil Clientes', 'app-movil-clientes'],
    ['../../etc/passwd', 'etc-passwd'],
    ['<b>ERP</b> 🔑', 'b-erp-b'],
    ['مفتاح', 'cli_8Yk2'],
  ])('is named after %s', (name, stem) => {
    expect(fileStem({ ...credentials, name })).toBe(stem);
  });
});
