import type es from './messages.es.ts';

const messages: typeof es = {
  title: 'Guides',
  guides: 'Choose a guide',
  integrators: 'Integrators',
  administrators: 'Administrators',
  operators: 'Operators',
  onThisPage: 'On this page',
  loadFailed: 'The guide could not be loaded',
};
export default messages;
