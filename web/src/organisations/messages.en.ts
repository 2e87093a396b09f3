import type es from './messages.es.ts';

const messages: typeof es = {
  title: 'Organisation',
  current: 'You are in the organisation:',
  yours: 'Your organisations',
  yoursIntro: 'Those in which you have a role. What is in one cannot be seen from another.',
  here: 'You are here',
  switch: 'Switch',
  switchLabel: 'Switch to {name}',
  switched: 'You are in {name} now.',
  name: 'Name of the organisation',
  nameIntro: 'Seen by those who belong to it and by the people you invite.',
  rename: 'Save the name',
  renamed: 'The organisation is called {name} now.',
  create: 'Another organisation',
  createIntro:
    'It has clients and people of its own. You will be its owner, and invite the others from there.',
  newName: 'Name of the new organisation',
  createSubmit: 'Create organisation',
  created: 'The organisation {name} is ready. Switch to it whenever you like.',
  leave: 'Leave the organisation',
  leaveIntro: 'You lose your role here; your account and your roles in other organisations stay.',
  leaveTitle: 'Leave {name}?',
  leaveDescription:
    'You stop seeing its clients right now. To come back you need an owner to invite you again.',
  leaveConfirm: 'Leave {name}',
  left: 'You no longer belong to {name}.',
  lastOwner: 'You are the only owner. Give that role to someone else first.',
  join: {
    signedInAs: 'You are signed in as {email}.',
    submit: 'Join {organisation}',
    otherAddress:
      'You are signed in as {signedIn}, and this invitation is for {invited}. If you accept it, this session becomes that of {invited}.',
  },
};
export default messages;
