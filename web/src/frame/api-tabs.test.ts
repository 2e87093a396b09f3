import { expect, it } from 'vitest';
import { everyday, openConsole, press, settle } from '../clients/test-console.ts';

const tabs = () =>
  [...document.querySelectorAll('nav[aria-label="Páginas de API"] a')].map((tab) => [
    tab.textContent.trim(),
    tab.getAttribute('href'),
    tab.getAttribute('aria-current'),
  ]);
const shownFrom = (current: string) =>
  [
    ['Clientes OAuth2', '/settings/api'],
    ['API protegidas', '/settings/apis'],
    ['Grupos de permisos', '/settings/permission-groups'],
  ].map(([title, path]) => [title, path, path === current ? 'page' : null]);
const answers = { Apis: () => ({ apis: [] }) };

it.each(['/settings/api', '/settings/apis', '/settings/permission-groups'])(
  'F-3: the pages of the API module stand side by side on %s, and the one that is open is marked',
  async (path) => {
    await openConsole(path, answers);
    expect(tabs()).toEqual(shownFrom(path));
  },
);

it('F-3: each tab leads to its page without a detour', async () => {
  const { router } = await openConsole('/settings/api', answers);
  await press('Grupos de permisos');
  expect(router.currentRoute.value.path).toBe('/settings/permission-groups');
  expect(tabs()).toEqual(shownFrom('/settings/permission-groups'));
});

it('F-3: a form over the clients leaves their tab marked', async () => {
  await openConsole('/settings/api/new', answers);
  expect(tabs()).toEqual(shownFrom('/settings/api'));
});

it('F-3: other pages have no tabs', async () => {
  await openConsole('/settings/api/cli_portal/refusals', { ClientRefusals: () => ({ client: null }) });
  expect(tabs()).toEqual([]);
});

it('F-3: whoever has no role is shown no tabs', async () => {
  await openConsole('/settings/api', {
    ...answers,
    Viewer: () => ({ ...everyday['Viewer']?.({ input: {} }), viewer: null }),
  });
  await settle();
  expect(tabs()).toEqual([]);
});
