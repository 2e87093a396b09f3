export default {
  open: 'More actions',
  openNamed: 'More actions for {name}',
  secrets: 'Secrets',
  secretsNamed: 'Secrets of {name}',
  refusals: 'Access problems',
  refusalsNamed: 'Access problems of {name}',
  history: 'History',
  historyNamed: 'History of {name}',
  revokeTokens: 'Revoke the tokens issued',
  revokeTokensNamed: 'Revoke the tokens issued to {name}',
  disable: 'Disable',
  disableNamed: 'Disable {name}',
  enable: 'Enable',
  enableNamed: 'Enable {name}',

  revoke: {
    title: 'Revoke the tokens of “{name}”?',
    meaning:
      'All that it has been issued are void from the next request on. Its client secret stays, and it may ask for new tokens at once. An API that checks tokens by the public keys alone accepts them until they expire, usually an hour.',
    confirm: 'Revoke the tokens',
    done: 'Tokens revoked: {name}',
    failed: 'The tokens could not be revoked. Try again.',
  },
};
