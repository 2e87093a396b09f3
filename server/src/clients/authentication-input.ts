import { required, type FieldError } from '../errors.ts';
import type { AuthenticationMethod } from '../generated/prisma/client.ts';
import { readClientKeys, type ClientKeySet } from './client-keys.ts';

/** What a caller says of how a client authenticates; `jwks` is JSON. What is absent stays as it is. */
export type AuthenticationInput = {
  authenticationMethod?: AuthenticationMethod | null | undefined;
  jwks?: string | null | undefined;
};

/** How a client authenticates. It has keys exactly where it does so by them. */
export type Authentication = { authenticationMethod: AuthenticationMethod; jwks: ClientKeySet | null };

/** Method and keys go together: how the client will authenticate, or what is wrong with that. */
export function readAuthentication(
  { authenticationMethod, jwks }: AuthenticationInput,
  current: Authentication,
): Authentication | FieldError {
  if (authenticationMethod === null) {
    return required('authenticationMethod');
  }
  const wanted = authenticationMethod ?? current.authenticationMethod;
  if (wanted === 'CLIENT_SECRET') {
    if (jwks === undefined || jwks === null) return { authenticationMethod: wanted, jwks: null };
    const message =
      'Only a client with the authenticationMethod PRIVATE_KEY_JWT has keys. Choose it, or leave jwks out.';
    return { field: 'jwks', code: 'INVALID_JWKS', message };
  }
  if (jwks === undefined && current.jwks) return { authenticationMethod: wanted, jwks: current.jwks };
  if (!jwks?.trim()) {
    const message =
      'A client with the authenticationMethod PRIVATE_KEY_JWT needs its public keys, as a JWKS.';
    return { field: 'jwks', code: 'REQUIRED', message };
  }
  const read = readClientKeys(jwks);
  return 'code' in read ? read : { authenticationMethod: wanted, jwks: read.jwks };
}
