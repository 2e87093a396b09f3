export default {
  label: 'What a client is and how it is used',
  client: {
    question: 'What is an OAuth2 client?',
    answer:
      'The record of one external application or system that needs your API. Creating it generates a client ID and a client secret, which work like the username and password of that application.',
  },
  api: {
    question: 'What is an API?',
    answer:
      'The door through which other programs read and manage your information without using these screens. Only a valid token opens it, and only as far as its permissions go.',
  },
  token: {
    question: 'How does the application sign in?',
    steps: {
      ask: 'Ask for access',
      askMeaning: 'It sends its client ID and client secret.',
      receive: 'Receive a token',
      receiveMeaning: 'It gets a temporary token (a JWT) and the time it expires.',
      use: 'Use the token',
      useMeaning: 'It adds the token to every request:',
      renew: 'Renew it when it expires',
      renewMeaning: 'It repeats step 1 and gets a new token.',
    },
  },
  advice: {
    title: 'Before you create a client',
    name: 'Choose a clear, descriptive name, so that you can tell your clients apart later.',
    onePerApplication: 'Create one client for each application or integration.',
    scopes: 'Decide which permissions the application needs.',
  },
  guide: 'Guide for integrators',
};
