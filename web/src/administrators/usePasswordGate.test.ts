import { CombinedError, type OperationResult } from '@urql/vue';
import { GraphQLError } from 'graphql';
import { expect, test, vi } from 'vitest';
import { createPasswordGate, isPasswordRefused } from './usePasswordGate.ts';

const refused = {
  error: new CombinedError({
    graphQLErrors: [
      new GraphQLError('Give your password again.', { extensions: { code: 'PASSWORD_REQUIRED' } }),
    ],
  }),
} as OperationResult;
const done = { data: { rotateSecret: {} } } as OperationResult;

test('does not ask for the password when the server does not want it', async () => {
  const ask = vi.fn();
  expect(await createPasswordGate(ask)(async () => done)).toBe(done);
  expect(ask).not.toHaveBeenCalled();
});

test('asks for the password and makes the call once more', async () => {
  const call = vi.fn().mockResolvedValueOnce(refused).mockResolvedValueOnce(done);
  expect(await createPasswordGate(async () => true)(call)).toBe(done);
  expect(call).toHaveBeenCalledTimes(2);
});

test('does not ask twice', async () => {
  const ask = vi.fn().mockResolvedValue(true);
  const call = vi.fn().mockResolvedValue(refused);
  expect(isPasswordRefused(await createPasswordGate(ask)(call))).toBe(true);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(call).toHaveBeenCalledTimes(2);
});

test('leaves it at the refusal when the password is not given', async () => {
  const call = vi.fn().mockResolvedValue(refused);
  expect(isPasswordRefused(await createPasswordGate(async () => false)(call))).toBe(true);
  expect(call).toHaveBeenCalledTimes(1);
});
