import { describe } from 'vitest';
import { behindProxy } from '../kit/behind-proxy.ts';
import { findCaddy, startCaddy } from '../kit/proxies.ts';

const caddy = await findCaddy();

describe.skipIf('missing' in caddy)(`Caddy${'missing' in caddy ? ` (${caddy.missing})` : ''}`, () => {
  behindProxy((llavero, api) => startCaddy('path' in caddy ? caddy.path : '', llavero, api));
});
