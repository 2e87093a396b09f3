import type es from './messages.es.ts';

const en: typeof es = {
  title: 'Access problems',
  intro: 'The latest refusals of “{name}” when it asked for or about tokens, and what to mend.',
  loading: 'Loading the refusals',
  loadFailed: 'The refusals could not be loaded',
  refresh: 'Refresh',
  refreshFailed: 'This could not be refreshed. It is what was read last.',
  empty: 'No refusals',
  emptyMeaning: 'No request of this client has been refused. New ones show up within a few seconds.',
  kept: 'The latest 50 refusals of each client are kept.',
  byTheApi:
    'What the API itself refuses is not here. If the application can read but not create, update or delete (403), its token lacks that permission: add it to the client, and the application has it with its next token.',
  notFound: 'This client no longer exists',
  notFoundMeaning: 'Someone deleted it, or the address is wrong.',
  backToClients: 'Back to the clients',
  editClient: 'Edit the client',
  seeClient: 'See the client {name}',
  seeRefusals: 'See all its access problems',

  lookUp: {
    title: 'The refusal with this error_id',
    loading: 'Looking the refusal up',
    failed: 'The refusal could not be looked up',
    unknown: 'There is no refusal with that error_id',
    unknownMeaning:
      'It may be only a few seconds old: try again. If it is old or from another installation, it is no longer here; whoever runs Llavero can find it in the log.',
    retry: 'Look again',
    clear: 'Back to the list',
  },

  facts: {
    at: 'When',
    endpoint: 'Asking',
    address: 'From',
    clientId: 'Client ID sent',
    secret: 'Client secret sent',
    secretReplaced: 'replaced',
    scopes: 'Permissions it lacks',
    errorId: 'error_id',
    copyErrorId: 'Copy the error_id {id}',
  },

  causes: {
    NO_CREDENTIALS: {
      cause: 'It sent no client ID or no client secret',
      mend: 'The application has to send both: by HTTP Basic, or as client_id and client_secret in the form.',
    },
    MALFORMED_HEADER: {
      cause: 'The Authorization header is malformed',
      mend: 'It has to be the word Basic, a space and, in base64, the client ID, a colon and the client secret.',
    },
    NOT_FORM_ENCODED: {
      cause: 'The credentials hold a % sign that does not belong there',
      mend: 'Client ID and client secret have to be form-encoded, each, before they are put into base64.',
    },
    TWO_METHODS: {
      cause: 'It sent the client secret in two ways at once',
      mend: 'Configure the application to use only one: HTTP Basic or the form.',
    },
    CLIENT_ID_MISMATCH: {
      cause: 'It sent two different client IDs',
      mend: 'The client_id in the form has to be that of the Authorization header; it can also be left out.',
    },
    UNKNOWN_CLIENT: {
      cause: 'The client ID does not exist',
      mend: 'It was copied wrongly, belongs to another installation, or the client was deleted. Copy it again from its card.',
    },
    CLIENT_ID_BEGINS_WITH_BLANK: {
      cause: 'The client ID begins with a space',
      mend: 'Copy it into the application again, with nothing before it.',
    },
    CLIENT_ID_ENDS_WITH_BLANK: {
      cause: 'The client ID ends with a space or a line break',
      mend: 'Copy it into the application again, with nothing after it.',
    },
    CLIENT_ID_HOLDS_BLANK: {
      cause: 'The client ID has a space inside',
      mend: 'Copy it into the application again, in one piece.',
    },
    CLIENT_ID_IS_SECRET: {
      cause: 'It sent the client secret in place of the client ID',
      mend: 'The two are swapped in the application. The secret may have ended up in some log: regenerate it.',
    },
    SECRET_IMPOSSIBLE: {
      cause: 'What it sent is no client secret',
      mend: 'It is incomplete, in quotation marks, mistyped, or a placeholder. Copy it whole, or regenerate it.',
    },
    SECRET_BEGINS_WITH_BLANK: {
      cause: 'The client secret begins with a space',
      mend: 'Copy it into the application again, with nothing before it.',
    },
    SECRET_ENDS_WITH_BLANK: {
      cause: 'The client secret ends with a space or a line break',
      mend: 'Copy it into the application again, with nothing after it.',
    },
    SECRET_HOLDS_BLANK: {
      cause: 'The client secret has a space inside',
      mend: 'Copy it into the application again, in one piece.',
    },
    SECRET_REPLACED: {
      cause: 'It uses a client secret that has been replaced',
      mend: 'Put the new client secret into the application. If you do not have it, regenerate it.',
    },
    SECRET_OF_ANOTHER_CLIENT: {
      cause: 'The client secret belongs to another client',
      mend: 'Client ID and client secret have to come from the same client.',
    },
    SECRET_UNKNOWN: {
      cause: 'This client does not have that client secret',
      mend: 'It is from another installation, or was replaced long ago. Put in the current one, or regenerate it.',
    },
    WRONG_SECRET: {
      cause: 'The client secret is not right',
      mend: 'It begins like one of this client, and is not it. Copy it again; if that was no mistake, someone is guessing.',
    },
    SECRET_EXPIRED: {
      cause: 'The client secret has expired',
      mend: 'Put a newer one into the application, or regenerate it.',
    },
    SECRET_NOT_YET_VALID: {
      cause: 'The client secret is not valid yet',
      mend: 'Wait until its time begins, or use another one meanwhile.',
    },
    CLIENT_DISABLED: {
      cause: 'The client is disabled',
      mend: 'The credentials are right. To give it tokens again, edit the client and enable it.',
    },
    ADDRESS_NOT_ALLOWED: {
      cause: 'The client may not ask from this address',
      mend: 'The credentials are right. If the application is there, add the address to the client; if not, somebody else has them: regenerate the client secret.',
    },
    SECRET_FOR_ASSERTION: {
      cause: 'It sent a client secret, but this client uses a private key',
      mend: 'Configure the application for private_key_jwt, or change how the client authenticates.',
    },
    ASSERTION_FOR_SECRET: {
      cause: 'It signed with a private key, but this client uses a client secret',
      mend: 'Configure the application with its client secret, or register its public keys with the client.',
    },
    ASSERTION_AND_SECRET: {
      cause: 'It sent a signed assertion and, besides, a secret or an Authorization header',
      mend: 'With private_key_jwt, only the assertion is sent.',
    },
    ASSERTION_TYPE: {
      cause: 'The signed assertion is incomplete',
      mend: 'It takes both client_assertion and client_assertion_type, the latter with the value urn:ietf:params:oauth:client-assertion-type:jwt-bearer.',
    },
    ASSERTION_MALFORMED: {
      cause: 'The assertion is no signed JWT',
      mend: 'Check how the application makes it; the guide for integrators has an example.',
    },
    ASSERTION_INCOMPLETE: {
      cause: 'The assertion lacks something',
      mend: 'It has to hold iss, sub, aud, exp and jti, each of its kind.',
    },
    ASSERTION_OF_ANOTHER_CLIENT: {
      cause: 'The assertion does not speak of one client alone',
      mend: 'iss, sub and, where it is sent, client_id have to be the client ID.',
    },
    ASSERTION_ALGORITHM: {
      cause: 'The assertion is signed with an algorithm that is not accepted',
      mend: 'Use one with a public key; ES256, for example.',
    },
    ASSERTION_KEY_UNKNOWN: {
      cause: 'The client does not have the key it was signed with',
      mend: 'Its kid is not registered, or the registered key is of another kind. Add the public key to the client.',
    },
    ASSERTION_SIGNATURE: {
      cause: 'The signature does not fit the registered public key',
      mend: 'The application signs with another private key. Register the public one that belongs to it.',
    },
    ASSERTION_AUDIENCE: {
      cause: 'The assertion is meant for another service',
      mend: 'Its aud has to be one text: the issuer, or the token URL.',
    },
    ASSERTION_EXPIRED: {
      cause: 'The assertion has expired',
      mend: 'A new one is needed for each request. If it was new, the clock of the application is wrong.',
    },
    ASSERTION_TOO_LONG: {
      cause: 'The assertion lives too long',
      mend: 'Its exp may be 10 minutes ahead at the most.',
    },
    ASSERTION_TOO_EARLY: {
      cause: 'The assertion is from the future',
      mend: 'The clock of the application is more than 30 seconds ahead: set it right.',
    },
    ASSERTION_USED: {
      cause: 'The assertion was used before',
      mend: 'A new one with a random jti is needed for each request. If the application does that, someone may have copied it.',
    },
    TOO_MANY_FAILURES: {
      cause: 'There were too many failed attempts',
      mend: 'Mend the cause of the earlier ones, and wait a minute.',
    },
    TOO_MANY_CHECKS: {
      cause: 'The server was busy',
      mend: 'There is nothing to mend: the application may try again.',
    },
    GRANT_TYPE_MISSING: {
      cause: 'It sent no grant_type',
      mend: 'The application has to send grant_type=client_credentials.',
    },
    UNSUPPORTED_GRANT_TYPE: {
      cause: 'It sent a grant_type that is not supported',
      mend: 'The application has to send grant_type=client_credentials.',
    },
    GRANT_TYPE_NOT_ALLOWED: {
      cause: 'The client may not use that grant_type',
      mend: 'The application has to send grant_type=client_credentials.',
    },
    SCOPE_NOT_ALLOWED: {
      cause: 'It asked for permissions that the client does not have',
      mend: 'Add those permissions to the client, or make the application ask for fewer.',
    },
    SCOPE_MALFORMED: {
      cause: 'The permissions are written wrongly',
      mend: 'scope holds their names, with a single space between them.',
    },
    SCOPES_OF_SEVERAL_APIS: {
      cause: 'It asked for permissions of several APIs at once',
      mend: 'A token is for one API: the application has to ask for one token each.',
    },
    NO_PERMISSIONS: {
      cause: 'The client has no permission at all',
      mend: 'They were taken away, or its groups are empty. Give it some.',
    },
    TARGET_MALFORMED: {
      cause: 'The resource is not an absolute URI without a fragment',
      mend: 'The application has to send the audience of the API as it is.',
    },
    TARGET_REPEATED: {
      cause: 'It named several APIs at once',
      mend: 'A token is for one API: the application has to ask for one token each.',
    },
    TARGET_NOT_ALLOWED: {
      cause: 'It asked for a token for an API where the client may do nothing',
      mend: 'Compare the resource with the audience of the API, and look at the permissions of the client.',
    },
    TARGET_MISSING: {
      cause: 'It did not say for which API it wants the token',
      mend: 'The client has permissions at several: the application has to send the audience of one as resource.',
    },
    TOKEN_MISSING: { cause: 'It sent no token', mend: 'The form has to hold token.' },
    INTROSPECTION_NOT_ALLOWED: {
      cause: 'It asked about a token, and may not',
      mend: 'If it is an API that has to ask, tick “May look up tokens (introspection)” on the client.',
    },
    TOO_MANY_GUESSES: {
      cause: 'It asked about too many tokens that were never issued here',
      mend: 'Someone may be trying tokens at that API.',
    },
    TOO_MANY_REVOKED: {
      cause: 'The organisation has too many revoked tokens that have yet to expire',
      mend: 'There may be 10,000. Revoking all tokens of a client counts as none.',
    },
    WRONG_METHOD: { cause: 'The request was not a POST', mend: 'The application has to use POST.' },
    WRONG_CONTENT_TYPE: {
      cause: 'The request was not a form',
      mend: 'The parameters go into the body, as application/x-www-form-urlencoded. JSON is not accepted.',
    },
    NOT_UTF8: { cause: 'The request is not UTF-8', mend: 'The application has to send it in UTF-8.' },
    REPEATED_PARAMETER: {
      cause: 'A parameter is there twice',
      mend: 'Each parameter of the form is sent only once.',
    },
    TOO_LARGE: {
      cause: 'The request is too large',
      mend: 'Check what the application sends: a few parameters are enough.',
    },
    PLAIN_CONNECTION: {
      cause: 'The request came without https',
      mend: 'The application has to use https. If there is a proxy in front, whoever runs Llavero has to name it in LLAVERO_TRUST_PROXY.',
    },
    MALFORMED_REQUEST: {
      cause: 'The request is not as the protocol wants it',
      mend: 'The answer that the application got says what to mend.',
    },
    UNAVAILABLE: {
      cause: 'Llavero could not answer',
      mend: 'It is not the application’s fault: it may try again. If it goes on, tell whoever runs Llavero.',
    },
  },
};

export default en;
