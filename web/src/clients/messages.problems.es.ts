export default {
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
};
