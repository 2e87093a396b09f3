import type { Guide } from '../../build/guides.ts';
import { base, fromBase } from '../base.ts';
import type { Locale } from '../i18n.ts';

export const guideNames = ['integrators', 'administrators', 'operators'] as const;
export type GuideName = (typeof guideNames)[number];

const files = import.meta.glob<Guide>('../../../docs/*/*.md', { import: 'default' });
const issuerInText = 'http://localhost:4000';

/** A guide with this Llavero's own addresses in its examples. Each guide is a chunk of its own. */
export async function loadGuide(name: GuideName, locale: Locale): Promise<Guide> {
  const load = files[`../../../docs/${locale}/${name}.md`];
  if (!load) throw new Error(`There is no guide ${name} in ${locale}`);
  const [guide, issuer] = await Promise.all([load(), readIssuer()]);
  const html = guide.html
    .replaceAll(issuerInText, escapeHtml(issuer))
    .replaceAll('href="/docs/', `href="${escapeHtml(base)}/docs/`);
  return { ...guide, html };
}

/** What tokens of this Llavero name as their issuer; its own address while the server does not say. */
async function readIssuer(): Promise<string> {
  try {
    const response = await fetch(fromBase('/.well-known/oauth-authorization-server'));
    const { issuer } = (await response.json()) as { issuer: string };
    return issuer;
  } catch {
    return location.origin + base;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
