import { readEmail } from '../administrators/person-input.ts';
import type { FieldError } from '../errors.ts';
import type { Client } from '../generated/prisma/client.ts';
import { readText } from '../text.ts';

/** A person or a team, as a caller writes it. */
export type ContactInput = { name: string; email?: string | null | undefined };

/** What a client can have such a contact for. */
export type ContactField = 'owner' | 'technicalContact';

export type Contacts = Pick<Client, `${ContactField}Name` | `${ContactField}Email`>;

/** A name of 1 to 120 characters, and an e-mail address if one is given; null for nobody. */
export function readContact(
  field: ContactField,
  contact: ContactInput | null,
): Partial<Contacts> | FieldError {
  if (contact === null) return columnsOf(field, null, null);
  const read = readText(contact.name, { field, maxLength: 120 });
  if ('code' in read) return read;
  if (!contact.email?.trim()) return columnsOf(field, read.text, null);
  const address = readEmail(contact.email, field);
  return 'code' in address ? address : columnsOf(field, read.text, address.email);
}

function columnsOf(field: ContactField, name: string | null, email: string | null): Partial<Contacts> {
  return { [`${field}Name`]: name, [`${field}Email`]: email };
}
