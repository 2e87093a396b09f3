import type es from './messages.es.ts';

const messages: typeof es = {
  title: 'Settings',
  intro: 'What your organisation shares with other systems, and who looks after it.',
  categories: {
    integrations: 'Integrations',
    people: 'People and access',
    security: 'Security',
    record: 'Record',
    help: 'Help',
  },
  cards: {
    api: {
      title: 'API',
      purpose: 'Register the applications that use the API and decide what each of them may do.',
      purposeForViewer: 'See which applications use the API and what each of them may do.',
    },
    apis: {
      title: 'Protected APIs',
      purpose: 'Describe the APIs that you protect: audience, permissions and tokens.',
      purposeForViewer: 'See which APIs there are, with their audiences and permissions.',
    },
    permissionGroups: {
      title: 'Permission groups',
      purpose: 'Gather permissions under a name to give them to several clients at once.',
      purposeForViewer: 'See which permission groups there are and how many clients use them.',
    },
    webhooks: {
      title: 'Notifications',
      purpose: 'Tell another system when a secret is about to end.',
    },
    people: {
      title: 'People',
      purpose: 'Invite those who look after Llavero and decide what each of them may do.',
    },
    organisation: {
      title: 'Organisation',
      purpose: 'Its name, the organisations you belong to, and how to leave one.',
    },
    account: {
      title: 'My account',
      purpose: 'Change your password and see on which devices you are signed in.',
    },
    signingKeys: {
      title: 'Signing keys',
      purpose: 'See which keys sign the tokens, rotate them, or revoke one.',
    },
    audit: {
      title: 'Record',
      purpose: 'See who did what, when and from where, export it and verify that nothing is missing.',
    },
    docs: {
      title: 'Guides',
      purpose: 'How to ask for a token and use it, how to look after clients, how to run Llavero.',
    },
  },
  noAccess: {
    title: 'You have no access to any module yet',
    explanation: 'Ask an administrator of your organisation for access. You are signed in as {email}.',
  },
};
export default messages;
