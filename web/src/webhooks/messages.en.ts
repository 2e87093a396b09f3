import type es from './messages.es.ts';

const messages: typeof es = {
  title: 'Notifications',
  intro:
    'Llavero tells another system of yours when a secret has 30 days, 7 days and 1 day left, so that nobody finds out when it works no more.',
  loadFailed: 'The notifications could not be loaded',
  failed: 'That could not be done. Try again.',
  address: {
    title: 'Where they go',
    intro: 'A webhook: each one arrives as a signed POST request, as Standard Webhooks says.',
    ownersOnly: 'Owners decide about it.',
    none: 'No notifications are sent yet.',
    url: 'Address',
    urlHelp: 'It begins with https and can be reached from the Internet. Redirects are not followed.',
    enabled: 'Send notifications',
    enabledHelp: 'What comes due while they are not sent is not sent later.',
    on: 'Sent',
    off: 'Not sent',
    create: 'Start notifying',
    save: 'Save',
    saved: 'Done: notifications go to that address.',
  },
  gone: {
    title: 'The receiver wants no more notifications',
    meaning:
      'It answered 410 ({at}), and Llavero stopped sending. When it wants them again, tick “Send notifications” and save.',
  },
  secret: {
    title: 'Signing secret',
    intro:
      'With it the receiver verifies that a notification is Llavero’s. It is seen only when it is made; if it was lost, replace it.',
    previous: 'The one before signs too, and stops {at}.',
    rotate: 'Replace',
    rotateTitle: 'Replace the signing secret?',
    rotateMeaning:
      'For 24 hours notifications carry two signatures, by the new one and by the one before, so that you can change the receiver without losing any.',
    rotateConfirm: 'Replace the secret',
    shownTitle: 'Signing secret',
    shownMeaning: 'Give it to the receiver: it verifies the signatures with it.',
    label: 'Secret',
    copy: 'Copy the signing secret',
    onlyOnce: 'This is the only time you will see it',
    onlyOnceMeaning: 'Keep it where the receiver reads it. If it is lost, it is replaced.',
    done: 'Understood, I have copied it',
    notKeptTitle: 'Close without copying it?',
    notKeptMeaning: 'You will not see it again. Without it the receiver cannot verify notifications.',
    close: 'Close anyway',
    stay: 'Go back',
  },
  deliveries: {
    title: 'Latest notifications',
    intro: 'What does not arrive is tried again for most of a day. They are kept for 90 days.',
    none: 'There are none yet. Send a test to see whether it arrives.',
    test: 'Test notification',
    expiring: 'A secret of {name} has 1 day left | A secret of {name} has {days} days left',
    attempts: '{count} attempts',
    next: 'It is tried again {at}.',
  },
  states: {
    PENDING: 'Waiting',
    DELIVERED: 'Delivered',
    FAILED: 'Not delivered',
    CALLED_OFF: 'No longer needed',
  },
  failures: {
    STATUS: 'The receiver answered {status}.',
    REDIRECT: 'The receiver answered with a redirect ({status}), and those are not followed.',
    GONE: 'The receiver answered 410: it wants no more notifications.',
    NAME_NOT_FOUND: 'Nobody knows a server of that name.',
    PRIVATE_ADDRESS: 'The name leads to a private or local address, and nothing is sent to those.',
    NOT_HTTPS: 'The address is public and does not begin with https.',
    CERTIFICATE: 'The receiver’s certificate is not valid.',
    UNREACHABLE: 'Nothing accepted the connection.',
    TIMEOUT: 'It did not answer within 15 seconds.',
    SECRET_UNREADABLE: 'The signing secret cannot be read. Replace it.',
    CONNECTION_LOST: 'The connection broke before it answered.',
  },
  test: {
    act: 'Send a test',
    arrived: 'The test notification arrived.',
    failed: 'The test notification did not arrive. {reason}',
  },
  remove: {
    act: 'Stop notifying',
    title: 'Stop notifying?',
    meaning:
      'The address, its signing secret and the list of notifications are removed. Those that wait are not sent.',
    confirm: 'Stop notifying',
    done: 'No notifications are sent any more.',
  },
};
export default messages;
