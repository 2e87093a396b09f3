import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { credentialsOf, registerClient, type RegisteredClient } from './client-story.ts';
import { startLlavero, type TestLlavero, type TestPerson } from './llavero.ts';

export type SecretScene = {
  llavero: TestLlavero;
  admin: TestPerson;
  client: RegisteredClient;
  /** Lets time pass; whoever is signed in goes on being so. */
  at(moment: string): Promise<void>;
  /** What a secret gets the client at `/token`. */
  statusWith(clientSecret: string): Promise<number>;
  /** What an administrator finds by an `error_id`; nothing without one. */
  whyRefused(errorId: string | undefined): Promise<string>;
};

/** In each test of the file it is 31 August 2026, 10:00 UTC, and an admin registered a client a second ago. */
export function clientOnLastOfAugust(): SecretScene {
  const scene = { at, statusWith, whyRefused } as SecretScene;
  let number = 0;
  beforeAll(async () => {
    scene.llavero = await startLlavero();
  });
  afterAll(() => scene.llavero.stop());
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-08-31T09:59:59.000Z') });
    scene.admin = await scene.llavero.signIn('ADMIN');
    scene.client = await registerClient(scene.admin, { name: `Client ${++number}` });
    vi.setSystemTime(new Date('2026-08-31T10:00:00.000Z'));
  });
  afterEach(() => void vi.useRealTimers());
  return scene;

  async function at(moment: string): Promise<void> {
    vi.setSystemTime(new Date(moment));
    scene.admin = await scene.llavero.signIn('ADMIN');
  }

  async function statusWith(clientSecret: string): Promise<number> {
    return (await scene.llavero.token(credentialsOf({ ...scene.client, clientSecret }))).statusCode;
  }

  async function whyRefused(errorId: string | undefined): Promise<string> {
    if (!errorId) return '';
    await scene.llavero.usage.flush();
    const document = 'query ($id: ID!) { refusal(errorId: $id) { code } }';
    return (await scene.admin.execute(document, { id: errorId })).refusal.code;
  }
}
