import type es from './messages.es.ts';

const messages: typeof es = {
  close: 'Close',
  cancel: 'Cancel',
  copied: 'Copied',
  copyFailed: 'That could not be copied. Select the text and copy it by hand.',
  retry: 'Try again',
  loadFailed: 'This could not be loaded',
  loadFailedHint: 'The server did not answer as it should. Check your connection and try again.',
  thatIs: 'That is {time}.',
  requestId: 'If it keeps failing, give this number to whoever runs Llavero: {id}',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  draft: {
    leaveTitle: 'Leave without saving?',
    leaveMeaning: 'What you wrote will be lost.',
    leave: 'Leave without saving',
    stay: 'Keep editing',
  },
};
export default messages;
