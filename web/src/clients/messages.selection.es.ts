export default {
  select: 'Seleccionar «{name}»',
  selectAll: 'Seleccionar todos los de esta página',
  count: '{count} cliente seleccionado | {count} clientes seleccionados',
  clear: 'Quitar la selección',
  enabling: 'Habilitando: {done} de {total}',
  disabling: 'Deshabilitando: {done} de {total}',
  enabled: '{count} cliente habilitado. | {count} clientes habilitados.',
  disabled: '{count} cliente deshabilitado. | {count} clientes deshabilitados.',
  alreadyEnabled: 'Ya estaba habilitado. | Ya estaban habilitados los {count}.',
  alreadyDisabled: 'Ya estaba deshabilitado. | Ya estaban deshabilitados los {count}.',
  notEnabled: 'No se pudo habilitar {count} cliente: | No se pudieron habilitar {count} clientes:',
  notDisabled: 'No se pudo deshabilitar {count} cliente: | No se pudieron deshabilitar {count} clientes:',
  failures: {
    CONFLICT: 'alguien lo cambió mientras tanto. Mira cómo está ahora y vuelve a intentarlo.',
    GONE: 'ya no existe.',
    NO_PASSWORD: 'falta tu contraseña, y no ha cambiado.',
    NO_ANSWER: 'el servidor no respondió. Puede que haya cambiado: mira cómo está ahora.',
    FAILED: 'el servidor no pudo hacerlo. Vuelve a intentarlo.',
    NOT_TRIED: 'no se llegó a intentar, y no ha cambiado.',
  },
  leave: {
    title: '¿Salir antes de terminar?',
    meaning: 'Los clientes que faltan se quedan como están.',
    confirm: 'Salir',
    stay: 'Esperar',
  },

  disableTitle: '¿Deshabilitar {count} cliente? | ¿Deshabilitar {count} clientes?',
  stop: 'Deja de recibir tokens inmediatamente, y los ya emitidos dejan de valer para siempre. | Dejan de recibir tokens inmediatamente, y los ya emitidos dejan de valer para siempre.',
  byKeys:
    'Solo una API que únicamente comprueba la firma acepta los ya emitidos hasta que expiren, normalmente una hora.',
  undo: 'Puedes volver a habilitarlo: pedirá otros tokens con las mismas credenciales. | Puedes volver a habilitarlos: pedirán otros tokens con las mismas credenciales.',
  inUse:
    '{count} se usó en las últimas 24 horas, y dejará de funcionar. | {count} se usaron en las últimas 24 horas, y dejarán de funcionar.',
  noneInUse: 'No se usó en las últimas 24 horas. | Ninguno se usó en las últimas 24 horas.',
  names: 'Los que se deshabilitan',
};
