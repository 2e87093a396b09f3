import type { RouteRecordRaw } from 'vue-router';

/** The permission groups of the organisation, under Configuraciones. */
export const permissionGroupRoutes: RouteRecordRaw[] = [
  {
    path: '/settings/permission-groups',
    component: () => import('./PermissionGroupsPage.vue'),
    meta: { title: 'permissionGroups.title', access: 'role', isSetting: true, isApiTab: true },
  },
];
