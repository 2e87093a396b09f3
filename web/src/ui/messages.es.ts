export default {
  close: 'Cerrar',
  cancel: 'Cancelar',
  copied: 'Copiado',
  copyFailed: 'No se pudo copiar. Selecciona el texto y cópialo a mano.',
  retry: 'Reintentar',
  loadFailed: 'No se pudo cargar',
  loadFailedHint: 'El servidor no respondió como se esperaba. Revisa tu conexión e inténtalo de nuevo.',
  thatIs: 'Equivale a {time}.',
  requestId: 'Si sigue fallando, da este número a quien administra Llavero: {id}',
  showPassword: 'Mostrar contraseña',
  hidePassword: 'Ocultar contraseña',
  draft: {
    leaveTitle: '¿Salir sin guardar?',
    leaveMeaning: 'Lo que has escrito se perderá.',
    leave: 'Salir sin guardar',
    stay: 'Seguir editando',
  },
};
