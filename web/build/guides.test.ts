import { expect, test } from 'vitest';
import { compileGuide, headingId } from './guides.ts';

test('takes the title out and lists the headings under it', () => {
  const guide = compileGuide(
    '# El `token`\n\nTexto.\n\n## Cómo pedirlo\n\n### En curl\n\n## Errores\n',
    'es',
  );
  expect(guide.title).toBe('El token');
  expect(guide.html).not.toContain('<h1');
  expect(guide.contents).toEqual([
    { id: 'como-pedirlo', text: 'Cómo pedirlo' },
    { id: 'errores', text: 'Errores' },
  ]);
  expect(guide.html).toContain('<h3 id="en-curl">En curl</h3>');
});

test('gives every block of code a button in the language of the guide', () => {
  const { html } = compileGuide('# T\n\n```sh\ncurl -d "a=<b>"\n```\n', 'en');
  expect(html).toContain('<button type="button" class="guide-copy">Copy the code</button>');
  expect(html).toContain('curl -d &quot;a=&lt;b&gt;&quot;');
});

test('leads from one guide to another, and leaves other links alone', () => {
  const { html } = compileGuide('[a](operators.md#tls) [b](https://www.rfc-editor.org/rfc/rfc6749)', 'es');
  expect(html).toContain('href="/docs/operators#tls"');
  expect(html).toContain('href="https://www.rfc-editor.org/rfc/rfc6749"');
});

test('shows HTML in a guide as the text it is', () => {
  expect(compileGuide('# T\n\n<script>x</script>', 'es').html).not.toContain('<script>');
});

test.each([
  ['Pedir un token (rápido)', 'pedir-un-token-rapido'],
  ['¿Qué es una API?', 'que-es-una-api'],
  ['Node.js & C#', 'node-js-c'],
])('finds "%s" at #%s', (text, id) => {
  expect(headingId(text)).toBe(id);
});
