import type { OperationResult } from '@urql/vue';
import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { hasCode } from '../urql.ts';

/** Somebody is asked for the password again; `answer` says whether it was given. */
export interface PasswordRequest {
  answer(isConfirmed: boolean): void;
}

type Gate = <Data>(call: () => Promise<OperationResult<Data>>) => Promise<OperationResult<Data>>;

const key: InjectionKey<Gate> = Symbol('password gate');

/**
 * `await withPassword(() => rotateSecret.executeMutation({ input }))`: when the server wants the password again first, a
 * dialog asks for it and the call is made once more. Without the password the refused result is handed back, in which
 * `isPasswordRefused` recognises it: the person changed their mind, and there is nothing to complain about.
 */
export function usePasswordGate(): Gate {
  const gate = inject(key);
  if (!gate) throw new Error('usePasswordGate needs providePasswordGate above it');
  return gate;
}

export function isPasswordRefused(result: OperationResult): boolean {
  return hasCode(result.error, 'PASSWORD_REQUIRED');
}

/** Gives `usePasswordGate` to everything below; PasswordDialog shows the request that is returned. */
export function providePasswordGate(): ShallowRef<PasswordRequest | null> {
  const request = shallowRef<PasswordRequest | null>(null);
  provide(
    key,
    createPasswordGate(() => askWith(request)),
  );
  return request;
}

/** The gate itself, given the way to ask for the password. */
export function createPasswordGate(ask: () => Promise<boolean>): Gate {
  return async (call) => {
    const result = await call();
    if (!isPasswordRefused(result)) return result;
    return (await ask()) ? call() : result;
  };
}

function askWith(request: ShallowRef<PasswordRequest | null>): Promise<boolean> {
  request.value?.answer(false);
  return new Promise((resolve) => {
    request.value = {
      answer(isConfirmed) {
        request.value = null;
        resolve(isConfirmed);
      },
    };
  });
}
