import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { Plugin } from 'vite';

/**
 * Puts GraphiQL into the build: a page of a few lines, `graphiql.html`, with its script and its styles beside it. They have ten
 * megabytes, which a server would hold in memory for as long as it lives if it made the page itself. The endpoint is the address
 * under which the page is served.
 */
export function graphiql(): Plugin {
  return {
    name: 'llavero:graphiql',
    apply: 'build',
    generateBundle() {
      const take = (page: string, tag: string, link: (file: string) => string, file: string) => {
        const open = `<${tag}>`;
        const from = page.indexOf(open);
        const to = page.lastIndexOf(`</${tag}>`);
        if (from < 0 || to < from) this.error(`GraphiQL's page has no <${tag}> any more`);
        const source = page.slice(from + open.length, to);
        const name = this.getFileName(this.emitFile({ type: 'asset', name: file, source }));
        return `${page.slice(0, from)}${link(name)}${page.slice(to + `</${tag}>`.length)}`;
      };
      const whole = renderGraphiQL({ title: 'Llavero GraphiQL', favicon: './favicon.svg' });
      const styled = take(
        whole,
        'style',
        (file) => `<link rel="stylesheet" href="./${file}">`,
        'graphiql.css',
      );
      const source = take(styled, 'script', (file) => `<script src="./${file}"></script>`, 'graphiql.js');
      this.emitFile({ type: 'asset', fileName: 'graphiql.html', source });
    },
  };
}
