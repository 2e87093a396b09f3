export default {
  title: 'Guías',
  guides: 'Elige una guía',
  integrators: 'Integradores',
  administrators: 'Administradores',
  operators: 'Operadores',
  onThisPage: 'En esta página',
  loadFailed: 'No se pudo cargar la guía',
};
