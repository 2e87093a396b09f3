import secrets from './messages.secrets.en.ts';

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

  help: {
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
  },

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
    refusals: 'Access problems',
    refusalsNamed: 'Access problems of {name}',
    history: 'History',
    historyNamed: 'History of {name}',
    edit: 'Edit',
    editNamed: 'Edit {name}',
    delete: 'Delete',
    deleteNamed: 'Delete {name}',
  },

  form: {
    createTitle: 'New OAuth2 client',
    editTitle: 'Edit OAuth2 client',
    allRequired: 'All three fields are required.',
    requiredWithGroups: 'Name and description are required, and at least one permission or permission group.',
    nameHelp:
      'The application that will use these credentials. It is only a label, and you can change it later.',
    namePlaceholder: 'For example, Corporate website',
    scopesHelp:
      'Grant only what the application really needs. If it only looks things up, choose “Read” alone.',
    deleteWarning: 'With “Delete” the application can delete records. Include it only if it really has to.',
    descriptionHelp: 'What the client is for, and who uses it.',
    descriptionPlaceholder: 'For example, API credentials for the corporate website',
    goneScopes: 'No longer offered',
    advanced: 'Advanced options',
    mayIntrospectHelp: 'For APIs that ask Llavero whether a token is still good.',
    enabledHelp: 'Without the tick, the application gets no tokens, and those already issued stop counting.',
    disabling:
      'Once saved, the tokens already issued are void for good; if you enable it again, the application asks for new ones with the same credentials.',
    lifetimePlaceholder: 'As the API says',
    lifetimeHelp:
      'Empty: as the API says, usually an hour. An API that verifies by the public keys alone accepts tokens until they expire, void ones too: the shorter, the sooner revoking, disabling or deleting takes effect there.',
    addressesHelp:
      'One per line, IPv4 or IPv6, or a range in CIDR. Empty: from any address. From another one the application gets no tokens; those it has count anywhere.',
    ownerHelp: 'The person or team that answers for the client.',
    technicalContactHelp: 'Whom to call when it does not work.',
    contact: { name: 'Name', email: 'E-mail address' },
    labelsHelp: 'One per line, 10 at most. The search finds them.',
    labelsPlaceholder: 'production\nnorth',
    counter: '{count} of {limit} characters',
    generated: 'Generated when the client is created',
    unsaved: 'Once it is saved',
    fixed: 'Assigned automatically',
    copyGrantType: 'Copy the authentication type',
    scopesApplyLater: 'Changes to permissions apply to new requests.',
    effectiveScopes: 'Altogether it may:',
    submitCreate: 'Create client',
    submitUpdate: 'Update client',
    cancel: 'Cancel',
    offline: 'The server cannot be reached. What you wrote is still here: try again.',
    failed: 'It could not be saved. What you wrote is still here: try again.',
    nothingChanged: 'You have not changed anything.',
    loading: 'Loading the client',
    loadFailed: 'The client could not be loaded',
    notFound: 'This client no longer exists',
    notFoundMeaning: 'Someone deleted it, or the address is wrong. A deleted client cannot be recovered.',
    backToList: 'Back to the list',
  },

  problems: {
    name: {
      REQUIRED: 'Enter the name of the client: this field is required.',
      TOO_LONG: 'The name is too long: {limit} characters at most.',
      CONTROL_CHARACTER:
        'The name contains invisible characters that are not allowed. Clear it and type it instead of pasting it.',
      NAME_TAKEN: 'There is already a client with that name. Choose another.',
      OTHER: 'This name is not allowed. Choose another.',
    },
    scopes: {
      REQUIRED: 'Choose at least one permission: this field is required.',
      UNKNOWN_SCOPE: 'One of the permissions no longer exists. Reload the page and choose again.',
      OTHER: 'These permissions are not allowed. Choose others.',
    },
    permissionGroupIds: {
      UNKNOWN_GROUP: 'One of the groups no longer exists. Reload the page and choose again.',
      OTHER: 'These groups are not allowed. Choose others.',
    },
    description: {
      REQUIRED: 'Enter a description: this field is required.',
      TOO_LONG: 'The description is too long: {limit} characters at most.',
      CONTROL_CHARACTER:
        'The description contains invisible characters that are not allowed. Clear it and type it instead of pasting it.',
      OTHER: 'This description is not allowed. Change it.',
    },
    jwks: {
      REQUIRED: 'Paste the public keys of the application: this method needs them.',
      NOT_JSON: 'This is not JSON. Paste the whole JWKS, from the first brace to the last.',
      NOT_A_SET: 'This is not a JWKS: the list “keys”, which holds each key, is missing.',
      KEY_COUNT: 'The JWKS must have 1 to 10 keys.',
      PRIVATE_KEY:
        'There is a private key in here. Paste the public ones only, and replace this one: it has left the application.',
      UNSUPPORTED_KEY:
        'One of the keys is not supported: only EC (P-256, P-384 or P-521), Ed25519, or RSA of 2048 bits or more.',
      SAME_KID: 'Two keys have the same “kid”. Give each its own.',
      INVALID_JWKS:
        'The server does not accept these keys: one is incomplete, or its “use”, “alg” or “key_ops” is not for signatures. Export them again.',
      OTHER: 'These keys are not accepted. Export them again.',
    },
    accessTokenLifetimeSeconds: {
      OUT_OF_RANGE: 'Choose 1 to 1440 minutes (24 hours), or leave the field empty.',
      OTHER: 'This lifetime is not allowed. Choose another.',
    },
    allowedAddresses: {
      INVALID_ADDRESS:
        'One line is neither an address nor a range in CIDR, such as 203.0.113.7 or 10.0.0.0/8. A range begins with its first address.',
      TOO_MANY: 'At most 50 addresses and ranges.',
      OTHER: 'These addresses are not allowed. Change them.',
    },
    owner: {
      REQUIRED: 'Write the name too, or delete the e-mail address.',
      INVALID_EMAIL: 'This is not an e-mail address. Correct or delete it.',
      TOO_LONG: 'The name is too long: 120 characters at most.',
      CONTROL_CHARACTER:
        'The name contains invisible characters that are not allowed. Type it again instead of pasting it.',
      OTHER: 'This contact is not allowed. Change it.',
    },
    technicalContact: {
      REQUIRED: 'Write the name too, or delete the e-mail address.',
      INVALID_EMAIL: 'This is not an e-mail address. Correct or delete it.',
      TOO_LONG: 'The name is too long: 120 characters at most.',
      CONTROL_CHARACTER:
        'The name contains invisible characters that are not allowed. Type it again instead of pasting it.',
      OTHER: 'This contact is not allowed. Change it.',
    },
    labels: {
      TOO_LONG: 'One label is too long: 50 characters at most.',
      TOO_MANY: 'At most 10 labels.',
      CONTROL_CHARACTER:
        'One label contains invisible characters that are not allowed. Type it again instead of pasting it.',
      OTHER: 'These labels are not allowed. Change them.',
    },
  },

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
