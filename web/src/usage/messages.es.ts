export default {
  title: 'Problemas de acceso',
  intro: 'Los últimos rechazos de «{name}» al pedir o consultar tokens, y qué hay que corregir.',
  loading: 'Cargando los rechazos',
  loadFailed: 'No se pudieron cargar los rechazos',
  refresh: 'Actualizar',
  refreshFailed: 'No se pudo actualizar. Esto es lo último que se leyó.',
  empty: 'Ningún rechazo',
  emptyMeaning: 'No hay solicitudes rechazadas de este cliente. Las nuevas aparecen a los pocos segundos.',
  kept: 'Se guardan los últimos 50 rechazos de cada cliente.',
  byTheApi:
    'Aquí no aparece lo que rechaza la propia API. Si la aplicación consulta pero no puede crear, actualizar o eliminar (403), a su token le falta ese permiso: añádelo al cliente y la aplicación lo tendrá en su próximo token.',
  notFound: 'Este cliente ya no existe',
  notFoundMeaning: 'Alguien lo eliminó, o la dirección no es correcta.',
  backToClients: 'Volver a los clientes',
  editClient: 'Editar el cliente',
  seeClient: 'Ver el cliente {name}',
  seeRefusals: 'Ver todos sus problemas de acceso',

  lookUp: {
    title: 'El rechazo con este error_id',
    loading: 'Buscando el rechazo',
    failed: 'No se pudo buscar el rechazo',
    unknown: 'No hay ningún rechazo con ese error_id',
    unknownMeaning:
      'Quizá sea de hace muy pocos segundos: vuelve a intentarlo. Si es antiguo o de otra instalación, ya no está aquí; quien opera Llavero puede buscarlo en el registro.',
    retry: 'Buscar de nuevo',
    clear: 'Volver a la lista',
  },

  facts: {
    at: 'Cuándo',
    endpoint: 'Al pedir',
    address: 'Desde',
    clientId: 'Client ID enviado',
    secret: 'Client Secret enviado',
    secretReplaced: 'reemplazado',
    scopes: 'Permisos que faltan',
    errorId: 'error_id',
    copyErrorId: 'Copiar el error_id {id}',
  },

  causes: {
    NO_CREDENTIALS: {
      cause: 'No envió el Client ID o el Client Secret',
      mend: 'La aplicación tiene que enviar los dos: por HTTP Basic, o como client_id y client_secret en el formulario.',
    },
    MALFORMED_HEADER: {
      cause: 'La cabecera Authorization está mal formada',
      mend: 'Debe ser la palabra Basic, un espacio y, en base64, el Client ID, dos puntos y el Client Secret.',
    },
    NOT_FORM_ENCODED: {
      cause: 'Las credenciales llevan un signo % que no corresponde',
      mend: 'Hay que codificar el Client ID y el Client Secret como en un formulario antes de pasarlos a base64.',
    },
    TWO_METHODS: {
      cause: 'Envió el Client Secret de dos formas a la vez',
      mend: 'Configura la aplicación para que use solo una: HTTP Basic o el formulario.',
    },
    CLIENT_ID_MISMATCH: {
      cause: 'Envió dos Client ID distintos',
      mend: 'El client_id del formulario tiene que ser el de la cabecera Authorization; también puede quitarse.',
    },
    UNKNOWN_CLIENT: {
      cause: 'El Client ID no existe',
      mend: 'Está mal copiado, es de otra instalación, o el cliente se eliminó. Cópialo otra vez de su tarjeta.',
    },
    CLIENT_ID_BEGINS_WITH_BLANK: {
      cause: 'El Client ID empieza con un espacio',
      mend: 'Cópialo otra vez en la aplicación, sin nada delante.',
    },
    CLIENT_ID_ENDS_WITH_BLANK: {
      cause: 'El Client ID termina con un espacio o un salto de línea',
      mend: 'Cópialo otra vez en la aplicación, sin nada detrás.',
    },
    CLIENT_ID_HOLDS_BLANK: {
      cause: 'El Client ID tiene un espacio en medio',
      mend: 'Cópialo otra vez en la aplicación, de una sola pieza.',
    },
    CLIENT_ID_IS_SECRET: {
      cause: 'Envió el Client Secret en el lugar del Client ID',
      mend: 'Están cambiados en la aplicación. El secreto puede haber quedado en algún registro: regenéralo.',
    },
    SECRET_IMPOSSIBLE: {
      cause: 'Lo que envió no es un Client Secret',
      mend: 'Está incompleto, entre comillas, mal escrito, o es un texto de ejemplo. Cópialo entero o regenéralo.',
    },
    SECRET_BEGINS_WITH_BLANK: {
      cause: 'El Client Secret empieza con un espacio',
      mend: 'Cópialo otra vez en la aplicación, sin nada delante.',
    },
    SECRET_ENDS_WITH_BLANK: {
      cause: 'El Client Secret termina con un espacio o un salto de línea',
      mend: 'Cópialo otra vez en la aplicación, sin nada detrás.',
    },
    SECRET_HOLDS_BLANK: {
      cause: 'El Client Secret tiene un espacio en medio',
      mend: 'Cópialo otra vez en la aplicación, de una sola pieza.',
    },
    SECRET_REPLACED: {
      cause: 'Usa un Client Secret que ya se reemplazó',
      mend: 'Pon en la aplicación el Client Secret nuevo. Si no lo tienes, regenéralo.',
    },
    SECRET_OF_ANOTHER_CLIENT: {
      cause: 'El Client Secret es de otro cliente',
      mend: 'El Client ID y el Client Secret tienen que ser del mismo cliente.',
    },
    SECRET_UNKNOWN: {
      cause: 'Este cliente no tiene ese Client Secret',
      mend: 'Es de otra instalación, o se reemplazó hace mucho. Pon el actual o regenéralo.',
    },
    WRONG_SECRET: {
      cause: 'El Client Secret no es correcto',
      mend: 'Empieza como uno de este cliente, pero no lo es. Cópialo otra vez; si no fue un error, alguien intenta adivinarlo.',
    },
    SECRET_EXPIRED: {
      cause: 'El Client Secret caducó',
      mend: 'Pon en la aplicación uno más nuevo o regenéralo.',
    },
    SECRET_NOT_YET_VALID: {
      cause: 'El Client Secret todavía no vale',
      mend: 'Espera a que empiece su plazo, o usa otro mientras tanto.',
    },
    CLIENT_DISABLED: {
      cause: 'El cliente está deshabilitado',
      mend: 'Las credenciales son correctas. Para que vuelva a recibir tokens, edita el cliente y habilítalo.',
    },
    ADDRESS_NOT_ALLOWED: {
      cause: 'Esta dirección no está entre las permitidas del cliente',
      mend: 'Las credenciales son correctas. Si la aplicación está ahí, añade la dirección al cliente; si no, alguien más las tiene: regenera el Client Secret.',
    },
    SECRET_FOR_ASSERTION: {
      cause: 'Envió un Client Secret, pero este cliente usa una clave privada',
      mend: 'Configura la aplicación con private_key_jwt, o cambia el método de autenticación del cliente.',
    },
    ASSERTION_FOR_SECRET: {
      cause: 'Firmó con una clave privada, pero este cliente usa un Client Secret',
      mend: 'Configura la aplicación con su Client Secret, o registra sus claves públicas en el cliente.',
    },
    ASSERTION_AND_SECRET: {
      cause: 'Envió una aserción firmada y, además, un secreto o una cabecera Authorization',
      mend: 'Con private_key_jwt se envía solo la aserción.',
    },
    ASSERTION_TYPE: {
      cause: 'La aserción firmada está incompleta',
      mend: 'Hacen falta client_assertion y client_assertion_type, este con el valor urn:ietf:params:oauth:client-assertion-type:jwt-bearer.',
    },
    ASSERTION_MALFORMED: {
      cause: 'La aserción no es un JWT firmado',
      mend: 'Revisa cómo la crea la aplicación; la guía para integradores tiene un ejemplo.',
    },
    ASSERTION_INCOMPLETE: {
      cause: 'A la aserción le falta un dato',
      mend: 'Tiene que llevar iss, sub, aud, exp y jti, cada uno de su tipo.',
    },
    ASSERTION_OF_ANOTHER_CLIENT: {
      cause: 'La aserción no es de un solo cliente',
      mend: 'iss, sub y, si se envía, client_id tienen que ser el Client ID.',
    },
    ASSERTION_ALGORITHM: {
      cause: 'La aserción está firmada con un algoritmo que no se admite',
      mend: 'Usa uno de clave pública; por ejemplo, ES256.',
    },
    ASSERTION_KEY_UNKNOWN: {
      cause: 'El cliente no tiene la clave con la que se firmó',
      mend: 'Su kid no está registrado, o la clave registrada es de otro tipo. Añade la clave pública al cliente.',
    },
    ASSERTION_SIGNATURE: {
      cause: 'La firma no corresponde a la clave pública registrada',
      mend: 'La aplicación firma con otra clave privada. Registra la pública que le corresponde.',
    },
    ASSERTION_AUDIENCE: {
      cause: 'La aserción es para otro servicio',
      mend: 'Su aud tiene que ser un solo texto: el emisor o la URL del token.',
    },
    ASSERTION_EXPIRED: {
      cause: 'La aserción caducó',
      mend: 'Hay que crear una para cada solicitud. Si era nueva, el reloj de la aplicación está mal.',
    },
    ASSERTION_TOO_LONG: {
      cause: 'La aserción dura demasiado',
      mend: 'Su exp puede estar como máximo a 10 minutos.',
    },
    ASSERTION_TOO_EARLY: {
      cause: 'La aserción es del futuro',
      mend: 'El reloj de la aplicación va adelantado más de 30 segundos: corrígelo.',
    },
    ASSERTION_USED: {
      cause: 'La aserción ya se usó',
      mend: 'Hay que crear una para cada solicitud, con un jti al azar. Si ya lo hace, alguien pudo copiarla.',
    },
    TOO_MANY_FAILURES: {
      cause: 'Hubo demasiados intentos fallidos',
      mend: 'Corrige la causa de los anteriores y espera un minuto.',
    },
    TOO_MANY_CHECKS: {
      cause: 'El servidor estaba ocupado',
      mend: 'No hay nada que corregir: la aplicación puede volver a intentarlo.',
    },
    GRANT_TYPE_MISSING: {
      cause: 'No envió grant_type',
      mend: 'La aplicación tiene que enviar grant_type=client_credentials.',
    },
    UNSUPPORTED_GRANT_TYPE: {
      cause: 'Envió un grant_type que no se admite',
      mend: 'La aplicación tiene que enviar grant_type=client_credentials.',
    },
    GRANT_TYPE_NOT_ALLOWED: {
      cause: 'El cliente no puede usar ese grant_type',
      mend: 'La aplicación tiene que enviar grant_type=client_credentials.',
    },
    SCOPE_NOT_ALLOWED: {
      cause: 'Pidió permisos que el cliente no tiene',
      mend: 'Añade esos permisos al cliente, o haz que la aplicación pida menos.',
    },
    SCOPE_MALFORMED: {
      cause: 'Los permisos están mal escritos',
      mend: 'En scope van los nombres separados por un solo espacio.',
    },
    SCOPES_OF_SEVERAL_APIS: {
      cause: 'Pidió a la vez permisos de varias API',
      mend: 'Un token es para una API: la aplicación tiene que pedir uno para cada una.',
    },
    NO_PERMISSIONS: {
      cause: 'El cliente no tiene ningún permiso',
      mend: 'Se le quitaron, o sus grupos están vacíos. Dale alguno.',
    },
    TARGET_MALFORMED: {
      cause: 'El resource no es un URI absoluto sin fragmento',
      mend: 'La aplicación tiene que enviar la audiencia de la API tal cual.',
    },
    TARGET_REPEATED: {
      cause: 'Nombró varias API a la vez',
      mend: 'Un token es para una API: la aplicación tiene que pedir uno para cada una.',
    },
    TARGET_NOT_ALLOWED: {
      cause: 'Pidió un token para una API en la que el cliente no puede hacer nada',
      mend: 'Compara el resource con la audiencia de la API y revisa los permisos del cliente.',
    },
    TARGET_MISSING: {
      cause: 'No dijo para qué API quiere el token',
      mend: 'El cliente tiene permisos en varias: la aplicación tiene que enviar como resource la audiencia de una.',
    },
    TOKEN_MISSING: {
      cause: 'No envió ningún token',
      mend: 'El formulario tiene que llevar token.',
    },
    INTROSPECTION_NOT_ALLOWED: {
      cause: 'Preguntó por un token y no tiene permiso para ello',
      mend: 'Si es una API que debe preguntar, marca en el cliente «Puede consultar tokens (introspección)».',
    },
    TOO_MANY_GUESSES: {
      cause: 'Preguntó por demasiados tokens que nunca se emitieron aquí',
      mend: 'Puede que alguien esté probando tokens en esa API.',
    },
    TOO_MANY_REVOKED: {
      cause: 'La organización tiene demasiados tokens anulados que aún no expiran',
      mend: 'El máximo es 10 000. Anular todos los tokens de un cliente no cuenta.',
    },
    WRONG_METHOD: { cause: 'La solicitud no era POST', mend: 'La aplicación tiene que usar POST.' },
    WRONG_CONTENT_TYPE: {
      cause: 'La solicitud no era un formulario',
      mend: 'Los parámetros van en el cuerpo, como application/x-www-form-urlencoded. No se admite JSON.',
    },
    NOT_UTF8: { cause: 'La solicitud no está en UTF-8', mend: 'La aplicación tiene que enviarla en UTF-8.' },
    REPEATED_PARAMETER: {
      cause: 'Un parámetro aparece dos veces',
      mend: 'Cada parámetro del formulario se envía una sola vez.',
    },
    TOO_LARGE: {
      cause: 'La solicitud es demasiado grande',
      mend: 'Revisa qué envía la aplicación: bastan unos pocos parámetros.',
    },
    PLAIN_CONNECTION: {
      cause: 'La solicitud llegó sin https',
      mend: 'La aplicación tiene que usar https. Si hay un proxy delante, quien opera Llavero tiene que declararlo en LLAVERO_TRUST_PROXY.',
    },
    MALFORMED_REQUEST: {
      cause: 'La solicitud no cumple el protocolo',
      mend: 'La respuesta que recibió la aplicación dice qué hay que corregir.',
    },
    UNAVAILABLE: {
      cause: 'Llavero no pudo responder',
      mend: 'La aplicación no tiene la culpa: puede volver a intentarlo. Si sigue, avisa a quien opera Llavero.',
    },
  },
};
