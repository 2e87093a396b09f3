import { createConnection } from 'node:net';

/** An answer, whichever way it came; header names in lower case. */
export type Answer = { status: number; headers: Record<string, unknown>; body: string };

/**
 * Bytes as they go over the wire, a character each. `isWhole`: the server must close the connection; else the sender hangs
 * up behind its last byte.
 */
export type RawRequest = { bytes: string; isWhole: boolean };

/** Every answer that comes back over a connection of its own, until the server, or at last the sender, closes it. */
export function overTheWire(port: number, { bytes, isWhole }: RawRequest): Promise<Answer[]> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: 'localhost' });
    let received = '';
    socket.setEncoding('latin1').on('data', (chunk) => (received += chunk));
    // Who refuses what still comes in resets the connection; what it said before counts.
    socket.on('error', () => {});
    socket.on('close', () => {
      try {
        resolve(readAnswers(received));
      } catch (error) {
        reject(error);
      }
    });
    if (isWhole) socket.write(bytes, 'latin1');
    else socket.end(bytes, 'latin1');
  });
}

/** Reads answers of HTTP/1.1 (RFC 9112), each of a stated length. The last may have been cut short by a reset. */
function readAnswers(text: string): Answer[] {
  const answers: Answer[] = [];
  let rest = text;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) throw new Error(`no end of the headers: ${rest}`);
    const [start = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (?<status>\d{3}) /.exec(start)?.groups?.['status']);
    if (!status) throw new Error(`no status line: ${start}`);
    const headers = Object.fromEntries(
      lines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    rest = rest.slice(end + 4);
    // RFC 9110, section 15.2.1: the answer proper comes behind it.
    if (status === 100) continue;
    const length = Number(headers['content-length'] ?? 0);
    answers.push({ status, headers, body: rest.slice(0, length) });
    rest = rest.slice(length);
  }
  return answers;
}
