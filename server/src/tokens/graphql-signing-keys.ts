import type { SigningAlgorithm } from '../config.ts';
import { NotFoundError } from '../errors.ts';
import type { SigningKey as SigningKeyRow } from '../generated/prisma/client.ts';
import { builder } from '../graphql/builder.ts';
import { callerOf, requireRecentPassword } from '../graphql/context.ts';
import { ErrorInterface } from '../graphql/scalars-and-errors.ts';
import { SigningKeyNotReadyError } from './key-errors.ts';
import { readyAt, revokeSigningKey, rotateSigningKey } from './key-rotation.ts';
import { readKeys } from './key-store.ts';

builder.objectType(SigningKeyNotReadyError, {
  name: 'SigningKeyNotReadyError',
  description: 'The next key has not been published for long enough to sign.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    readyAt: t.expose('readyAt', { type: 'DateTime', description: 'When it may sign.' }),
  }),
});

export const SigningAlgorithmType = builder.enumType('SigningAlgorithm', {
  description: 'How access tokens are signed: the `alg` of their header.',
  values: {
    ES256: { description: 'ECDSA over P-256 with SHA-256: short signatures, quickly made.' },
    RS256: { description: 'RSA of 2048 bits with SHA-256: for APIs that know nothing else.' },
    EdDSA: { description: 'Ed25519: short signatures, quickly made and verified.' },
  } as const satisfies Record<SigningAlgorithm, object>,
});

const SigningKeyStateType = builder.enumType('SigningKeyState', {
  description: 'What a signing key is good for.',
  values: {
    NEXT: { description: 'Published, and signs after the next rotation.' },
    CURRENT: { description: 'Published, and signs.' },
    RETIRED: { description: 'Signs no more; published until the last token it signed is dead.' },
    REVOKED: { description: 'Taken out: not published, and its tokens are void.' },
  } as const,
});

const SigningKeyType = builder.objectRef<SigningKeyRow>('SigningKey').implement({
  description: 'A key that signs access tokens. Its private half is shown nowhere.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'The `kid` of tokens and of the JWKS: an RFC 7638 thumbprint.' }),
    algorithm: t.field({
      type: SigningAlgorithmType,
      description: 'What it signs with.',
      resolve: ({ algorithm }) => algorithm as SigningAlgorithm,
    }),
    state: t.expose('state', { type: SigningKeyStateType, description: 'What it is good for now.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when it has been published.' }),
    readyAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'When it may sign: once every API that remembers the published keys knows it. Null unless it is the next key.',
      resolve: (key) => readyAt(key),
    }),
    activatedAt: t.expose('activatedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since when it signs, or signed. Null while it has not.',
    }),
    retiredAt: t.expose('retiredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it made room for the key after it. Null while it has not.',
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken out. Null where it was not.',
    }),
  }),
});

builder.queryField('signingKeys', (t) =>
  t.field({
    type: [SigningKeyType],
    authScopes: { operator: true },
    description:
      'The keys that sign access tokens: the next, the current, those that were. Retired and revoked ones are forgotten after 26 hours. For owners of the operator’s organisation.',
    resolve: (_, __, { db }) => readKeys(db),
  }),
);

const RotateSigningKeyInput = builder.inputType('RotateSigningKeyInput', {
  description: 'Which signing key makes room for the next.',
  fields: (t) => ({
    algorithm: t.field({
      type: SigningAlgorithmType,
      description: 'That of this algorithm; of the installation’s own where nothing is said.',
    }),
  }),
});

const RevokeSigningKeyInput = builder.inputType('RevokeSigningKeyInput', {
  description: 'Which signing key is taken out.',
  fields: (t) => ({ keyId: t.id({ required: true, description: 'The `id` of the key.' }) }),
});

const RotateSigningKeyPayload = builder
  .objectRef<{ signingKey: SigningKeyRow }>('RotateSigningKeyPayload')
  .implement({
    description: 'Another key signs.',
    fields: (t) => ({
      signingKey: t.expose('signingKey', { type: SigningKeyType, description: 'The key that signs now.' }),
    }),
  });

const RevokeSigningKeyPayload = builder
  .objectRef<{ signingKey: SigningKeyRow }>('RevokeSigningKeyPayload')
  .implement({
    description: 'The key is taken out.',
    fields: (t) => ({
      signingKey: t.expose('signingKey', { type: SigningKeyType, description: 'The revoked key.' }),
    }),
  });

/** Keys sign for every organisation: they are the operator's owners'. */
builder.mutationFields((t) => ({
  rotateSigningKey: t.field({
    type: RotateSigningKeyPayload,
    authScopes: { operator: true },
    description:
      'Of one algorithm, the next key signs from now on, and a new next key is published. The key that signed is retired: its tokens live on. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RotateSigningKeyInput, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [SigningKeyNotReadyError, NotFoundError],
      union: { name: 'RotateSigningKeyResult', description: 'What comes of `rotateSigningKey`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      const algorithm = input?.algorithm ?? undefined;
      return { signingKey: await rotateSigningKey(context.signingKeys, callerOf(context), algorithm) };
    },
  }),
  revokeSigningKey: t.field({
    type: RevokeSigningKeyPayload,
    authScopes: { operator: true },
    description:
      'Takes a key out at once: it is published no more and its tokens are void. For the key that signs, the next one steps in. APIs that verify by themselves follow when they read the published keys again, within five minutes. Needs the password given within the last 15 minutes.',
    args: { input: t.arg({ type: RevokeSigningKeyInput, required: true, description: 'Which.' }) },
    complexity: 10,
    errors: {
      types: [NotFoundError],
      union: { name: 'RevokeSigningKeyResult', description: 'What comes of `revokeSigningKey`.' },
    },
    resolve: async (_, { input }, context) => {
      requireRecentPassword(context);
      const keyId = String(input.keyId);
      return { signingKey: await revokeSigningKey(context.signingKeys, callerOf(context), keyId) };
    },
  }),
}));
