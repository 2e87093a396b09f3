import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compressFiles } from './build/compress-files.ts';
import { graphiql } from './build/graphiql.ts';
import { guides } from './build/guides.ts';
import { scriptBudget } from './build/script-budget.ts';
import { offlineIcons, theme } from './theme.config.ts';

const server = process.env.LLAVERO_SERVER ?? 'http://localhost:4000';

export default defineConfig({
  base: './',
  resolve: { alias: [offlineIcons] },
  plugins: [
    vue(),
    ui(theme),
    guides(),
    graphiql(),
    scriptBudget({ page: 'src/clients/ClientsPage.vue', locales: 'src/locales/', limitKilobytes: 200 }),
    compressFiles(),
  ],
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  build: { manifest: true, target: 'es2022', assetsInlineLimit: 0 },
  server: {
    proxy: Object.fromEntries(['/graphql', '/api', '/token', '/.well-known'].map((path) => [path, server])),
  },
});
