/**
 * Why a request was refused, exactly: never told to the caller, who could learn from it what exists, but to an
 * administrator who looks up the `error_id`. The text says what to mend.
 */
export const refusalReasons = {
  NO_CREDENTIALS:
    'The request held no client ID or no client secret. Send both, by HTTP Basic or as client_id and client_secret in the form.',
  MALFORMED_HEADER:
    'The Authorization header is not HTTP Basic: the word Basic, a blank, then base64 of the client ID, a colon and the client secret.',
  NOT_FORM_ENCODED:
    'Client ID or client secret in the Authorization header hold a percent sign that is not part of an encoding. Form-encode each half before base64.',
  TWO_METHODS:
    'The client secret came both by HTTP Basic and in the form. Configure the application to use one of the two.',
  CLIENT_ID_MISMATCH:
    'The client_id in the form is not the one of the Authorization header. Leave it out of the form, or make the two equal.',
  UNKNOWN_CLIENT:
    'There is no client with this client ID. It was copied wrongly, belongs to another installation, or the client has been deleted.',
  CLIENT_ID_BEGINS_WITH_BLANK: 'The client ID begins with a blank. Copy it again, without blanks.',
  CLIENT_ID_ENDS_WITH_BLANK:
    'The client ID ends with a blank or a line break. Copy it again, without anything behind it.',
  CLIENT_ID_HOLDS_BLANK: 'The client ID has a blank inside. Copy it again, in one piece.',
  CLIENT_ID_IS_SECRET:
    'The client secret was sent in the place of the client ID. The two have been confused; since the secret may stand in logs now, regenerate it.',
  SECRET_IMPOSSIBLE:
    'What was sent as the client secret never was one: copied in part, mistyped, in quotation marks, or a placeholder. Copy it whole, or regenerate it.',
  SECRET_BEGINS_WITH_BLANK: 'The client secret begins with a blank. Copy it again, without blanks.',
  SECRET_ENDS_WITH_BLANK:
    'The client secret ends with a blank or a line break. Copy it again, without anything behind it.',
  SECRET_HOLDS_BLANK: 'The client secret has a blank inside. Copy it again, in one piece.',
  SECRET_REPLACED:
    'The application still uses a client secret that has been replaced. Give it the newer one, or regenerate it.',
  SECRET_OF_ANOTHER_CLIENT:
    'The client secret belongs to another client. Client ID and client secret must come from the same client.',
  SECRET_UNKNOWN:
    'The client secret has the right form, but this client does not have it: it is of another installation, or was replaced long ago.',
  WRONG_SECRET:
    'The client secret names one of this client, and is not it. Someone may be guessing; otherwise copy it again.',
  SECRET_EXPIRED: 'The client secret has expired. Give the application a newer one, or regenerate it.',
  SECRET_NOT_YET_VALID: 'The client secret is not valid yet: its time has not begun.',
  CLIENT_DISABLED:
    'The client is disabled, and its credentials are right. An administrator can enable it again.',
  ADDRESS_NOT_ALLOWED:
    'The credentials are right, and this client may not ask from this address. Add it to the allowed addresses of the client; if the application is not there, someone else has its credentials: regenerate the secret.',
  SECRET_FOR_ASSERTION:
    'The application sent a client secret, but this client authenticates with its private key. Configure it for private_key_jwt, or change how the client authenticates.',
  ASSERTION_FOR_SECRET:
    'The application sent an assertion (private_key_jwt), but this client authenticates with its client secret. Configure it for that, or give the client its public keys.',
  ASSERTION_AND_SECRET:
    'The request held an assertion and, beside it, a client secret or an Authorization header. Send the assertion alone.',
  ASSERTION_TYPE:
    'An assertion needs both client_assertion and client_assertion_type, the latter urn:ietf:params:oauth:client-assertion-type:jwt-bearer.',
  ASSERTION_MALFORMED: 'What was sent as client_assertion is not a signed JWT.',
  ASSERTION_INCOMPLETE:
    'The assertion lacks one of its claims, or one is of the wrong type: iss, sub, aud, exp and jti must be there.',
  ASSERTION_OF_ANOTHER_CLIENT:
    'The assertion does not speak of one client alone: iss, sub and, where it is sent, client_id must all be its client ID.',
  ASSERTION_ALGORITHM:
    'The assertion is signed with an algorithm that is not accepted. Use one of the public-key algorithms of the metadata (ES256, for example).',
  ASSERTION_KEY_UNKNOWN:
    'The client has no key that the assertion could be signed with: its kid is not registered, or the registered key is of another kind or algorithm.',
  ASSERTION_SIGNATURE:
    'The signature of the assertion does not fit the registered public key: the application signs with another private key.',
  ASSERTION_AUDIENCE:
    'The aud of the assertion is not this service. It must be one text and no list: the issuer of the metadata, or the token endpoint.',
  ASSERTION_EXPIRED:
    'The assertion has expired. Make a new one for each request; if it was new, the clock of the application is wrong.',
  ASSERTION_TOO_LONG: 'The assertion lives too long. Its exp may be 10 minutes ahead at most.',
  ASSERTION_TOO_EARLY:
    'The assertion is from the future: its iat or nbf is more than a minute ahead. The clock of the application is wrong.',
  ASSERTION_USED:
    'The assertion was used before, or its jti was. Make a new one with a random jti for each request. If the application does, someone may have copied it.',
  TOO_MANY_FAILURES:
    'Too many failed attempts came for this client ID, or from this address. Mend the cause of those; then wait a minute.',
  TOO_MANY_CHECKS:
    'Too many new client secrets were being checked at once. The application may simply try again.',
  GRANT_TYPE_MISSING: 'The form has no grant_type. For an application: grant_type=client_credentials.',
  UNSUPPORTED_GRANT_TYPE: 'The grant_type is not one that this service knows. Use client_credentials.',
  GRANT_TYPE_NOT_ALLOWED: 'This client may not use the grant_type that it asked with.',
  SCOPE_NOT_ALLOWED:
    'The application asked for permissions that this client does not have. Give the client those permissions, or ask for fewer.',
  SCOPE_MALFORMED: 'The scope is not a list of names, each separated from the next by a single blank.',
  SCOPES_OF_SEVERAL_APIS:
    'The application asked for permissions of several APIs at once. A token is for one API: it has to ask for one token each.',
  NO_PERMISSIONS:
    'The client may do nothing: its permissions were taken away, or its permission groups hold none. Give it some.',
  TARGET_MALFORMED:
    'The resource is not an absolute URI without a fragment. Send the audience of the API as it is.',
  TARGET_REPEATED: 'The application named several resources at once. A token is for one API.',
  TARGET_NOT_ALLOWED:
    'The application named a resource that is no API of the organisation, or one where this client may do nothing. Compare it with the audience of the API, and look at the permissions of the client.',
  TARGET_MISSING:
    'The client has permissions at several APIs, none of them the default one, and the application did not say for which it wants a token. Send the audience of the API as resource.',
  TOKEN_MISSING: 'The form has no token.',
  INTROSPECTION_NOT_ALLOWED:
    'This client asked about a token, and may not. Allow it on the page of the client (mayIntrospect).',
  TOO_MANY_GUESSES:
    'The client asked about too many tokens that were never issued here: someone may be trying tokens at its API.',
  TOO_MANY_REVOKED:
    'The organisation has 10,000 revoked tokens that are still to expire. Revoking all tokens of a client counts as none.',
  WRONG_METHOD: 'The request was not a POST.',
  WRONG_CONTENT_TYPE:
    'The parameters were not sent as application/x-www-form-urlencoded in the body of the request.',
  NOT_UTF8: 'The body of the request is not UTF-8.',
  REPEATED_PARAMETER: 'A parameter occurs more than once in the form.',
  TOO_LARGE: 'The request is too large: its body, or the number of its parameters.',
  PLAIN_CONNECTION:
    'The request came without TLS from another machine. Use https; behind a proxy that ends TLS, set LLAVERO_TRUST_PROXY to its address.',
  MALFORMED_REQUEST: 'The request is not as the protocol wants it. The caller was told what is wrong.',
  UNAVAILABLE:
    'The service could not answer, mostly because its database was out of reach. Nothing is wrong with the application; it may try again.',
} as const satisfies Record<string, string>;

export type RefusalReason = keyof typeof refusalReasons;

/** What is known of a refusal beyond what the caller is told. Goes to the log and to administrators. */
export type RefusalCause = {
  reason: RefusalReason;
  /** For the log alone: what else helps to find the fault. No part of what was sent. */
  detail?: string;
  /** The scopes that were asked for in vain, as they were sent. */
  refusedScopes?: readonly string[];
  /** The public name of the secret that was sent. */
  secretId?: string | undefined;
};

/** Blanks are never trimmed, but named: they are the commonest slip when copying. */
export function blankReason(what: 'CLIENT_ID' | 'SECRET', text: string): RefusalReason | undefined {
  if (/^\s/.test(text)) return `${what}_BEGINS_WITH_BLANK`;
  if (/\s$/.test(text)) return `${what}_ENDS_WITH_BLANK`;
  return /\s/.test(text) ? `${what}_HOLDS_BLANK` : undefined;
}
