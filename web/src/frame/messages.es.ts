export default {
  skipToContent: 'Ir al contenido',
  home: 'Llavero, ir al inicio',
  settings: 'Configuraciones',
  breadcrumb: 'Dónde estás',
  apiTabs: 'Páginas de API',
  language: 'Idioma',
  languages: { es: 'Español', en: 'English' },
  theme: {
    label: 'Tema: {theme}',
    light: 'claro',
    dark: 'oscuro',
    system: 'el del sistema',
  },
  person: {
    menu: 'Tu cuenta:',
    account: 'Mi cuenta',
    signOut: 'Cerrar sesión',
    signOutFailed: 'No se pudo cerrar la sesión. Inténtalo de nuevo.',
  },
  offline: 'Sin conexión. Lo que ves puede no estar al día.',
  openFailed: 'No se pudo abrir la página. Revisa tu conexión e inténtalo de nuevo.',
  notFound: {
    title: 'Esta página no existe',
    explanation: 'Puede que el enlace esté incompleto o que lo que buscas ya no esté aquí.',
    back: 'Ir a Configuraciones',
  },
  crash: {
    title: 'Algo salió mal',
    explanation:
      'La página no se pudo mostrar. Recárgala; si vuelve a pasar, avisa a quien administra Llavero.',
    reload: 'Recargar la página',
  },
};
