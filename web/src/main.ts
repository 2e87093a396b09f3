import './main.css';
import nuxtUi from '@nuxt/ui/vue-plugin';
import { createApp } from 'vue';
import App from './App.vue';
import { createTranslations } from './i18n.ts';
import { createConsoleRouter, signInAgain } from './router.ts';
import { createUrql } from './urql.ts';

const translations = await createTranslations();
const urql = createUrql({
  onUnauthenticated: () => void signInAgain(router).then(() => urql.renew()),
});
const router = createConsoleRouter(urql);

createApp(App).use(translations).use(urql).use(router).use(nuxtUi).mount('#app');
