import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
  type Router,
  type RouteRecordRaw,
} from 'vue-router';
import { ViewerQuery, type Account } from './administrators/useViewer.ts';
import { base } from './base.ts';
import { apiRoutes } from './apis/routes.ts';
import { clientRoutes } from './clients/routes.ts';
import { chooseOrganisation, stayIn } from './organisations/chosen-organisation.ts';
import { permissionGroupRoutes } from './permission-groups/routes.ts';
import { scrollBehavior } from './scroll.ts';
import type { Urql } from './urql.ts';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title. */
    title?: string;
    /** Key of the page's name in the breadcrumb, where it is not its title. */
    breadcrumb?: string;
    /** Who may open the page: anybody, whoever signed in (the default), whoever has a role, admins and owners, owners, those of the operator's. */
    access?: 'public' | 'account' | 'role' | 'admin' | 'owner' | 'operator';
    /** The page stands under "Configuraciones" in the breadcrumb. */
    isSetting?: boolean;
    /** The page is one of the tabs of the API module. */
    isApiTab?: boolean;
  }
}

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/settings' },
  {
    path: '/settings',
    component: () => import('./settings/SettingsPage.vue'),
    meta: { title: 'settings.title' },
  },
  ...clientRoutes,
  ...apiRoutes,
  ...permissionGroupRoutes,
  {
    path: '/settings/webhooks',
    component: () => import('./webhooks/WebhookPage.vue'),
    meta: { title: 'webhooks.title', access: 'admin', isSetting: true },
  },
  {
    path: '/settings/people',
    component: () => import('./administrators/PeoplePage.vue'),
    meta: { title: 'administrators.people.title', access: 'owner', isSetting: true },
  },
  {
    path: '/settings/organisation',
    component: () => import('./organisations/OrganisationPage.vue'),
    meta: { title: 'organisations.title', access: 'role', isSetting: true },
  },
  {
    path: '/settings/signing-keys',
    component: () => import('./tokens/SigningKeysPage.vue'),
    meta: { title: 'tokens.keys.title', access: 'operator', isSetting: true },
  },
  {
    path: '/settings/audit',
    component: () => import('./audit/AuditPage.vue'),
    meta: { title: 'audit.title', access: 'role', isSetting: true },
  },
  {
    path: '/account',
    component: () => import('./administrators/AccountPage.vue'),
    meta: { title: 'administrators.account.title', isSetting: true },
  },
  {
    path: '/sign-in',
    component: () => import('./administrators/SignInPage.vue'),
    meta: { title: 'administrators.signIn.title', access: 'public' },
  },
  {
    path: '/setup',
    alias: '/invitation',
    component: () => import('./administrators/InvitationPage.vue'),
    meta: { title: 'administrators.invitation.title', access: 'public' },
  },
  {
    path: '/docs/:guide(integrators|administrators|operators)?',
    component: () => import('./docs/GuidePage.vue'),
    meta: { title: 'docs.title', access: 'public' },
  },
  {
    path: '/:path(.*)*',
    component: () => import('./frame/NotFoundPage.vue'),
    meta: { title: 'frame.notFound.title', access: 'public' },
  },
];

/** The console's router: every page is loaded when it is first opened, and opened only to whom it is for. */
export function createConsoleRouter(urql: Pick<Urql, 'client' | 'renew'>): Router {
  const router = createRouter({
    history: createWebHistory(`${base}/`),
    routes,
    scrollBehavior,
  });
  router.beforeEach((to) => admit(to, urql));
  return router;
}

/** The session is over: leads to the sign-in page, which says so, and back again afterwards. */
export async function signInAgain(router: Router): Promise<void> {
  const here = router.currentRoute.value;
  if (here.meta.access !== 'public') {
    await router.replace({ ...signInPage(here.fullPath), state: { sessionEnded: true } });
  }
}

async function admit(
  to: RouteLocationNormalized,
  urql: Pick<Urql, 'client' | 'renew'>,
): Promise<true | RouteLocationRaw> {
  const access = to.meta.access ?? 'account';
  if (access === 'public') return true;

  const { data, error } = await askWhere(urql);
  // Without an answer nobody is sent away: the page itself says that the server cannot be reached.
  if (!data || error) return true;
  if (!data.account) return signInPage(to.fullPath);
  if (access === 'role' && !data.viewer) return '/settings';
  if (access === 'admin' && !['ADMIN', 'OWNER'].includes(data.viewer?.role ?? '')) return '/settings';
  const isOwner = data.viewer?.role === 'OWNER';
  if (access === 'owner' && !isOwner) return '/settings';
  if (access === 'operator' && !(isOwner && data.viewer?.organisation.isOperator)) return '/settings';
  return true;
}

/**
 * Who is asking, and where: a tab stays where it is, unless whoever sits before it no longer belongs there. Then it goes to
 * the organisation that they have belonged to for longest.
 */
async function askWhere(urql: Pick<Urql, 'client' | 'renew'>) {
  const answer = await urql.client.value.query(ViewerQuery, {});
  const { viewer, account } = answer.data ?? {};
  if (viewer) stayIn(viewer.organisation.id);
  const fallback = viewer ? undefined : firstOf(account);
  if (!fallback) return answer;
  chooseOrganisation(fallback.id);
  urql.renew();
  return urql.client.value.query(ViewerQuery, {});
}

function firstOf(account: Account | null | undefined) {
  return account?.organisations[0]?.organisation;
}

function signInPage(returnTo: string) {
  return { path: '/sign-in', query: returnTo === '/settings' ? {} : { returnTo } };
}
