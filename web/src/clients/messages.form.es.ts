export default {
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
};
