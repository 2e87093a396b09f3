import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClientDocument, mutate, registerClient } from '../kit/client-story.ts';
import { freePort } from '../kit/free-port.ts';
import {
  fillIn,
  missing,
  openWorkshop,
  readSnippets,
  type Placeholders,
  type Snippet,
  type Workshop,
} from '../kit/guide-snippets.ts';
import { startListening } from '../kit/listening.ts';
import type { TestLlavero, TestPerson } from '../kit/llavero.ts';

/* Every example of the guide for integrators, as it stands there but for the reader's own values. */
let llavero: TestLlavero;
let admin: TestPerson;
let workshop: Workshop;
let apiUrl: string;
let credentials: { clientId: string; clientSecret: string };
let placeholders: Placeholders;

const node = process.execPath;
const noCurl = await missing('there is no curl or no jq', 'sh', ['-c', 'curl --version && jq --version']);
const noPython = await missing('there is no Python with requests', 'python3', ['-c', 'import requests']);
const noPhp = await missing('there is no PHP with curl', 'php', [
  '-r',
  'exit(extension_loaded("curl") ? 0 : 1);',
]);
const noDotnet = await missing('there is no .NET', 'dotnet', ['--version']);

beforeAll(async () => {
  llavero = await startListening();
  admin = await llavero.signIn('ADMIN');
  credentials = await registerClient(admin, { scopes: ['read'] });
  const asking = await registerClient(admin, { name: 'API', mayIntrospect: true });
  const apiPort = await freePort();
  apiUrl = `http://localhost:${apiPort}/properties`;
  const { issuer } = llavero.config;
  placeholders = {
    'http://localhost:4000': issuer,
    'https://api.example.com/properties': apiUrl,
    'listen(5000,': `listen(${apiPort},`,
    'OAUTH_CLIENT_ID=cli_...': `OAUTH_CLIENT_ID=${credentials.clientId}`,
    'OAUTH_CLIENT_SECRET=llv_...': `OAUTH_CLIENT_SECRET=${credentials.clientSecret}`,
    'API_CLIENT_ID=cli_...': `API_CLIENT_ID=${asking.clientId}`,
    'API_CLIENT_SECRET=llv_...': `API_CLIENT_SECRET=${asking.clientSecret}`,
  };
  const guide = await readSnippets('integrators', 'en');
  const install = guide.find(({ code }) => code.startsWith('npm install'))?.code ?? '';
  workshop = await openWorkshop(fillIn(/http\S+\.tgz/.exec(install)?.[0] ?? '', placeholders));
}, 90_000);
afterAll(async () => {
  await llavero.stop();
  await workshop.clear();
});

describe.each([
  ['en', 'Hello, '],
  ['es', 'Hola, '],
] as const)('the guide for integrators (%s):', (language, greeting) => {
  let snippets: Snippet[];
  let stopApi: () => Promise<unknown>;
  let environment: Record<string, string>;
  const seen = new Set<Snippet>();

  beforeAll(async () => {
    snippets = await readSnippets('integrators', language);
    environment = {
      OAUTH_CLIENT_ID: credentials.clientId,
      OAUTH_CLIENT_SECRET: credentials.clientSecret,
      OAUTH_TOKEN_URL: `${llavero.config.issuer}/token`,
      API_URL: apiUrl,
      TOKEN_CACHE: `${workshop.folder}/token-${language}.json`,
      XDG_CACHE_HOME: `${workshop.folder}/cache-${language}`,
    };
    await write('api.mjs');
    stopApi = await workshop.serve(node, ['api.mjs'], apiUrl);
  }, 60_000);
  afterAll(() => stopApi());

  /** The one snippet of which this is true, with the values of this test in it. */
  function snippet(isIt: (each: Snippet) => boolean): string {
    const found = snippets.filter(isIt);
    expect(found.map(({ code }) => code)).toHaveLength(1);
    for (const each of found) seen.add(each);
    return fillIn(found[0]?.code ?? '', placeholders);
  }
  const command = (text: string) =>
    snippet(({ language, code, file }) => language === 'sh' && !file && code.includes(text));
  const beginning = (text: string) => snippet(({ code }) => code.startsWith(text));
  const answerWith = (name: string) =>
    JSON.parse(snippet(({ language, code }) => language === 'json' && code.includes(`"${name}"`))) as object;

  async function write(file: string): Promise<string> {
    const found = snippets.find((each) => each.file === file);
    if (!found) throw new Error(`${file} is not in the guide`);
    seen.add(found);
    await workshop.write(file, fillIn(found.code, placeholders));
    return file;
  }

  const shell = (...lines: string[]) => workshop.run('sh', ['-euc', lines.join('\n')], environment);
  const answered = () => `200 ${greeting}${credentials.clientId}.`;
  const exports = () => command('export OAUTH_CLIENT_ID');
  const token = () => snippet(({ code }) => /^TOKEN=[^\n]+\n$/.test(code));

  test.skipIf(noCurl)(`N-58 N-59: curl gets a token, in the shape that is shown${noCurl}`, async () => {
    const answer = JSON.parse(await shell(exports(), beginning('curl -u "$OAUTH'))) as object;
    expect(Object.keys(answer)).toEqual(Object.keys(answerWith('expires_in')));
  });

  test.skipIf(noCurl)(`N-60 N-61: token.sh keeps a token, and curl uses it${noCurl}`, async () => {
    await write('token.sh');
    const [first, second] = [await shell('sh token.sh'), await shell('sh token.sh')];
    expect(first).toMatch(/^ey/);
    expect(second).toBe(first);
    expect(await shell(command('$(sh token.sh)'))).toBe(`${greeting}${credentials.clientId}.`);
  });

  test.each(['token.mjs', 'token-library.mjs'])(
    'N-58 N-60: %s in JavaScript gets a token and uses it',
    async (file) => {
      expect(await workshop.run(node, [await write(file)], environment)).toContain(answered());
    },
  );

  test.skipIf(noPython)(`N-58 N-60: the example in Python gets a token and uses it${noPython}`, async () => {
    expect(await workshop.run('python3', [await write('token_example.py')], environment)).toContain(
      answered(),
    );
  });

  test.skipIf(noPhp)(`N-58 N-60: the example in PHP gets a token and uses it${noPhp}`, async () => {
    await write('token.php');
    const [anew, kept] = [
      await workshop.run('php', ['token.php'], environment),
      await workshop.run('php', ['token.php'], environment),
    ];
    expect(anew).toContain(answered());
    expect(kept).toBe(anew);
  });

  test.skipIf(noDotnet)(
    `N-58 N-60: the example in C# gets a token and uses it${noDotnet}`,
    async () => {
      await write('Program.cs');
      await workshop.write(
        'example.csproj',
        `<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework><RollForward>Major</RollForward><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup></Project>`,
      );
      expect(await workshop.run('dotnet', ['run'], environment)).toContain(answered());
    },
    180_000,
  );

  test('N-62 N-63: api.mjs answers 401 without a token, 403 without the permission, 200 with both', async () => {
    const answer = await llavero.token({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
      client_secret: credentials.clientSecret,
    });
    const headers = { authorization: `Bearer ${answer.json<{ access_token: string }>().access_token}` };
    const asked = await Promise.all([
      fetch(apiUrl),
      fetch(apiUrl, { method: 'POST', headers }),
      fetch(apiUrl, { headers }),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([401, 403, 200]);
  });

  test('N-78: guarded-api.mjs does the same with the package that Llavero hands out', async () => {
    const port = await freePort();
    const { code } = snippets.find(({ file }) => file === 'guarded-api.mjs') ?? { code: '' };
    await write('guarded-api.mjs');
    await workshop.write('guarded-api.mjs', fillIn(code.replace('5000', String(port)), placeholders));
    const address = `http://localhost:${port}/properties`;
    const stop = await workshop.serve(node, ['guarded-api.mjs'], address);
    try {
      expect((await fetch(address)).status).toBe(401);
      const env = { ...environment, API_URL: address };
      expect(await workshop.run(node, [await write('token.mjs')], env)).toContain(answered());
    } finally {
      await stop();
    }
  });

  test.skipIf(noCurl)(`P-71: curl asks about a token, in the shape that is shown${noCurl}`, async () => {
    const said = JSON.parse(await shell(exports(), token(), command('API_CLIENT_ID='))) as object;
    expect(Object.keys(said)).toEqual(Object.keys(answerWith('active')));
    expect(said).toMatchObject({ active: true });
  });

  test.skipIf(noCurl)(`curl is answered by /verify, and gives its token back${noCurl}`, async () => {
    expect(await shell(exports(), token(), command('/verify?scope=read'))).toMatch(/^HTTP\/1.1 204/);
    expect(await shell(exports(), command('/revoke'))).toMatch(/^HTTP\/1.1 200/);
  });

  test('N-58: with a key that make-key.mjs made, token-key.mjs gets a token', async () => {
    const jwks = await workshop.run(node, [await write('make-key.mjs')]);
    const { client } = await mutate(admin, createClientDocument, {
      name: `Con clave ${language}`,
      description: 'Firma',
      scopes: ['read'],
      authenticationMethod: 'PRIVATE_KEY_JWT',
      jwks,
    });
    const env = { ...environment, OAUTH_CLIENT_ID: client.clientId as string };
    expect(await workshop.run(node, [await write('token-key.mjs')], env)).toMatch(/^ey[\w-]+\.ey/);
  });

  test('N-64: a refusal has the shape that is shown', async () => {
    const refused = await llavero.token({
      grant_type: 'client_credentials',
      client_id: credentials.clientId,
    });
    expect(Object.keys(refused.json<object>())).toEqual(Object.keys(answerWith('error_id')));
  });

  test('no example was left out, but for those of Windows, a request to look at, and an installation', () => {
    const cannotRun: Record<string, string> = {
      sh: noCurl,
      json: noCurl,
      python: noPython,
      php: noPhp,
      csharp: noDotnet,
    };
    const left = snippets.filter((each) => !seen.has(each) && !cannotRun[each.language]);
    const begins = left.map(({ language, code }) => `${language}: ${/^\S+( \S+)?/.exec(code)?.[0]}`);
    const notRun = ['bat: curl.exe -u', 'http: GET /properties', 'powershell: curl.exe -u'];
    expect(begins.toSorted()).toEqual(noCurl ? notRun : [...notRun, 'sh: npm install']);
  });
});
