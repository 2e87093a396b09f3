import { createI18n, type Composer } from 'vue-i18n';
import type es from './locales/es.ts';

export type Messages = typeof es;
export type Locale = 'es' | 'en';

declare module 'vue-i18n' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- vue-i18n learns its messages by merging
  export interface DefineLocaleMessage extends Messages {}
}

const storageKey = 'llavero-language';
const load: Record<Locale, () => Promise<{ default: Messages }>> = {
  es: () => import('./locales/es.ts'),
  en: () => import('./locales/en.ts'),
};

/** vue-i18n with the words of the visitor's language, and of that one only. */
export async function createTranslations() {
  const translations = createI18n({ legacy: false, locale: 'es', fallbackLocale: [], messages: {} });
  const locale = chosenLocale(localStorage.getItem(storageKey), navigator.languages);
  await speak(translations.global as unknown as Composer, locale);
  return translations;
}

/** Switches the language of the whole page, fetching its words first, and remembers it. */
export async function chooseLocale(composer: Composer, locale: Locale): Promise<void> {
  await speak(composer, locale);
  localStorage.setItem(storageKey, locale);
}

/** The language chosen earlier, else the first of the browser's that Llavero speaks, else Spanish. */
export function chosenLocale(remembered: string | null, preferred: readonly string[]): Locale {
  const languages = [remembered, ...preferred].map((tag) => tag?.slice(0, 2).toLowerCase());
  return languages.find((language): language is Locale => language === 'es' || language === 'en') ?? 'es';
}

async function speak(composer: Composer, locale: Locale) {
  const { default: messages } = await load[locale]();
  composer.setLocaleMessage(locale, messages);
  composer.locale.value = locale;
  document.documentElement.lang = locale;
}
