import type es from './messages.es.ts';

const en: typeof es = {
  title: 'Permission groups',
  intro: 'Named sets of permissions, to give several clients the same and change it in one place.',
  create: 'Create group',
  createOnTheWay: 'Create permission group',
  createTitle: 'New permission group',
  editTitle: 'Edit permission group',
  submitCreate: 'Create group',
  submitUpdate: 'Save changes',
  edit: 'Edit',
  editNamed: 'Edit the group {name}',
  delete: 'Delete',
  deleteNamed: 'Delete the group {name}',
  empty: 'There is no group yet. Create one to gather the permissions that several applications need.',
  noScopes: 'No permissions: all it had were taken away.',
  clients: 'No clients | 1 client | {count} clients',
  fields: { name: 'Group name', description: 'Description (optional)' },
  nameHelp: 'Let it say what it is for, such as “Reports”.',
  changeHelp: 'Changes hold for the next tokens of the clients that have this group.',
  created: 'Group “{name}” created.',
  updated: 'Group “{name}” updated.',
  deleted: 'Group “{name}” deleted.',
  deleteTitle: 'Delete the group “{name}”?',
  deleteMeaning: 'No client uses it. This cannot be undone.',
  deleteConfirm: 'Delete the group',
};
export default en;
