import nuxtUi from '@nuxt/ui/vue-plugin';
import { mount, type VueWrapper } from '@vue/test-utils';
import type { Component } from 'vue';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import es from './locales/es.ts';

/** Mounts a component as the console would: in Spanish, with an empty router around it. For tests only. */
export function mountInConsole(
  component: Component,
  options: { props?: Record<string, unknown> } = {},
): VueWrapper {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] });
  const i18n = createI18n({ legacy: false, locale: 'es', messages: { es } });
  return mount(component, { ...options, global: { plugins: [i18n, router, nuxtUi] } });
}
