import { flushPromises, mount } from '@vue/test-utils';
import { TooltipProvider } from 'reka-ui';
import { afterEach, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter, RouterView, type Router } from 'vue-router';
import { providePasswordGate } from '../administrators/usePasswordGate.ts';
import ApiTabs from '../frame/ApiTabs.vue';
import es from '../locales/es.ts';
import { routes } from '../router.ts';
import ConfirmDialog from '../ui/ConfirmDialog.vue';
import { provideConfirm } from '../ui/useConfirm.ts';
import { provideNotice } from '../ui/useNotice.ts';
import { createUrql } from '../urql.ts';

/** What the server answers, by the name of the operation. */
export type Answers = Record<string, (variables: { input: Record<string, unknown> }) => object>;

export const portal = {
  __typename: 'Client',
  clientId: 'cli_portal',
  name: 'Portal Web Corporativo',
  description: 'Credenciales del portal',
  scopes: ['read'],
  effectiveScopes: ['read'],
  permissionGroups: [] as { __typename: 'PermissionGroup'; id: string; name: string }[],
  grantTypes: ['client_credentials'],
  authenticationMethod: 'CLIENT_SECRET',
  jwks: null as string | null,
  mayIntrospect: false,
  enabled: true,
  accessTokenLifetimeSeconds: null as number | null,
  allowedAddresses: [] as string[],
  owner: null as { __typename: 'Contact'; name: string; email: string | null } | null,
  technicalContact: null as { __typename: 'Contact'; name: string; email: string | null } | null,
  labels: [] as string[],
  secretHint: 'llv_3fK9x2Qa' as string | null,
  secrets: [
    {
      __typename: 'ClientSecret',
      id: '3fK9x2Qa',
      hint: 'llv_3fK9x2Qa',
      description: null as string | null,
      state: 'ACTIVE',
      createdAt: '2026-05-06T16:00:00.000Z',
      startsAt: '2026-05-06T16:00:00.000Z',
      expiresAt: null as string | null,
      firstUsedAt: null as string | null,
      lastUsedAt: null as string | null,
      lastUsedFrom: null as string | null,
      usesInLastDay: 0,
    },
  ],
  createdAt: '2026-05-06T16:00:00.000Z',
  updatedAt: '2026-05-06T16:00:00.000Z',
  lastUsedAt: null as string | null,
};

export const everyday: Answers = {
  Viewer: () => ({
    viewer: {
      __typename: 'Administrator',
      id: '1',
      name: 'Ana',
      email: 'ana@example.com',
      role: 'ADMIN',
      organisation: { __typename: 'Organisation', id: '1', name: 'Llavero', isOperator: true },
    },
    account: { __typename: 'Account', id: '1', name: 'Ana', email: 'ana@example.com', organisations: [] },
  }),
  Clients: () => ({
    clients: {
      nodes: [portal],
      pageInfo: { hasNextPage: false, endCursor: '1' },
      totalCount: 1,
      totalCountIsExact: true,
    },
  }),
  Scopes: () => ({
    apis: [
      {
        __typename: 'Api',
        id: 'a0',
        name: 'API',
        scopes: [
          ['read', 'Consultar'],
          ['create', 'Crear'],
          ['update', 'Actualizar'],
          ['delete', 'Eliminar'],
        ].map(([name, title]) => ({
          __typename: 'Scope',
          name,
          titles: { __typename: 'Translated', en: name, es: title },
          descriptions: { __typename: 'Translated', en: '', es: '' },
        })),
      },
    ],
  }),
  PermissionGroups: () => ({ permissionGroups: [] }),
  ClientToEdit: () => ({ client: portal }),
  ClientSecrets: () => ({ client: portal }),
  SecretsInUse: () => ({ client: portal }),
  EndingSecrets: () => ({ endingSecrets: [] }),
  ClientLastUse: () => ({ client: { __typename: 'Client', lastUsedAt: portal.lastUsedAt } }),
};

// happy-dom has no popovers yet: menus are open all the time.
HTMLElement.prototype.hidePopover ??= () => undefined;

let close: (() => void) | undefined;
afterEach(() => {
  close?.();
  sessionStorage.clear();
  localStorage.clear();
  vi.unstubAllGlobals();
  document.body.innerHTML = '';
});

/** The console's pages at an address, in Spanish, before a server that answers as told. For tests only. */
export async function openConsole(path: string, answers: Answers): Promise<{ router: Router; sent: Sent[] }> {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: unknown, request?: RequestInit) => {
    if (!String(url).endsWith('/graphql')) throw new TypeError('offline');
    const { query, variables } = JSON.parse(String(request?.body)) as { query: string; variables: never };
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    const organisation = new Headers(request?.headers).get('Llavero-Organisation');
    sent.push({ operation, variables, organisation });
    const data = (answers[operation] ?? everyday[operation])?.(variables);
    return new Response(JSON.stringify({ data }), { headers: { 'content-type': 'application/json' } });
  });

  const router = createRouter({ history: createMemoryHistory(), routes });
  const i18n = createI18n({ legacy: false, locale: 'es', messages: { es } });
  const urql = createUrql({ onUnauthenticated: () => undefined });
  await router.push('/settings/api');
  const wrapper = mount(Shell, {
    attachTo: document.body,
    global: { plugins: [i18n, router, urql], config: { warnHandler } },
  });
  close = () => wrapper.unmount();
  await router.push(path);
  await settle();
  return { router, sent };
}

/** Icons are bundled by the build alone: in a test each of them is empty, and Vue finds that worth a warning. */
function warnHandler(message: string) {
  if (!message.startsWith('Extraneous non-props attributes')) console.warn(message);
}

export interface Sent {
  operation: string;
  variables: { input: Record<string, unknown> };
  /** For which organisation it was sent; null where none was named. */
  organisation: string | null;
}

/** Lets requests, lazy pages and timers without a delay come to their end. */
export async function settle(): Promise<void> {
  await vi.dynamicImportSettled();
  for (let turn = 0; turn < 5; turn++) {
    await flushPromises();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** The button, link or box with this name, in the last dialog that has it. */
export function control(name: string): HTMLElement {
  const all = [...document.querySelectorAll<HTMLElement>('button, a, label')];
  const found = all.findLast((each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === name);
  if (!found) throw new Error(`there is no ${name} in: ${document.body.textContent}`);
  return found;
}

export async function press(name: string): Promise<void> {
  control(name).click();
  await settle();
}

/** Writes into the field with this label. */
export async function write(label: string, text: string): Promise<void> {
  const written = field(label);
  written.value = text;
  written.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

/** The field with this label. */
export function field(label: string): HTMLInputElement {
  return document.getElementById((control(label) as HTMLLabelElement).htmlFor) as HTMLInputElement;
}

export async function tick(scope: string): Promise<void> {
  document.querySelector<HTMLInputElement>(`input[value=${scope}]`)?.click();
  await settle();
}

/** The box to tick with this label. */
export function box(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')].find(
    (each) =>
      document.getElementById(each.getAttribute('aria-labelledby') ?? '')?.textContent.trim() === label,
  );
  if (!found) throw new Error(`there is no ${label} in: ${document.body.textContent}`);
  return found;
}

export const shown = () => document.body.textContent;
export const alerts = () =>
  [...document.querySelectorAll('[role=alert]')].map((each) => each.textContent.trim());

const Shell = defineComponent(() => {
  const question = provideConfirm();
  providePasswordGate();
  const notice = provideNotice();
  return () =>
    h(TooltipProvider, () => [
      h(ApiTabs),
      h(RouterView),
      question.value && h(ConfirmDialog, { question: question.value }),
      h('output', notice.value),
    ]);
});
