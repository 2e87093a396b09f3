export default {
  title: 'Secretos',
  manageTitle: 'Ver y gestionar los secretos',
  count: '{count} secreto | {count} secretos',
  intro:
    'Un cliente puede tener hasta cinco secretos, por ejemplo uno por servidor. Cada uno se muestra una sola vez, al crearlo.',
  create: 'Nuevo secreto',
  close: 'Cerrar',
  loading: 'Cargando los secretos',
  loadFailed: 'No se pudieron cargar los secretos.',
  none: 'Este cliente no tiene ningún secreto: no puede pedir tokens.',
  noMethod: 'Este cliente se autentica con su clave privada y no tiene secretos.',

  states: {
    UPCOMING: 'Aún no empieza',
    ACTIVE: 'Vigente',
    BEING_REPLACED: 'En reemplazo',
    ENDED: 'Terminado',
  },
  starts: 'Empieza {at}',
  ends: 'Termina {at}',
  ended: 'Terminó {at}',
  endless: 'Sin fecha de fin',
  created: 'Creado {at}',
  firstUsed: 'Primer uso {at}',
  lastUsed: 'Último uso {at} desde {address}',
  neverUsed: 'Nunca se ha usado',
  usesInLastDay:
    'Ningún uso en las últimas 24 horas | {count} uso en las últimas 24 horas | {count} usos en las últimas 24 horas',
  mayRetire: 'Ya no se usa: se puede retirar.',
  stillUsed: 'Todavía se usa: no lo retires aún.',
  edit: 'Editar',
  editNamed: 'Editar el secreto {hint}',
  rotate: 'Regenerar',
  rotateNamed: 'Regenerar el secreto {hint}',
  revoke: 'Revocar',
  revokeNamed: 'Revocar el secreto {hint}',

  form: {
    createTitle: 'Nuevo secreto',
    editTitle: 'Editar el secreto',
    description: 'Descripción (opcional)',
    descriptionHelp: 'Para distinguirlo de los demás, por ejemplo «Servidor de Bogotá».',
    descriptionPlaceholder: 'Servidor de Bogotá',
    end: 'Fin',
    ends: {
      month: 'En un mes',
      halfYear: 'En seis meses',
      year: 'En un año',
      threeYears: 'En tres años',
      date: 'En una fecha',
      never: 'Nunca',
      unchanged: 'Sin cambios ({end})',
    },
    endDate: 'Último día en que vale',
    neverWarning:
      'Un secreto sin fin vale hasta que alguien lo revoque. Si se filtra y nadie lo nota, no caduca por sí solo.',
    start: 'Inicio',
    starts: { now: 'Desde ahora', date: 'Desde una fecha' },
    startDate: 'Primer día en que vale',
    submitCreate: 'Crear secreto',
    submitEdit: 'Guardar',
    cancel: 'Cancelar',
    failed: 'No se pudo guardar. Vuelve a intentarlo.',
    problems: {
      description: {
        TOO_LONG: 'Como máximo 200 caracteres.',
        CONTROL_CHARACTER: 'Quita los caracteres de control invisibles (suelen venir al pegar).',
      },
      startsAt: {
        REQUIRED: 'Elige una fecha.',
        TOO_EARLY: 'Esta fecha ya pasó. Elige «Desde ahora» o una fecha futura.',
        TOO_LATE: 'Como máximo dentro de tres años.',
      },
      expiresAt: {
        REQUIRED: 'Elige una fecha.',
        TOO_EARLY: 'Un secreto vale un día como mínimo. Para terminarlo ya, revócalo.',
        TOO_LATE:
          'Demasiado tarde: un secreto vale tres años como máximo, y uno en reemplazo treinta días. Uno terminado no revive.',
      },
    },
    tooMany: 'Este cliente ya tiene cinco secretos. Revoca antes uno que ya no haga falta.',
  },

  overlap: {
    label: 'El secreto anterior deja de valer',
    now: 'Inmediatamente',
    hour: 'En una hora',
    day: 'En un día',
    week: 'En siete días',
    month: 'En treinta días',
    goesOn:
      'El Client Secret anterior sigue valiendo hasta entonces, para que cambies la aplicación sin cortes.',
    application: 'Cuando termine, la aplicación que aún lo use dejará de recibir tokens.',
    lastUsed: '{hint} se usó {at} desde {address}.',
    neverUsed: '{hint} no se ha usado nunca.',
  },

  remove: {
    title: '¿Revocar este secreto?',
    ends: 'El secreto {hint} deja de valer inmediatamente y para siempre.',
    last: 'Es el último con el que este cliente puede pedir tokens. Quedará sin acceso hasta que le des otro.',
    inUse: 'Se usó {at} desde {address}: la aplicación que lo usa dejará de recibir tokens.',
    others: 'Los demás secretos del cliente siguen valiendo.',
    evenIfLast: 'Dejar el cliente sin secretos',
    evenIfLastHelp: 'Podrás darle uno nuevo cuando quieras.',
    confirm: 'Revocar',
    cancel: 'Cancelar',
    failed: 'No se pudo revocar. Vuelve a intentarlo.',
    needsConsent: 'Marca la casilla para dejar el cliente sin secretos, o crea antes otro.',
  },

  done: {
    created: 'Secreto creado para {name}',
    updated: 'Secreto actualizado: {hint}',
    revoked: 'Secreto revocado: {hint}',
    gone: 'Ese secreto ya no existe.',
  },

  ending: {
    notice:
      '{count} secreto termina en los próximos 30 días | {count} secretos terminan en los próximos 30 días',
    title: 'Secretos que terminan pronto',
    intro: 'En los próximos 30 días, los más cercanos primero.',
    none: 'Ningún secreto termina en los próximos 30 días.',
    open: 'Ver los secretos de {name}',
    onCard: 'Un secreto termina {at}',
  },
};
