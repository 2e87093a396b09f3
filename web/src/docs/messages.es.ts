export default {
  title: 'Guías',
  guides: 'Elige una guía',
  integrators: 'Integradores',
  administrators: 'Administradores',
  operators: 'Operadores',
  onThisPage: 'En esta página',
  copyCode: 'Copiar el código',
  loadFailed: 'No se pudo cargar la guía',
};
