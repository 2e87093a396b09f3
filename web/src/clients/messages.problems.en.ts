export default {
  name: {
    REQUIRED: 'Enter the name of the client: this field is required.',
    TOO_LONG: 'The name is too long: {limit} characters at most.',
    CONTROL_CHARACTER:
      'The name contains invisible characters that are not allowed. Clear it and type it instead of pasting it.',
    NAME_TAKEN: 'There is already a client with that name. Choose another.',
    OTHER: 'This name is not allowed. Choose another.',
  },
  scopes: {
    REQUIRED: 'Choose at least one permission: this field is required.',
    UNKNOWN_SCOPE: 'One of the permissions no longer exists. Reload the page and choose again.',
    OTHER: 'These permissions are not allowed. Choose others.',
  },
  permissionGroupIds: {
    UNKNOWN_GROUP: 'One of the groups no longer exists. Reload the page and choose again.',
    OTHER: 'These groups are not allowed. Choose others.',
  },
  description: {
    REQUIRED: 'Enter a description: this field is required.',
    TOO_LONG: 'The description is too long: {limit} characters at most.',
    CONTROL_CHARACTER:
      'The description contains invisible characters that are not allowed. Clear it and type it instead of pasting it.',
    OTHER: 'This description is not allowed. Change it.',
  },
  jwks: {
    REQUIRED: 'Paste the public keys of the application: this method needs them.',
    NOT_JSON: 'This is not JSON. Paste the whole JWKS, from the first brace to the last.',
    NOT_A_SET: 'This is not a JWKS: the list “keys”, which holds each key, is missing.',
    KEY_COUNT: 'The JWKS must have 1 to 10 keys.',
    PRIVATE_KEY:
      'There is a private key in here. Paste the public ones only, and replace this one: it has left the application.',
    UNSUPPORTED_KEY:
      'One of the keys is not supported: only EC (P-256, P-384 or P-521), Ed25519, or RSA of 2048 bits or more.',
    SAME_KID: 'Two keys have the same “kid”. Give each its own.',
    INVALID_JWKS:
      'The server does not accept these keys: one is incomplete, or its “use”, “alg” or “key_ops” is not for signatures. Export them again.',
    OTHER: 'These keys are not accepted. Export them again.',
  },
  accessTokenLifetimeSeconds: {
    OUT_OF_RANGE: 'Choose 1 to 1440 minutes (24 hours), or leave the field empty.',
    OTHER: 'This lifetime is not allowed. Choose another.',
  },
  allowedAddresses: {
    INVALID_ADDRESS:
      'One line is neither an address nor a range in CIDR, such as 203.0.113.7 or 10.0.0.0/8. A range begins with its first address.',
    TOO_MANY: 'At most 50 addresses and ranges.',
    OTHER: 'These addresses are not allowed. Change them.',
  },
  owner: {
    REQUIRED: 'Write the name too, or delete the e-mail address.',
    INVALID_EMAIL: 'This is not an e-mail address. Correct or delete it.',
    TOO_LONG: 'The name is too long: 120 characters at most.',
    CONTROL_CHARACTER:
      'The name contains invisible characters that are not allowed. Type it again instead of pasting it.',
    OTHER: 'This contact is not allowed. Change it.',
  },
  technicalContact: {
    REQUIRED: 'Write the name too, or delete the e-mail address.',
    INVALID_EMAIL: 'This is not an e-mail address. Correct or delete it.',
    TOO_LONG: 'The name is too long: 120 characters at most.',
    CONTROL_CHARACTER:
      'The name contains invisible characters that are not allowed. Type it again instead of pasting it.',
    OTHER: 'This contact is not allowed. Change it.',
  },
  labels: {
    TOO_LONG: 'One label is too long: 50 characters at most.',
    TOO_MANY: 'At most 10 labels.',
    CONTROL_CHARACTER:
      'One label contains invisible characters that are not allowed. Type it again instead of pasting it.',
    OTHER: 'These labels are not allowed. Change them.',
  },
};
