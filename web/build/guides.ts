import MarkdownIt from 'markdown-it';
import type { Plugin } from 'vite';

/** A guide as the page shows it; `#guide` is its module's shape. */
export interface Guide {
  title: string;
  /** The text under the title, with an id on every heading and a button on every block of code. */
  html: string;
  /** The headings of the second level. */
  contents: { id: string; text: string }[];
}

const copyLabels = { es: 'Copiar el código', en: 'Copy the code' };

/** Turns the Markdown of the guides into HTML while the console is built, so that no parser travels to the browser. */
export function guides(): Plugin {
  return {
    name: 'llavero:guides',
    enforce: 'pre',
    transform: {
      filter: { id: /\/docs\/(es|en)\/[^/]+\.md$/ },
      handler(source, id) {
        const guide = compileGuide(source, id.includes('/docs/es/') ? 'es' : 'en');
        return { code: `export default ${JSON.stringify(guide)};`, map: null };
      },
    },
  };
}

/** @param source Markdown that begins with the title, as a heading of the first level. */
export function compileGuide(source: string, language: keyof typeof copyLabels): Guide {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  const contents: Guide['contents'] = [];
  let title = '';

  const tokens = markdown.parse(source, {});
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      const text = plainText(tokens[index + 1]?.children ?? []);
      token.attrSet('id', headingId(text));
      if (token.tag === 'h1') title ||= text;
      if (token.tag === 'h2') contents.push({ id: headingId(text), text });
    }
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') child.attrSet('href', guideLink(String(child.attrGet('href'))));
    }
  }

  const fence = markdown.renderer.rules.fence;
  markdown.renderer.rules.fence = (...parameters) =>
    `<div class="guide-code">${fence?.(...parameters).replace('<pre>', '<pre tabindex="0">')}<button type="button" class="guide-copy">${copyLabels[language]}</button></div>`;
  markdown.renderer.rules.table_open = () => '<div class="guide-table" tabindex="0"><table>';
  markdown.renderer.rules.table_close = () => '</table></div>';

  const body = tokens[0]?.tag === 'h1' ? tokens.slice(3) : tokens;
  return { title, html: markdown.renderer.render(body, markdown.options, {}), contents };
}

/** "Pedir un token (rápido)" is found at `#pedir-un-token-rapido`. */
export function headingId(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{Diacritic}/gu, '');
  return (
    plain
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? ''
  );
}

/** Guides point at each other's files, so that they also work where the repository is read. */
function guideLink(href: string): string {
  const file = /^(?:\.\/)?([a-z-]+)\.md(#.*)?$/.exec(href);
  return file ? `/docs/${file[1]}${file[2] ?? ''}` : href;
}

function plainText(children: { content: string }[]): string {
  return children.map(({ content }) => content).join('');
}
