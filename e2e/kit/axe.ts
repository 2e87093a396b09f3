import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Holds what is on the screen to WCAG 2.2, A and AA, as far as a program can. Goes on, so that one run names all. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // What passed is not gathered, and nothing is put together in a page of its own: there are no frames.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.withTags(levels).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  expect.soft(found, what).toEqual([]);
}
