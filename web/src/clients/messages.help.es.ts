export default {
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
};
