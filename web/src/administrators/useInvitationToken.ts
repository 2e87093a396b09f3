import { ref, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/**
 * The token of a one-time link, from the fragment of the address, which no server ever sees. It is taken out of the
 * address at once, so that it stays in no history and on no screen; '' when the address has none.
 */
export function useInvitationToken(): Ref<string> {
  const route = useRoute();
  const router = useRouter();
  const token = ref('');
  watch(
    () => route.hash,
    (hash) => {
      if (!hash) return;
      token.value = hash.slice(1);
      void router.replace({ path: route.path, hash: '' });
    },
    { immediate: true },
  );
  return token;
}
