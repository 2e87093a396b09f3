import type { RouteRecordRaw } from 'vue-router';

/** The pages of the clients, under Configuraciones › API. The forms open over the list, which stays as it is. */
export const clientRoutes: RouteRecordRaw[] = [
  {
    path: '/settings/api',
    name: 'clients',
    component: () => import('./ClientsPage.vue'),
    meta: {
      title: 'clients.title',
      breadcrumb: 'clients.breadcrumb',
      access: 'role',
      isSetting: true,
      isApiTab: true,
    },
    children: [
      {
        path: 'new',
        name: 'client-new',
        component: () => import('./CreateClientPage.vue'),
        meta: { title: 'clients.form.createTitle' },
      },
      {
        path: ':clientId/edit',
        name: 'client-edit',
        component: () => import('./EditClientPage.vue'),
        props: true,
        meta: { title: 'clients.form.editTitle' },
      },
      {
        path: ':clientId/secrets',
        name: 'client-secrets',
        component: () => import('./SecretsPage.vue'),
        props: true,
        meta: { title: 'clients.secrets.title' },
      },
      {
        path: 'ending-secrets',
        name: 'ending-secrets',
        component: () => import('./EndingSecretsPage.vue'),
        meta: { title: 'clients.secrets.ending.title' },
      },
    ],
  },
  {
    path: '/settings/api',
    meta: { breadcrumb: 'clients.breadcrumb', access: 'role', isSetting: true },
    children: [
      {
        path: ':clientId/refusals',
        name: 'client-refusals',
        component: () => import('../usage/ClientRefusalsPage.vue'),
        props: true,
        meta: { title: 'usage.title', breadcrumb: 'usage.title' },
      },
    ],
  },
];
