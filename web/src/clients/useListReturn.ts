import { useRoute, useRouter } from 'vue-router';

/** The way from a form back to the list as it was: same search, order and length. */
export function useListReturn(): () => Promise<unknown> {
  const router = useRouter();
  const route = useRoute();
  return () => router.replace({ name: 'clients', query: route.query });
}
