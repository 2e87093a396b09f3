export default {
  title: 'Guías',
  guides: 'Elige una guía',
  integrators: 'Para integradores',
  administrators: 'Para administradores',
  operators: 'Para operadores',
  onThisPage: 'En esta página',
  copyCode: 'Copiar el código',
  loadFailed: 'No se pudo cargar la guía',
};
