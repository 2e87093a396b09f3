import { expectAccessible } from '../kit/axe.ts';
import { enter, enterClients, owner, welcome } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

const pages = {
  'Clientes OAuth2': { path: '/settings/api', heading: /^Clientes OAuth2/ },
  'API protegidas': { path: '/settings/apis', heading: 'API protegidas' },
  'Grupos de permisos': { path: '/settings/permission-groups', heading: 'Grupos de permisos' },
};

test('F-3: from the clients to the APIs and the permission groups one goes by the tabs, also by the keyboard', async ({
  page,
  openBrowser,
}, { testId }) => {
  await enter(page);
  const viewer = await openBrowser();
  await enterClients(viewer, await welcome(page, `Luz${testId}`, 'VIEWER'));
  const tabs = viewer.getByRole('navigation', { name: 'Páginas de API' });
  await expect(tabs.getByRole('link')).toHaveText(Object.keys(pages));
  for (const name of ['API protegidas', 'Grupos de permisos', 'Clientes OAuth2'] as const) {
    await tabs.getByRole('link', { name }).press('Enter');
    await expect(viewer).toHaveURL(pages[name].path);
    await expect(viewer.getByRole('heading', { level: 1, name: pages[name].heading })).toBeVisible();
    await expect(tabs.locator('[aria-current=page]')).toHaveText(name);
    await expect(viewer.getByRole('main')).toBeFocused();
  }
  await viewer.goto('/settings');
  await expect(viewer.getByRole('heading', { name: 'Configuraciones' })).toBeVisible();
  await expect(tabs).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const locale of ['es-CO', 'en-GB'] as const) {
    test(`F-3: the tabs fit on a narrow screen and are readable, ${colorScheme} and ${locale}`, async ({
      openBrowser,
    }) => {
      const page = await openBrowser({ colorScheme, locale, viewport: { width: 360, height: 800 } });
      await enter(page, owner);
      for (const { path } of Object.values(pages)) {
        await page.goto(path);
        const tabs = page
          .getByRole('navigation')
          .filter({ has: page.locator('[aria-current=page]') })
          .last();
        await expect(tabs.getByRole('link')).toHaveCount(3);
        for (const tab of await tabs.getByRole('link').all()) await expect(tab).toBeInViewport({ ratio: 1 });
        const scrolls = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;
        expect(await page.evaluate(scrolls)).toBe(false);
        await expectAccessible(page, `${path}, ${colorScheme}, ${locale}`);
      }
    });
  }
}
