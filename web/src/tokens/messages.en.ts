import type es from './messages.es.ts';

const en: typeof es = {
  keys: {
    title: 'Signing keys',
    intro:
      'Llavero signs tokens with them, and APIs verify tokens by their public half. They rotate by themselves.',
    list: 'Keys',
    loadFailed: 'The keys could not be loaded',
    copyId: 'Copy the identifier of the key {id}',
    states: {
      NEXT: { name: 'Next', meaning: 'Published. Signs after the next rotation.' },
      CURRENT: { name: 'Current', meaning: 'Signs the tokens.' },
      RETIRED: { name: 'Retired', meaning: 'Signs no more. Stays published while its tokens are alive.' },
      REVOKED: { name: 'Revoked', meaning: 'Not published, and its tokens are void.' },
    },
    since: {
      NEXT: 'Published {at}',
      CURRENT: 'Has been signing since {at}',
      RETIRED: 'Stopped signing {at}',
      REVOKED: 'Revoked {at}',
    },
    readyAt: 'May sign {at}',
    rotate: 'Rotate now',
    rotateOne: 'Rotate {algorithm} now',
    rotateTitle: 'Rotate the signing key?',
    rotateDescription:
      'The next key starts signing, and a new one is published. Tokens that are out live on, and nobody has to do anything.',
    rotateConfirm: 'Rotate the key',
    rotated: 'Key rotated: {id} signs now.',
    notReady: 'The next key may not sign yet: every API has to know it first. It may {when}.',
    revoke: 'Revoke',
    revokeLabel: 'Revoke the key {id}',
    revokeTitle: 'Revoke the key {id}?',
    revokeDescription: {
      CURRENT:
        'Do it if others have the key. All tokens signed with it are void, and applications have to ask for new ones. The next key signs from this moment on. APIs that verify by themselves learn of it within five minutes.',
      NEXT: 'It has not signed anything yet: no token becomes void. Another one is published in its place.',
      RETIRED:
        'Those of its tokens that are still alive become void. APIs that verify by themselves learn of it within five minutes.',
    },
    revokeConfirm: 'Revoke the key',
    revoked: 'Key revoked: {id}.',
    gone: 'That key no longer exists.',
    failed: 'It could not be done. Try again.',
  },
};

export default en;
