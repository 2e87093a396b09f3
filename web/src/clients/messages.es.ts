import form from './messages.form.es.ts';
import help from './messages.help.es.ts';
import menu from './messages.menu.es.ts';
import problems from './messages.problems.es.ts';
import secrets from './messages.secrets.es.ts';
import selection from './messages.selection.es.ts';

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

  help,

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
    edit: 'Editar',
    editNamed: 'Editar {name}',
    delete: 'Eliminar',
    deleteNamed: 'Eliminar {name}',
  },

  menu,

  selection,

  form,

  problems,

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
