import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { offlineIcons, theme } from './theme.config.ts';

export default defineConfig({
  resolve: { alias: [offlineIcons] },
  plugins: [vue(), ui(theme)],
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
    reporters: ['default'],
    // Other steps, and other work, may share the machine's cores with the tests.
    testTimeout: 60_000,
  },
});
