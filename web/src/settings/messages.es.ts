export default {
  title: 'Configuraciones',
  intro: 'Lo que tu organización comparte con otros sistemas, y quién lo administra.',
  categories: {
    integrations: 'Integraciones',
    people: 'Personas y acceso',
    security: 'Seguridad',
    record: 'Registro',
    help: 'Ayuda',
  },
  cards: {
    api: {
      title: 'API',
      purpose: 'Registra las aplicaciones que usan la API y decide qué puede hacer cada una.',
      purposeForViewer: 'Mira qué aplicaciones usan la API y qué puede hacer cada una.',
    },
    apis: {
      title: 'API protegidas',
      purpose: 'Describe las API que proteges: su audiencia, sus permisos y sus tokens.',
      purposeForViewer: 'Mira qué API hay, con su audiencia y sus permisos.',
    },
    permissionGroups: {
      title: 'Grupos de permisos',
      purpose: 'Reúne permisos con un nombre para darlos a varios clientes a la vez.',
      purposeForViewer: 'Mira qué grupos de permisos hay y cuántos clientes los usan.',
    },
    webhooks: {
      title: 'Avisos',
      purpose: 'Avisa a otro sistema cuando un secreto está por vencer.',
    },
    people: {
      title: 'Personas',
      purpose: 'Invita a quienes administran Llavero y decide qué puede hacer cada persona.',
    },
    organisation: {
      title: 'Organización',
      purpose: 'Su nombre, las organizaciones a las que perteneces y cómo dejar una.',
    },
    account: {
      title: 'Mi cuenta',
      purpose: 'Cambia tu contraseña y mira en qué dispositivos tienes la sesión abierta.',
    },
    signingKeys: {
      title: 'Claves de firma',
      purpose: 'Mira con qué claves se firman los tokens, rótalas o revoca una.',
    },
    audit: {
      title: 'Registro',
      purpose: 'Mira quién hizo qué, cuándo y desde dónde, expórtalo y verifica que no falte nada.',
    },
    docs: {
      title: 'Guías',
      purpose: 'Cómo pedir un token y usarlo, cómo administrar clientes y cómo operar Llavero.',
    },
  },
  noAccess: {
    title: 'Aún no tienes acceso a ningún módulo',
    explanation:
      'Pide a una persona administradora de tu organización que te dé acceso. Entraste como {email}.',
  },
};
