import { hkdfSync } from 'node:crypto';
import { findOrMakeKeyFile } from './master-key-file.ts';

/** The key that everything else is derived from; never written to the database. */
export type MasterKey = { derive(purpose: KeyPurpose): Buffer };

type KeyPurpose = 'signing-keys' | 'sessions' | 'invitations' | 'audit-checkpoints' | 'webhooks';

/** Takes the key from the environment, or makes one in the data folder (mode 0600) and finds it again there. */
export async function loadMasterKey(source: {
  masterKey: string | undefined;
  dataDir: string;
}): Promise<MasterKey> {
  return masterKeyOf(source.masterKey ?? (await findOrMakeKeyFile(source.dataDir)));
}

/** The master key that is made of this text, which must be as random as a key. */
export function masterKeyOf(material: string): MasterKey {
  return {
    /** HKDF-SHA-256 (RFC 5869), 32 bytes; a purpose's key says nothing about another's. */
    derive: (purpose) => Buffer.from(hkdfSync('sha256', material, '', `llavero ${purpose}`, 32)),
  };
}
