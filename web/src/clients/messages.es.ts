import secrets from './messages.secrets.es.ts';

export default {
  title: 'Clientes OAuth2',
  breadcrumb: 'API',
  countMoreThan: 'más de {count}',
  create: 'Crear Cliente',

  fields: {
    name: 'Nombre del Cliente',
    scopes: 'Permisos (Scopes)',
    permissionGroupIds: 'Grupos de permisos',
    description: 'Descripción',
    clientId: 'Client ID',
    createdAt: 'Fecha de creación',
    clientSecret: 'Client Secret',
    grantType: 'Tipo de Autenticación',
    authenticationMethod: 'Método de autenticación',
    jwks: 'Claves públicas (JWKS)',
    mayIntrospect: 'Puede consultar tokens (introspección)',
    enabled: 'Habilitado',
    accessTokenLifetimeSeconds: 'Vida de los tokens (minutos)',
    allowedAddresses: 'Direcciones permitidas',
    owner: 'Responsable',
    technicalContact: 'Contacto técnico',
    labels: 'Etiquetas',
  },

  authentication: {
    CLIENT_SECRET: {
      title: 'Client Secret',
      meaning: 'La aplicación envía su Client ID y su Client Secret. Es lo habitual.',
      change:
        'Al guardar, las claves actuales dejan de ser válidas y la aplicación no podrá pedir tokens hasta que generes su Client Secret con el botón ↻ de la tarjeta.',
    },
    PRIVATE_KEY_JWT: {
      title: 'Clave privada (private_key_jwt)',
      meaning:
        'La aplicación firma cada solicitud con una clave privada que nunca sale de ella. No hay Client Secret: aquí solo se guardan sus claves públicas.',
      change: 'Al guardar, el Client Secret actual deja de ser válido inmediatamente.',
    },
    jwksHelp:
      'Pega el JWKS de la aplicación: de 1 a 10 claves públicas (EC, Ed25519 o RSA de 2048 bits o más).',
    read: 'Claves leídas: {keys}',
    createdTitle: 'Cliente creado',
    createdMeaning:
      'No hay ningún secreto que copiar: la aplicación se autentica con su clave privada. Entrega estos datos a quien la desarrolla.',
    tokenUrl: 'URL del token',
    copyTokenUrl: 'Copiar la URL del token',
    example: 'Ejemplo en Node.js',
    copyExample: 'Copiar el ejemplo',
    done: 'Entendido',
  },

  scopes: {
    read: {
      title: 'Consultar',
      meaning:
        'Leer y consultar información (propiedades, contratos, terceros, facturas, etc.) a través de la API.',
    },
    create: { title: 'Crear', meaning: 'Crear nuevos registros a través de la API.' },
    update: { title: 'Actualizar', meaning: 'Modificar registros existentes a través de la API.' },
    delete: { title: 'Eliminar', meaning: 'Eliminar registros a través de la API.' },
  },

  help: {
    label: 'Qué es un cliente y cómo se usa',
    client: {
      question: '¿Qué es un Cliente OAuth2?',
      answer:
        'Es el registro de una aplicación o un sistema externo que necesita acceder a la API. Al crearlo se generan un Client ID y un Client Secret, que son como el usuario y la contraseña de esa aplicación.',
    },
    api: {
      question: '¿Qué es una API?',
      answer:
        'Es la puerta por la que otros programas consultan y gestionan tu información sin pasar por las pantallas. Solo entra quien trae un token vigente, y solo hace lo que sus permisos le dejan.',
    },
    token: {
      question: '¿Cómo se autentica la aplicación?',
      steps: {
        ask: 'Solicitar acceso',
        askMeaning: 'Envía su Client ID y su Client Secret.',
        receive: 'Recibir token',
        receiveMeaning: 'Obtiene un token temporal (JWT) con su fecha de expiración.',
        use: 'Usar el token',
        useMeaning: 'Lo incluye en cada solicitud:',
        renew: 'Renovar cuando expire',
        renewMeaning: 'Repite el paso 1 y recibe un token nuevo.',
      },
    },
    advice: {
      title: 'Antes de crear un cliente',
      name: 'Elige un nombre claro y descriptivo: con varios clientes, así sabrás de qué aplicación es cada uno.',
      onePerApplication: 'Crea un cliente para cada aplicación o integración.',
      scopes: 'Decide qué permisos necesita la aplicación.',
    },
    guide: 'Guía para integradores',
  },

  list: {
    search: 'Buscar clientes',
    searchPlaceholder: 'Nombre, descripción, Client ID o error_id',
    clearSearch: 'Borrar la búsqueda',
    order: 'Ordenar',
    orders: {
      name: 'Nombre, de la A a la Z',
      'name-desc': 'Nombre, de la Z a la A',
      'created-desc': 'Los más recientes primero',
      created: 'Los más antiguos primero',
      'used-desc': 'Los últimos usados primero',
      used: 'Los que llevan más sin usarse primero',
    },
    loading: 'Cargando los clientes',
    loaded: 'No hay clientes | 1 cliente | {count} clientes',
    loadMore: 'Ver más clientes',
    refreshFailed: 'La lista no se pudo actualizar.',
    failed: 'No se pudieron cargar los clientes',
    empty: 'Aún no hay ningún cliente',
    emptyMeaning: 'Crea el primero para que una aplicación externa pueda usar la API.',
    emptyForViewer: 'Cuando un administrador cree el primero, lo verás aquí.',
    noResults: 'Nada coincide con «{search}»',
    noResultsMeaning:
      'Se busca en el nombre, la descripción, las etiquetas, los contactos y el Client ID. También puedes pegar un error_id.',
  },

  card: {
    disabled: 'Deshabilitado',
    copyClientId: 'Copiar el Client ID de {name}',
    secretHidden: 'Oculto: solo se muestra al crearlo o al regenerarlo',
    secretHint: 'Empieza por {hint}',
    rotate: 'Regenerar el Client Secret de {name}',
    rotateTitle: 'Regenerar el Client Secret',
    keys: 'Claves públicas',
    noSecret: 'Aún no tiene',
    scopes: 'Permisos',
    addresses: 'Solo desde',
    owner: 'Responsable',
    technicalContact: 'Técnico',
    groups: 'De los grupos: {names}',
    lastUsed: 'Último uso:',
    neverUsed: 'Sin usar todavía',
    refusals: 'Problemas de acceso',
    refusalsNamed: 'Problemas de acceso de {name}',
    history: 'Historial',
    historyNamed: 'Historial de {name}',
    edit: 'Editar',
    editNamed: 'Editar {name}',
    delete: 'Eliminar',
    deleteNamed: 'Eliminar {name}',
  },

  form: {
    createTitle: 'Nuevo Cliente OAuth2',
    editTitle: 'Editar Cliente OAuth2',
    allRequired: 'Los tres campos son obligatorios.',
    requiredWithGroups:
      'El nombre y la descripción son obligatorios, y al menos un permiso o un grupo de permisos.',
    nameHelp:
      'El nombre de la aplicación que usará estas credenciales. Es solo una etiqueta: puedes cambiarlo después.',
    namePlaceholder: 'Por ejemplo, Portal Web Corporativo',
    scopesHelp:
      'Otorga solo los permisos estrictamente necesarios. Si la aplicación solo consulta, elige únicamente «Consultar».',
    deleteWarning:
      'Con «Eliminar», la aplicación podrá borrar registros. Inclúyelo solo si de verdad lo necesita.',
    descriptionHelp: 'Para qué se creó el cliente y quién lo utiliza.',
    descriptionPlaceholder: 'Por ejemplo, credenciales API para el portal web corporativo',
    goneScopes: 'Ya no se ofrecen',
    advanced: 'Opciones avanzadas',
    mayIntrospectHelp: 'Para las API que preguntan a Llavero si un token sigue vigente.',
    enabledHelp: 'Sin la marca, la aplicación no recibe tokens y los ya emitidos dejan de valer.',
    disabling:
      'Al guardar, los tokens ya emitidos dejan de valer para siempre; si vuelves a habilitarlo, la aplicación pide otros con las mismas credenciales.',
    lifetimePlaceholder: 'La de la API',
    lifetimeHelp:
      'Vacío: lo que diga la API, normalmente una hora. Una API que solo verifica con las claves públicas acepta hasta que expiren también los tokens anulados: cuanto más corta, antes surte efecto anular, deshabilitar o eliminar.',
    addressesHelp:
      'Una por línea, IPv4 o IPv6, o un rango en CIDR. Vacío: desde cualquier dirección. Desde otra, la aplicación no recibe tokens; los que ya tiene valen donde sea.',
    ownerHelp: 'La persona o el equipo que responde por el cliente.',
    technicalContactHelp: 'A quién llamar cuando no funciona.',
    contact: { name: 'Nombre', email: 'Correo electrónico' },
    labelsHelp: 'Una por línea, 10 como máximo. La búsqueda las encuentra.',
    labelsPlaceholder: 'producción\nnorte',
    counter: '{count} de {limit} caracteres',
    generated: 'Se genera al crear el cliente',
    unsaved: 'Al guardarlo',
    fixed: 'Se asigna automáticamente',
    copyGrantType: 'Copiar el Tipo de Autenticación',
    scopesApplyLater: 'Los cambios de permisos se aplican a las nuevas solicitudes.',
    effectiveScopes: 'En total podrá:',
    submitCreate: 'Crear Cliente',
    submitUpdate: 'Actualizar Cliente',
    cancel: 'Cancelar',
    offline: 'No hay conexión con el servidor. Lo que has escrito sigue aquí: vuelve a intentarlo.',
    failed: 'No se pudo guardar. Lo que has escrito sigue aquí: vuelve a intentarlo.',
    nothingChanged: 'No has cambiado nada.',
    loading: 'Cargando el cliente',
    loadFailed: 'No se pudo cargar el cliente',
    notFound: 'Este cliente ya no existe',
    notFoundMeaning:
      'Alguien lo eliminó, o la dirección no es correcta. Un cliente eliminado no se puede recuperar.',
    backToList: 'Volver a la lista',
  },

  problems: {
    name: {
      REQUIRED: 'Escribe el nombre del cliente: es un campo obligatorio.',
      TOO_LONG: 'El nombre es demasiado largo: como máximo, {limit} caracteres.',
      CONTROL_CHARACTER:
        'El nombre contiene caracteres invisibles que no se admiten. Bórralo y escríbelo de nuevo, sin pegarlo.',
      NAME_TAKEN: 'Ya hay un cliente con ese nombre. Elige otro.',
      OTHER: 'Este nombre no se admite. Elige otro.',
    },
    scopes: {
      REQUIRED: 'Elige al menos un permiso: es un campo obligatorio.',
      UNKNOWN_SCOPE: 'Uno de los permisos ya no existe. Recarga la página y elige de nuevo.',
      OTHER: 'Estos permisos no se admiten. Elige otros.',
    },
    permissionGroupIds: {
      UNKNOWN_GROUP: 'Uno de los grupos ya no existe. Recarga la página y elige de nuevo.',
      OTHER: 'Estos grupos no se admiten. Elige otros.',
    },
    description: {
      REQUIRED: 'Escribe una descripción: es un campo obligatorio.',
      TOO_LONG: 'La descripción es demasiado larga: como máximo, {limit} caracteres.',
      CONTROL_CHARACTER:
        'La descripción contiene caracteres invisibles que no se admiten. Bórrala y escríbela de nuevo, sin pegarla.',
      OTHER: 'Esta descripción no se admite. Cámbiala.',
    },
    jwks: {
      REQUIRED: 'Pega las claves públicas de la aplicación: con este método son obligatorias.',
      NOT_JSON: 'Esto no es JSON. Pega el JWKS completo, desde la primera llave hasta la última.',
      NOT_A_SET: 'Esto no es un JWKS: falta la lista «keys», en la que va cada clave.',
      KEY_COUNT: 'El JWKS debe tener de 1 a 10 claves.',
      PRIVATE_KEY:
        'Aquí hay una clave privada. Pega solo las públicas y cambia esta por otra: ha salido de la aplicación.',
      UNSUPPORTED_KEY:
        'Una de las claves no se admite: solo EC (P-256, P-384 o P-521), Ed25519 o RSA de 2048 bits o más.',
      SAME_KID: 'Dos claves tienen el mismo «kid». Dale a cada una el suyo.',
      INVALID_JWKS:
        'El servidor no admite estas claves: alguna está incompleta, o su «use», «alg» o «key_ops» no son de firma. Expórtalas de nuevo.',
      OTHER: 'Estas claves no se admiten. Expórtalas de nuevo.',
    },
    accessTokenLifetimeSeconds: {
      OUT_OF_RANGE: 'Elige de 1 a 1440 minutos (24 horas), o deja el campo vacío.',
      OTHER: 'Esta duración no se admite. Elige otra.',
    },
    allowedAddresses: {
      INVALID_ADDRESS:
        'Una línea no es una dirección ni un rango en CIDR, como 203.0.113.7 o 10.0.0.0/8. Un rango empieza por su primera dirección.',
      TOO_MANY: 'Como máximo, 50 direcciones y rangos.',
      OTHER: 'Estas direcciones no se admiten. Cámbialas.',
    },
    owner: {
      REQUIRED: 'Escribe también el nombre, o borra el correo.',
      INVALID_EMAIL: 'Este correo no es válido. Corrígelo o bórralo.',
      TOO_LONG: 'El nombre es demasiado largo: como máximo, 120 caracteres.',
      CONTROL_CHARACTER:
        'El nombre contiene caracteres invisibles que no se admiten. Escríbelo de nuevo, sin pegarlo.',
      OTHER: 'Este contacto no se admite. Cámbialo.',
    },
    technicalContact: {
      REQUIRED: 'Escribe también el nombre, o borra el correo.',
      INVALID_EMAIL: 'Este correo no es válido. Corrígelo o bórralo.',
      TOO_LONG: 'El nombre es demasiado largo: como máximo, 120 caracteres.',
      CONTROL_CHARACTER:
        'El nombre contiene caracteres invisibles que no se admiten. Escríbelo de nuevo, sin pegarlo.',
      OTHER: 'Este contacto no se admite. Cámbialo.',
    },
    labels: {
      TOO_LONG: 'Una etiqueta es demasiado larga: como máximo, 50 caracteres.',
      TOO_MANY: 'Como máximo, 10 etiquetas.',
      CONTROL_CHARACTER:
        'Una etiqueta contiene caracteres invisibles que no se admiten. Escríbela de nuevo, sin pegarla.',
      OTHER: 'Estas etiquetas no se admiten. Cámbialas.',
    },
  },

  conflict: {
    title: 'Alguien cambió este cliente mientras lo editabas',
    meaning: 'Lo tuyo aún no se ha guardado. Compara las dos versiones y elige.',
    theirs: 'Ahora dice',
    mine: 'Tu versión',
    untouched: 'No lo cambiaste',
    yes: 'Sí',
    no: 'No',
    keepTheirs: 'Quedarme con lo suyo',
    applyMine: 'Guardar lo mío encima',
    keptTheirs: 'El formulario muestra ahora los datos actuales.',
  },

  secret: {
    createdTitle: 'Cliente OAuth2 Creado Exitosamente',
    rotatedTitle: 'Nueva Contraseña Generada',
    addedTitle: 'Nuevo secreto creado',
    copyClientId: 'Copiar el Client ID',
    copyClientSecret: 'Copiar el Client Secret',
    onlyOnce: 'Copia el Client Secret ahora: es la única vez que lo verás.',
    onlyOnceMeaning:
      'No se almacena en texto plano y no podrá recuperarse. Si lo pierdes, genera uno nuevo con el botón ↻ de la tarjeta del cliente.',
    updateApplication: 'Actualiza ahora la aplicación que usaba este cliente.',
    updateApplicationMeaning:
      'El Client Secret anterior ya no es válido: sin el nuevo, no podrá pedir más tokens.',
    ready: 'Listo para usar',
    copyShape: 'Copiar el texto para {shape}',
    tryNow: 'Probar ahora',
    expiresIn: 'caduca en {time}',
    expired: 'caducado',
    claims: 'Contenido del token',
    save: 'Guardar en archivo',
    saveAs: 'Guardar como {kind}',
    done: 'Entendido, ya copié las credenciales',
    notKeptTitle: 'Aún no has copiado el Client Secret',
    notKeptMeaning: 'Al cerrar, no volverá a mostrarse. Si lo pierdes, tendrás que generar otro.',
    leaveTitle: '¿Salir de esta pantalla?',
    leaveMeaning: 'El Client Secret no volverá a mostrarse. Asegúrate de haberlo copiado.',
    close: 'Cerrar de todos modos',
    stay: 'Volver y copiarlo',
    refusal: {
      invalid_client:
        'El servidor no aceptó las credenciales. Quizá alguien acaba de regenerar, deshabilitar o eliminar este cliente, o no puede pedir tokens desde aquí.',
      unreachable: 'No hay conexión con el servidor. Las credenciales siguen aquí: vuelve a intentarlo.',
      temporarily_unavailable: 'El servidor está ocupado. Espera unos segundos y vuelve a intentarlo.',
      other: 'El servidor no entregó un token ({error}). Vuelve a intentarlo.',
    },
  },

  secrets,

  rotate: {
    title: '¿Regenerar el Client Secret?',
    previous: 'El Client Secret anterior queda inválido inmediatamente.',
    application: 'La aplicación que lo usa dejará de recibir tokens hasta que la actualices con el nuevo.',
    tokens: 'Los tokens ya emitidos siguen vigentes hasta que expiren.',
    tokensEnd: 'Los tokens ya emitidos también dejan de valer.',
    revokeTokens: 'Anular también los tokens ya emitidos',
    revokeTokensHelp:
      'Llavero deja de darlos por vigentes; las API que solo verifican con las claves públicas los aceptan hasta que expiren.',
    unchanged: 'El Client ID, el nombre, los permisos y la descripción no cambian.',
    confirm: 'Regenerar',
    cancel: 'Cancelar',
    failed: 'No se pudo regenerar. El Client Secret actual puede seguir vigente: vuelve a intentarlo.',
  },

  remove: {
    title: '¿Eliminar este cliente?',
    permanent:
      'Se eliminarán permanentemente el cliente, sus credenciales (Client ID y Client Secret) y todos sus tokens de acceso.',
    access:
      'Las aplicaciones que las usen perderán el acceso inmediatamente: sus tokens ya emitidos también dejan de valer. Solo una API que únicamente comprueba la firma los acepta hasta que expiren, normalmente una hora.',
    check: 'Asegúrate de que ninguna aplicación activa dependa de este cliente.',
    irreversible:
      'No se puede deshacer. Si lo eliminas por error, tendrás que crear un nuevo cliente y actualizar las credenciales en la aplicación.',
    usedRecently: 'Este cliente se usó en las últimas 24 horas.',
    typeName: 'Escribe el nombre del cliente para confirmar',
    wrongName: 'No coincide. Escribe el nombre tal como aparece arriba.',
    confirm: 'Eliminar',
    cancel: 'Cancelar',
    failed: 'No se pudo eliminar. El cliente sigue como estaba: vuelve a intentarlo.',
  },

  done: {
    created: 'Cliente creado: {name}',
    updated: 'Cliente actualizado: {name}',
    rotated: 'Client Secret regenerado: {name}',
    deleted: 'Cliente eliminado: {name}',
    updatedWithoutSecret: 'Cliente actualizado: {name}. Genera ahora su Client Secret con el botón ↻.',
    hasNoSecret: 'Ese cliente se autentica ahora con su clave privada y no tiene Client Secret.',
    alreadyGone: 'Ese cliente ya no existe. La lista está al día.',
  },
};
