import { expect, test } from '../kit/test.ts';

const guides = {
  Spanish: { locale: 'es-CO', names: ['Integradores', 'Administradores', 'Operadores'] },
  English: { locale: 'en-GB', names: ['Integrators', 'Administrators', 'Operators'] },
};

for (const [language, { locale, names }] of Object.entries(guides)) {
  test.describe(() => {
    test.use({ locale });

    test(`anybody reads the guides in ${language}, with the addresses of this very Llavero`, async ({
      page,
      llavero,
    }) => {
      await page.goto('/docs');
      const links = page.getByRole('navigation').getByRole('link');
      for (const name of names) {
        await links.filter({ hasText: name }).click();
        await expect(links.filter({ hasText: name })).toHaveAttribute('aria-current', 'page');
        await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
        await expect(page.getByRole('article').getByRole('heading', { level: 2 }).first()).toBeVisible();
        await page.reload();
        await expect(page.getByRole('article').getByRole('heading', { level: 2 }).first()).toBeVisible();
      }
      await page.goto('/docs/integrators');
      await expect(page.getByRole('article').getByText(`${llavero.url}/token`).first()).toBeVisible();
      await expect(page.getByRole('article').getByText('localhost:4000')).toHaveCount(0);
    });
  });
}
