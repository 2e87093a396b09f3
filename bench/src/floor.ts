import { request } from 'node:http';
import type { LoadRequest } from './load.ts';
import { startTarget, type Target } from './target.ts';

/** Starts the floor for what `target` answers to this request: a constant of the same length to the byte, headers included. */
export async function startFloor(target: Target, sample: LoadRequest, processes = 1): Promise<Target> {
  const answer = await ask(target.url, sample);
  const constant = { STATUS: String(answer.status), BODY: answer.body };
  const bare = await startTarget('floor', { env: { ...constant, PADDING: '0' } });
  const { headerBytes } = await ask(bare.url, { path: '/' });
  await bare.stop();
  const padding = answer.headerBytes - headerBytes;
  if (padding < 0) throw new Error('the floor answers with more headers than what it is compared with');
  return startTarget('floor', { processes, env: { ...constant, PADDING: String(padding) } });
}

type Sample = { status: number; body: string; headerBytes: number };

function ask(url: string, { method = 'GET', path, headers = {}, body = '' }: LoadRequest): Promise<Sample> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: text,
          headerBytes: response.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0),
        }),
      );
    });
    sent.on('error', reject).end(body);
  });
}
