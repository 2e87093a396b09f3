import type es from './messages.es.ts';

const messages: typeof es = {
  skipToContent: 'Skip to content',
  home: 'Llavero, home',
  settings: 'Settings',
  breadcrumb: 'Where you are',
  apiTabs: 'API pages',
  language: 'Language',
  languages: { es: 'Español', en: 'English' },
  theme: {
    label: 'Theme: {theme}',
    light: 'light',
    dark: 'dark',
    system: 'the system’s',
  },
  person: {
    menu: 'Your account:',
    account: 'My account',
    signOut: 'Sign out',
    signOutFailed: 'You could not be signed out. Try again.',
  },
  offline: 'You are offline. What you see may be out of date.',
  openFailed: 'The page could not be opened. Check your connection and try again.',
  notFound: {
    title: 'There is no such page',
    explanation: 'The link may be incomplete, or what you are looking for is no longer here.',
    back: 'Go to Settings',
  },
  crash: {
    title: 'Something went wrong',
    explanation: 'The page could not be shown. Reload it; if it happens again, tell whoever runs Llavero.',
    reload: 'Reload the page',
  },
};
export default messages;
