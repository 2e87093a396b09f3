import type { LoadRequest } from './load.ts';
import type { Contender } from './rounds.ts';
import { startTarget, type Target } from './target.ts';

/** Servers that others have made, for the same work: client_credentials by HTTP Basic, a JWT signed with ES256. */
const peers = ['oidc-provider', 'oauth2-server', 'better-auth'] as const;

/** Starts them, and sees to it that each really answers with an ES256 JWT. @throws Error where one does not */
export async function startPeers(
  start: (starting: Promise<Target>) => Promise<Target>,
): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const name of peers) {
    const target = await start(startTarget(name));
    const [request] = (await target.ask<LoadRequest>('request')) as [LoadRequest];
    await expectJwt(name, target, request);
    contenders.push({ name, target, requests: request });
  }
  return contenders;
}

async function expectJwt(name: string, target: Target, { path, ...request }: LoadRequest): Promise<void> {
  const response = await fetch(new URL(path, target.url), request);
  const answer = (await response.json()) as { access_token?: string };
  const [header = ''] = answer.access_token?.split('.') ?? [];
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString() || '{}') as { alg?: string };
  if (alg !== 'ES256') throw new Error(`${name} answered ${response.status} ${JSON.stringify(answer)}`);
}
