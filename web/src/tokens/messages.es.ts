export default {
  keys: {
    title: 'Claves de firma',
    intro: 'Con ellas Llavero firma los tokens, y con su parte pública las API los verifican. Rotan solas.',
    list: 'Claves',
    loadFailed: 'No se pudieron cargar las claves',
    copyId: 'Copiar el identificador de la clave {id}',
    states: {
      NEXT: { name: 'Siguiente', meaning: 'Publicada. Firmará después de la próxima rotación.' },
      CURRENT: { name: 'Actual', meaning: 'Firma los tokens.' },
      RETIRED: { name: 'Retirada', meaning: 'Ya no firma. Sigue publicada mientras vivan sus tokens.' },
      REVOKED: { name: 'Revocada', meaning: 'No está publicada, y sus tokens no valen.' },
    },
    since: {
      NEXT: 'Publicada {at}',
      CURRENT: 'Firma desde {at}',
      RETIRED: 'Dejó de firmar {at}',
      REVOKED: 'Revocada {at}',
    },
    readyAt: 'Podrá firmar {at}',
    rotate: 'Rotar ahora',
    rotateOne: 'Rotar {algorithm} ahora',
    rotateTitle: '¿Rotar la clave de firma?',
    rotateDescription:
      'La clave siguiente empieza a firmar y se publica otra nueva. Los tokens ya emitidos siguen vigentes y nadie tiene que hacer nada.',
    rotateConfirm: 'Rotar la clave',
    rotated: 'Clave rotada: ahora firma {id}.',
    notReady:
      'La clave siguiente aún no puede firmar: primero tienen que conocerla todas las API. Podrá {when}.',
    revoke: 'Revocar',
    revokeLabel: 'Revocar la clave {id}',
    revokeTitle: '¿Revocar la clave {id}?',
    revokeDescription: {
      CURRENT:
        'Hazlo si otros la tienen. Todos los tokens firmados con ella dejan de valer, y las aplicaciones tendrán que pedir otros. La clave siguiente firma desde este momento. Las API que verifican por su cuenta se enteran en cinco minutos como máximo.',
      NEXT: 'Todavía no ha firmado nada: ningún token deja de valer. Se publica otra en su lugar.',
      RETIRED:
        'Los tokens firmados con ella que aún vivan dejan de valer. Las API que verifican por su cuenta se enteran en cinco minutos como máximo.',
    },
    revokeConfirm: 'Revocar la clave',
    revoked: 'Clave revocada: {id}.',
    gone: 'Esa clave ya no existe.',
    failed: 'No se pudo hacer. Vuelve a intentarlo.',
  },
};
