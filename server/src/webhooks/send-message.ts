import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestByTls } from 'node:https';
import type { DeliveryFailure } from '../generated/prisma/client.ts';
import { ForbiddenAddressError, guardedLookup, literalAddress, refuseForbidden } from './public-address.ts';
import { readRetryAfter } from './retry-after.ts';

/**
 * What came of one attempt: the receiver's status, if it answered; why it is not good, if so; and for how long the receiver then
 * wants to be left alone, if it says.
 */
export type Outcome = {
  statusCode: number | null;
  failure: DeliveryFailure | null;
  retryAfterSeconds: number | null;
};

/** From the look-up of the name to the head of the answer. */
const timeoutMilliseconds = 15_000;

/** Of an answer nothing but its status and `Retry-After` counts. */
const mostAnswerBytes = 4096;

/**
 * Sends one message. 2xx is success and everything else is not: a redirect is not followed, for it could lead anywhere. A
 * connection of its own: none that was checked for another message is used again.
 * @throws what `signal` was aborted with
 */
export async function sendMessage(
  target: { url: string; allowPrivate: boolean },
  message: { headers: Record<string, string>; body: string },
  signal: AbortSignal,
): Promise<Outcome> {
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const response = await post(target, message, AbortSignal.any([signal, timeout]));
    await throwAway(response);
    const statusCode = response.statusCode ?? 0;
    const retryAfterSeconds = readRetryAfter(statusCode, response.headers['retry-after'], new Date());
    return { statusCode, failure: failureOfStatus(statusCode), retryAfterSeconds };
  } catch (error) {
    signal.throwIfAborted();
    const failure = timeout.aborted ? 'TIMEOUT' : failureOf(error);
    return { statusCode: null, failure, retryAfterSeconds: null };
  }
}

async function post(
  { url: address, allowPrivate }: { url: string; allowPrivate: boolean },
  { headers, body }: { headers: Record<string, string>; body: string },
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(address);
  const way = { protocol: url.protocol, allowPrivate };
  const literal = literalAddress(url);
  if (literal !== undefined) refuseForbidden(literal, way);
  const options: RequestOptions = {
    method: 'POST',
    headers,
    agent: false,
    lookup: guardedLookup(way),
    signal,
  };
  const request = url.protocol === 'https:' ? requestByTls(url, options) : requestPlain(url, options);
  return new Promise((resolve, reject) => {
    request.on('response', resolve).on('error', reject).end(body);
  });
}

async function throwAway(response: IncomingMessage): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of response) {
      size += (chunk as Buffer).length;
      if (size > mostAnswerBytes) break;
    }
  } catch {
    // The status has come: what happens to the rest changes nothing.
  }
}

function failureOfStatus(status: number): DeliveryFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) return 'REDIRECT';
  return status === 410 ? 'GONE' : 'STATUS';
}

function failureOf(error: unknown): DeliveryFailure {
  if (error instanceof ForbiddenAddressError) return error.code;
  const { code = '' } = error as NodeJS.ErrnoException;
  if (['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA'].includes(code)) return 'NAME_NOT_FOUND';
  if (['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'EADDRNOTAVAIL'].includes(code))
    return 'UNREACHABLE';
  return /CERT|SIGNATURE|ISSUER|CHAIN|CRL|SSL|TLS|EPROTO/.test(code) ? 'CERTIFICATE' : 'CONNECTION_LOST';
}
