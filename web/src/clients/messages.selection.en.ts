export default {
  select: 'Select “{name}”',
  selectAll: 'Select all on this page',
  count: '{count} client selected | {count} clients selected',
  clear: 'Drop the selection',
  enabling: 'Enabling: {done} of {total}',
  disabling: 'Disabling: {done} of {total}',
  enabled: '{count} client enabled. | {count} clients enabled.',
  disabled: '{count} client disabled. | {count} clients disabled.',
  alreadyEnabled: 'It was enabled already. | All {count} were enabled already.',
  alreadyDisabled: 'It was disabled already. | All {count} were disabled already.',
  notEnabled: '{count} client could not be enabled: | {count} clients could not be enabled:',
  notDisabled: '{count} client could not be disabled: | {count} clients could not be disabled:',
  failures: {
    CONFLICT: 'somebody changed it meanwhile. See how it is now, and try again.',
    GONE: 'it no longer exists.',
    NO_PASSWORD: 'your password was not given, and nothing changed.',
    NO_ANSWER: 'the server did not answer. It may have changed: see how it is now.',
    FAILED: 'the server could not do it. Try again.',
    NOT_TRIED: 'it was not tried, and nothing changed.',
  },
  leave: {
    title: 'Leave before it is done?',
    meaning: 'The clients that are left stay as they are.',
    confirm: 'Leave',
    stay: 'Wait',
  },

  disableTitle: 'Disable {count} client? | Disable {count} clients?',
  stop: 'It gets no more tokens from now on, and those already issued are void for good. | They get no more tokens from now on, and those already issued are void for good.',
  byKeys:
    'Only an API that checks nothing but the signature accepts those already issued until they expire, usually an hour.',
  undo: 'You can enable it again: it will ask for new tokens with the same credentials. | You can enable them again: they will ask for new tokens with the same credentials.',
  inUse:
    '{count} was used in the last 24 hours, and will stop working. | {count} were used in the last 24 hours, and will stop working.',
  noneInUse: 'It was not used in the last 24 hours. | None was used in the last 24 hours.',
  names: 'Those that are disabled',
};
