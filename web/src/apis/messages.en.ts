import type es from './messages.es.ts';

const messages: typeof es = {
  title: 'Protected APIs',
  intro:
    'Each API that you protect: whom its tokens are for, and the permissions (scopes) applications can be given.',
  create: 'Create API',
  createTitle: 'New API',
  editTitle: 'Edit API',
  submitCreate: 'Create API',
  submitUpdate: 'Save changes',
  edit: 'Edit',
  editNamed: 'Edit the API {name}',
  delete: 'Delete',
  deleteNamed: 'Delete the API {name}',
  default: 'Default',
  defaultMeaning: 'What tokens are for when the application does not say',
  copyAudience: 'Copy the audience of {name}',
  tokens: '{lifetime}, signed with {algorithm}',
  fields: {
    name: 'Name',
    audience: 'Audience (aud)',
    scopes: 'Permissions (scopes)',
    tokens: 'Tokens',
    lifetime: 'Token lifetime in minutes',
    algorithm: 'Signing algorithm',
    scopeName: 'Technical name',
    title: { es: 'Title in Spanish', en: 'Title in English' },
    description: { es: 'Description in Spanish (optional)', en: 'Description in English (optional)' },
  },
  nameHelp: 'To recognise it by. You can change it later.',
  audienceHelp:
    'An absolute URI that identifies the API. Applications send it as resource, and the API checks that each token is meant for it.',
  audienceChangeHelp:
    'If you change it, tokens that are out stop counting, and the API and the applications have to be told.',
  scopesHelp:
    'What can be allowed at this API. The technical name stands in tokens and occurs once in your organisation.',
  scope: 'Permission {number}',
  addScope: 'Add permission',
  removeScope: 'Remove the permission {name}',
  template: 'Add those of a template',
  chooseTemplate: 'Choose a template',
  lifetimeHelp: 'From 1 minute to 1440 (24 hours). For tokens issued from now on.',
  algorithmHelp: 'ES256 is the usual choice. RS256 is for APIs that know nothing else.',
  created: 'API “{name}” created.',
  updated: 'API “{name}” updated.',
  deleted: 'API “{name}” deleted.',
  deleteTitle: 'Delete the API “{name}”?',
  deleteMeaning: 'Its permissions go with it, and its tokens stop counting. This cannot be undone.',
  deleteConfirm: 'Delete the API',
  inUse: {
    title: 'The permissions you remove are in use',
    confirm: 'Remove them all the same',
    clients: '{count} client uses it: {names}. | {count} clients use it: {names}.',
    groups: 'It is in {count} permission group: {names}. | It is in {count} permission groups: {names}.',
    consequence: 'If you go on, their next tokens will not have it.',
  },
  problems: {
    REQUIRED: 'This field is required.',
    TOO_LONG: 'This is too long.',
    CONTROL_CHARACTER:
      'It contains invisible characters that are not allowed. Type it again instead of pasting.',
    TAKEN: 'This is taken already. Choose another one.',
    TOO_MANY: 'There are too many already. Delete one that is not needed.',
    UNKNOWN_SCOPE: 'One of the permissions no longer exists. Reload the page and choose again.',
    OTHER: 'This value is not allowed.',
    audience: {
      INVALID_AUDIENCE: 'Write an absolute URI without “#”, for example https://api.example.com.',
      TAKEN: 'Another API has or had this audience. Choose another one.',
    },
    scopes: {
      REQUIRED: 'Add at least one permission.',
      TOO_LONG: 'There are too many: all names together fit into 2,000 characters.',
    },
    scope: {
      name: { INVALID_SCOPE: '1 to 60 ASCII characters, without blanks, quotes and backslashes.' },
    },
    tokenLifetimeSeconds: { OUT_OF_RANGE: 'From 1 to 1440 minutes.' },
  },
  errors: {
    NotFoundError: 'It no longer exists: somebody deleted it.',
    ChangedMeanwhileError: 'Somebody changed it meanwhile. Close, look at it again and repeat your change.',
    outage: 'It could not be saved. What you wrote is still here: try again.',
  },
};
export default messages;
