import type { RouteRecordRaw } from 'vue-router';

/** The APIs of the organisation, under Configuraciones. */
export const apiRoutes: RouteRecordRaw[] = [
  {
    path: '/settings/apis',
    component: () => import('./ApisPage.vue'),
    meta: { title: 'apis.title', access: 'role', isSetting: true, isApiTab: true },
  },
];
