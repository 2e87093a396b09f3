import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asPerson, signInByPassword, startLlavero, testPassword, type TestLlavero } from '../kit/llavero.ts';

let llavero: TestLlavero;

beforeAll(async () => {
  llavero = await startLlavero();
});
afterAll(() => llavero.stop());

const signIn = (email: string, password: string, cookie = '') =>
  llavero.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in/email',
    headers: cookie ? { cookie } : {},
    payload: { email, password },
  });

describe('signing in', () => {
  test('P-165: the cookie is for this host alone, and for no script', async () => {
    const { email } = await llavero.signIn('ADMIN');
    const response = await signIn(`  ${email.toUpperCase()} `, testPassword);
    expect([response.statusCode, response.body]).toEqual([200, '{}']);
    expect(response.headers['set-cookie']).toMatch(
      /^__Host-llavero=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  test('P-173: the password is kept as argon2id', async () => {
    const { userId } = await llavero.signIn('ADMIN');
    const account = await llavero.db.account.findFirstOrThrow({ where: { userId } });
    expect(account.password).toMatch(/^\$argon2id\$v=19\$m=19456,(t=2,p=1|p=1,t=2)\$/);
  });

  test('P-174: a wrong password and an unknown address are the same answer', async () => {
    const { email } = await llavero.signIn('ADMIN');
    const answers = await Promise.all([
      signIn(email, 'wrong password'),
      signIn('unknown@example.com', 'wrong password'),
      signIn('not an address', 'wrong password'),
      signIn(email, ''),
    ]);
    for (const answer of answers) {
      expect([answer.statusCode, answer.json()]).toEqual([
        401,
        { code: 'WRONG_CREDENTIALS', message: 'E-mail or password is wrong.' },
      ]);
    }
  });

  test('P-174: after ten tries an account is closed for a while, also to the right password', async () => {
    const { email } = await llavero.signIn('ADMIN');
    const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(email, 'wrong password')));
    expect(tries.map(({ statusCode }) => statusCode).sort()).toEqual([...Array(10).fill(401), 429, 429]);
    const closed = await signIn(email, testPassword);
    expect(closed.statusCode).toBe(429);
    expect(Number(closed.headers['retry-after'])).toBeGreaterThan(600);
  });

  test('a right password gives the tries back', async () => {
    const { email } = await llavero.signIn('ADMIN');
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 9; n++) expect((await signIn(email, 'wrong')).statusCode).toBe(401);
      expect((await signIn(email, testPassword)).statusCode).toBe(200);
    }
  });

  test('P-164: a new session takes the place of the one before', async () => {
    const person = await llavero.signIn('ADMIN');
    const response = await signIn(person.email, testPassword, person.cookie);
    expect(response.statusCode).toBe(200);
    expect(await person.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
  });

  test('open sign-up is off, and nothing else of the library answers', async () => {
    for (const path of [
      'sign-up/email',
      'list-sessions',
      'get-session',
      'change-password',
      'update-user',
      'ok',
    ]) {
      const response = await llavero.app.inject({
        method: 'POST',
        url: `/api/auth/${path}`,
        payload: { email: 'new@example.com', password: testPassword, name: 'New' },
      });
      expect([path, response.statusCode]).toEqual([path, 404]);
    }
  });
});

describe('sessions', () => {
  test('P-166: signing out ends the session on the server', async () => {
    const person = await llavero.signIn('ADMIN');
    const response = await llavero.app.inject({
      method: 'POST',
      url: '/api/auth/sign-out',
      headers: { cookie: person.cookie },
      payload: {},
    });
    expect(response.statusCode).toBe(200);
    expect(await person.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
  });

  test.each([
    ['P-167: ends after twelve hours without use', { expiresAt: new Date(Date.now() - 1000) }],
    [
      'P-167: ends after seven days in any case',
      { createdAt: new Date(Date.now() - 7 * 24 * 3600_000 - 1000) },
    ],
  ])('%s', async (_, past) => {
    const person = await llavero.signIn('ADMIN');
    await llavero.db.session.updateMany({ where: { userId: person.userId }, data: past });
    expect(await person.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await llavero.db.session.count({ where: { userId: person.userId } })).toBe(0);
  });

  test('use puts the end off, and the cookie is renewed with it', async () => {
    const person = await llavero.signIn('ADMIN');
    const soon = new Date(Date.now() + 60_000);
    await llavero.db.session.updateMany({ where: { userId: person.userId }, data: { expiresAt: soon } });
    const response = await llavero.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { cookie: person.cookie },
      payload: { query: '{ viewer { email } }' },
    });
    expect(response.json()).toEqual({ data: { viewer: { email: person.email } } });
    expect(response.headers['set-cookie']).toContain('Max-Age=43200');
    const session = await llavero.db.session.findFirstOrThrow({ where: { userId: person.userId } });
    expect(session.expiresAt.getTime()).toBeGreaterThan(soon.getTime() + 11 * 3600_000);
  });

  test('P-169: a person sees their sessions and ends one, or all others, and nobody else’s', async () => {
    const person = await llavero.signIn('VIEWER');
    const elsewhere = asPerson(llavero.app, {
      ...person,
      cookie: await signInByPassword(llavero.app, person.email, testPassword),
    });
    const third = asPerson(llavero.app, {
      ...person,
      cookie: await signInByPassword(llavero.app, person.email, testPassword),
    });
    const { account } = await person.execute('{ account { sessions { id isCurrent } } }');
    expect(account.sessions).toHaveLength(3);
    expect(account.sessions.filter((session: any) => session.isCurrent)).toHaveLength(1);

    const own = await elsewhere.execute('{ account { sessions { id isCurrent } } }');
    const elsewhereId = own.account.sessions.find((session: any) => session.isCurrent).id;
    const end = 'mutation ($id: ID!) { endSession(input: { sessionId: $id }) { __typename } }';
    const someoneElse = await llavero.signIn('OWNER');
    expect(await someoneElse.execute(end, { id: elsewhereId })).toEqual({
      endSession: { __typename: 'NotFoundError' },
    });
    expect(await person.execute(end, { id: 'no-id' })).toEqual({
      endSession: { __typename: 'NotFoundError' },
    });
    expect(await person.execute(end, { id: elsewhereId })).toEqual({
      endSession: { __typename: 'EndSessionPayload' },
    });
    expect(await elsewhere.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);

    expect(await person.execute('mutation { endOtherSessions { endedSessions } }')).toEqual({
      endOtherSessions: { endedSessions: 1 },
    });
    expect(await third.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    expect(await person.execute('{ viewer { role } }')).toEqual({ viewer: { role: 'VIEWER' } });
  });

  test('a forged cookie is nobody’s', async () => {
    const person = await llavero.signIn('ADMIN');
    const { token } = await llavero.db.session.findFirstOrThrow({ where: { userId: person.userId } });
    for (const cookie of [
      `__Host-llavero=${token}`,
      `__Host-llavero=${token}.AAAA`,
      `${person.cookie.slice(0, -8)}AAAAAAA%3D`,
    ]) {
      const forged = asPerson(llavero.app, { ...person, cookie });
      expect(await forged.refusals('{ clients { totalCount } }')).toEqual(['UNAUTHENTICATED']);
    }
  });
});
