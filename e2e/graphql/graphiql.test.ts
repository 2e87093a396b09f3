import { enter, owner } from '../kit/story.ts';
import { expect, test } from '../kit/test.ts';

test('an administrator tries a query in GraphiQL, which comes from this server alone', async ({
  page,
  watched,
}) => {
  watched.expectComplaint(/status of 404/);
  expect((await page.goto('/graphql'))?.status()).toBe(404);

  await enter(page);
  await page.goto('/graphql');
  await expect(page).toHaveTitle('Llavero GraphiQL');
  const editor = page.getByRole('region', { name: 'Operation Editor' });
  await editor.getByRole('textbox').focus();
  await page.keyboard.press('Control+A');
  // The editor itself closes the first bracket.
  await page.keyboard.insertText('{ viewer { email }');
  await page.keyboard.press('Control+Enter');
  const result = page.getByRole('region', { name: 'Result Window' });
  await expect(result).toContainText(owner.email);
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  await page.getByRole('link', { name: 'Query', exact: true }).click();
  await expect(page.getByText('What can be read.')).toBeVisible();
});
