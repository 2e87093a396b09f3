import { z } from 'zod';
import { required, type FieldError } from '../errors.ts';

/** The address in the form in which it is stored and compared, or what is wrong with it. */
export function readEmail(raw: string, field = 'email'): { email: string } | FieldError {
  const email = raw.trim().toLowerCase();
  if (email === '') return required(field);
  if (email.length > 254 || !z.email().safeParse(email).success) {
    return { field, code: 'INVALID_EMAIL', message: 'This is not an e-mail address.' };
  }
  return { email };
}

/** A new password, as it is: at least 12 and at most 128 code points, nothing else asked (NIST SP 800-63B, 3.1.1.2). */
export function readNewPassword(raw: string, field = 'password'): { password: string } | FieldError {
  const length = [...raw].length;
  if (length === 0) return required(field);
  if (length < 12)
    return { field, code: 'TOO_SHORT', message: `At least 12 characters; this has ${length}.` };
  if (length > 128)
    return { field, code: 'TOO_LONG', message: `At most 128 characters; this has ${length}.` };
  return { password: raw };
}

export const wrongPassword = (field: string): FieldError => ({
  field,
  code: 'WRONG_PASSWORD',
  message: 'This is not the password of the account.',
});
