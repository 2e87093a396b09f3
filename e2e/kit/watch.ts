import { type BrowserContext, type ConsoleMessage, expect, type Response } from '@playwright/test';

/** What went on in a browser while a journey was under way. */
export interface Watched {
  /** Announces a complaint of the browser that belongs to the journey, such as a refused token. */
  expectComplaint(pattern: RegExp): void;
  /** The bodies of all answers of `/graphql` so far. */
  graphqlAnswers(): Promise<string[]>;
  /** Fails when another host was asked for anything, or when the browser complained. */
  check(): void;
}

/** Follows every page of a browser; nothing is asked of any origin but `origin`. */
export async function watch(context: BrowserContext, origin: string): Promise<Watched> {
  const foreign: string[] = [];
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const answers: Promise<string>[] = [];

  const isForeign = (url: string) =>
    /^(https?|wss?):/.test(url) && new URL(url).host !== new URL(origin).host;
  const complain = (text: string) => void complaints.push(text);
  context.on('request', (request) => void (isForeign(request.url()) && foreign.push(request.url())));
  context.on('page', (page) => page.on('websocket', (socket) => void foreign.push(socket.url())));
  context.on('response', (response) => void (isGraphql(response) && answers.push(bodyOf(response))));
  context.on('console', (message) => void (isComplaint(message) && complain(message.text())));
  context.on('weberror', (error) => complain(`${error.error().stack}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      console.error(`Content-Security-Policy: ${violatedDirective} refused ${blockedURI} ${sample}`),
    );
  });

  return {
    expectComplaint: (pattern) => void expected.push(pattern),
    graphqlAnswers: () => Promise.all(answers),
    check() {
      const unexpected = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
      expect(foreign, 'asked of other hosts').toEqual([]);
      expect(unexpected, 'complaints of the browser').toEqual([]);
    },
  };
}

const isComplaint = (message: ConsoleMessage) => ['error', 'warning', 'assert'].includes(message.type());

const isGraphql = (response: Response) => new URL(response.url()).pathname === '/graphql';

/** Empty where the page has gone on before the answer was read. */
const bodyOf = (response: Response) => response.text().catch(() => '');
