export default {
  open: 'Más acciones',
  openNamed: 'Más acciones de {name}',
  secrets: 'Secretos',
  secretsNamed: 'Secretos de {name}',
  refusals: 'Problemas de acceso',
  refusalsNamed: 'Problemas de acceso de {name}',
  history: 'Historial',
  historyNamed: 'Historial de {name}',
  revokeTokens: 'Anular los tokens emitidos',
  revokeTokensNamed: 'Anular los tokens emitidos de {name}',
  disable: 'Deshabilitar',
  disableNamed: 'Deshabilitar {name}',
  enable: 'Habilitar',
  enableNamed: 'Habilitar {name}',

  revoke: {
    title: '¿Anular los tokens de «{name}»?',
    meaning:
      'Todos los que se le han emitido dejan de valer en la siguiente solicitud. Su Client Secret no cambia, y puede pedir tokens nuevos en el acto. Una API que solo verifica con las claves públicas los acepta hasta que expiren, normalmente una hora.',
    confirm: 'Anular los tokens',
    done: 'Tokens anulados: {name}',
    failed: 'No se pudieron anular los tokens: vuelve a intentarlo.',
  },
};
