import form from './messages.form.en.ts';
import help from './messages.help.en.ts';
import menu from './messages.menu.en.ts';
import problems from './messages.problems.en.ts';
import secrets from './messages.secrets.en.ts';
import selection from './messages.selection.en.ts';
import type es from './messages.es.ts';

const en: typeof es = {
  title: 'OAuth2 clients',
  breadcrumb: 'API',
  countMoreThan: 'more than {count}',
  create: 'Create client',

  fields: {
    name: 'Client name',
    scopes: 'Permissions (scopes)',
    permissionGroupIds: 'Permission groups',
    description: 'Description',
    clientId: 'Client ID',
    createdAt: 'Creation date',
    clientSecret: 'Client secret',
    grantType: 'Authentication type',
    authenticationMethod: 'Authentication method',
    jwks: 'Public keys (JWKS)',
    mayIntrospect: 'May look up tokens (introspection)',
    enabled: 'Enabled',
    accessTokenLifetimeSeconds: 'Token lifetime (minutes)',
    allowedAddresses: 'Allowed addresses',
    owner: 'Owner',
    technicalContact: 'Technical contact',
    labels: 'Labels',
  },

  authentication: {
    CLIENT_SECRET: {
      title: 'Client secret',
      meaning: 'The application sends its client ID and client secret. This is the usual way.',
      change:
        'Once saved, the current keys stop being valid, and the application gets no tokens until you generate its client secret with the ↻ button on the card.',
    },
    PRIVATE_KEY_JWT: {
      title: 'Private key (private_key_jwt)',
      meaning:
        'The application signs each request with a private key that never leaves it. There is no client secret: only its public keys are kept here.',
      change: 'Once saved, the current client secret stops being valid immediately.',
    },
    jwksHelp:
      'Paste the JWKS of the application: 1 to 10 public keys (EC, Ed25519, or RSA of 2048 bits or more).',
    read: 'Keys found: {keys}',
    createdTitle: 'Client created',
    createdMeaning:
      'There is no secret to copy: the application authenticates with its private key. Pass these details on to its developers.',
    tokenUrl: 'Token URL',
    copyTokenUrl: 'Copy the token URL',
    example: 'Example in Node.js',
    copyExample: 'Copy the example',
    done: 'Understood',
  },

  scopes: {
    read: {
      title: 'Read',
      meaning:
        'Look up information (properties, contracts, third parties, invoices and so on) through the API.',
    },
    create: { title: 'Create', meaning: 'Add new records through the API.' },
    update: { title: 'Update', meaning: 'Change existing records through the API.' },
    delete: { title: 'Delete', meaning: 'Delete records through the API.' },
  },

  help,

  list: {
    search: 'Search clients',
    searchPlaceholder: 'Name, description, client ID or error_id',
    clearSearch: 'Clear the search',
    order: 'Sort by',
    orders: {
      name: 'Name, A to Z',
      'name-desc': 'Name, Z to A',
      'created-desc': 'Newest first',
      created: 'Oldest first',
      'used-desc': 'Most recently used first',
      used: 'Longest unused first',
    },
    loading: 'Loading clients',
    loaded: 'No clients | 1 client | {count} clients',
    loadMore: 'Show more clients',
    refreshFailed: 'The list could not be refreshed.',
    failed: 'The clients could not be loaded',
    empty: 'There are no clients yet',
    emptyMeaning: 'Create the first one to let an external application use the API.',
    emptyForViewer: 'Once an administrator creates the first one, it appears here.',
    noResults: 'Nothing matches “{search}”',
    noResultsMeaning:
      'The search covers names, descriptions, labels, contacts and client IDs. You can also paste an error_id.',
  },

  card: {
    disabled: 'Disabled',
    copyClientId: 'Copy the client ID of {name}',
    secretHidden: 'Hidden: shown only when it is created or regenerated',
    secretHint: 'Starts with {hint}',
    rotate: 'Regenerate the client secret of {name}',
    rotateTitle: 'Regenerate the client secret',
    keys: 'Public keys',
    noSecret: 'None yet',
    scopes: 'Permissions',
    addresses: 'Only from',
    owner: 'Owner',
    technicalContact: 'Technical',
    groups: 'From groups: {names}',
    lastUsed: 'Last used:',
    neverUsed: 'Never used',
    edit: 'Edit',
    editNamed: 'Edit {name}',
    delete: 'Delete',
    deleteNamed: 'Delete {name}',
  },

  menu,

  selection,

  form,

  problems,

  conflict: {
    title: 'Someone changed this client while you were editing it',
    meaning: 'Yours has not been saved yet. Compare the two versions and choose.',
    theirs: 'It now says',
    mine: 'Your version',
    untouched: 'You did not change it',
    yes: 'Yes',
    no: 'No',
    keepTheirs: 'Keep theirs',
    applyMine: 'Save mine on top',
    keptTheirs: 'The form now shows the current data.',
  },

  secret: {
    createdTitle: 'OAuth2 client created',
    rotatedTitle: 'New client secret generated',
    addedTitle: 'New secret created',
    copyClientId: 'Copy the client ID',
    copyClientSecret: 'Copy the client secret',
    onlyOnce: 'Copy the client secret now: this is the only time you will see it.',
    onlyOnceMeaning:
      'It is not stored in plain text and cannot be recovered. If you lose it, generate a new one with the ↻ button on the client’s card.',
    updateApplication: 'Now update the application that uses this client.',
    updateApplicationMeaning:
      'The previous client secret is no longer valid: without the new one the application gets no more tokens.',
    ready: 'Ready to use',
    copyShape: 'Copy the text for {shape}',
    tryNow: 'Try it now',
    expiresIn: 'expires in {time}',
    expired: 'expired',
    claims: 'Content of the token',
    save: 'Save to file',
    saveAs: 'Save as {kind}',
    done: 'Understood, I have copied the credentials',
    notKeptTitle: 'You have not copied the client secret yet',
    notKeptMeaning: 'Once closed, it is not shown again. If you lose it, you will have to generate another.',
    leaveTitle: 'Leave this screen?',
    leaveMeaning: 'The client secret will not be shown again. Make sure you have copied it.',
    close: 'Close anyway',
    stay: 'Go back and copy it',
    refusal: {
      invalid_client:
        'The server did not accept the credentials. Perhaps someone has just regenerated, disabled or deleted this client, or it may not ask from here.',
      unreachable: 'The server cannot be reached. The credentials are still here: try again.',
      temporarily_unavailable: 'The server is busy. Wait a few seconds and try again.',
      other: 'The server did not issue a token ({error}). Try again.',
    },
  },

  secrets,

  rotate: {
    title: 'Regenerate the client secret?',
    previous: 'The previous client secret stops being valid immediately.',
    application: 'The application that uses it gets no more tokens until you update it with the new one.',
    tokens: 'Tokens already issued stay valid until they expire.',
    tokensEnd: 'Tokens already issued stop being valid too.',
    revokeTokens: 'Also take back the tokens already issued',
    revokeTokensHelp:
      'Llavero no longer takes them for good; APIs that verify only by the public keys accept them until they expire.',
    unchanged: 'The client ID, name, permissions and description do not change.',
    confirm: 'Regenerate',
    cancel: 'Cancel',
    failed: 'It could not be regenerated. The current client secret may still be valid: try again.',
  },

  remove: {
    title: 'Delete this client?',
    permanent:
      'The client, its credentials (client ID and client secret) and all its access tokens are deleted permanently.',
    access:
      'Applications that use them lose access immediately: their tokens already issued stop being valid too. Only an API that merely checks the signature accepts them until they expire, usually an hour.',
    check: 'Make sure that no active application depends on this client.',
    irreversible:
      'This cannot be undone. If you delete it by mistake, you will have to create a new client and update the credentials in the application.',
    usedRecently: 'This client was used in the last 24 hours.',
    typeName: 'Type the name of the client to confirm',
    wrongName: 'That does not match. Type the name exactly as shown above.',
    confirm: 'Delete',
    cancel: 'Cancel',
    failed: 'It could not be deleted. The client is as it was: try again.',
  },

  done: {
    created: 'Client created: {name}',
    updated: 'Client updated: {name}',
    rotated: 'Client secret regenerated: {name}',
    deleted: 'Client deleted: {name}',
    updatedWithoutSecret: 'Client updated: {name}. Now generate its client secret with the ↻ button.',
    hasNoSecret: 'That client now authenticates with its private key and has no client secret.',
    alreadyGone: 'That client no longer exists. The list is up to date.',
  },
};

export default en;
