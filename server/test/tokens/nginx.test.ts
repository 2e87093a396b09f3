import { describe } from 'vitest';
import { behindProxy } from '../kit/behind-proxy.ts';
import { findNginx, startNginx } from '../kit/proxies.ts';

const nginx = await findNginx();

describe.skipIf('missing' in nginx)(`nginx${'missing' in nginx ? ` (${nginx.missing})` : ''}`, () => {
  behindProxy((llavero, api) => startNginx('path' in nginx ? nginx.path : '', llavero, api));
});
