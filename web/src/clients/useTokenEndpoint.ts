import { onMounted, ref, type Ref } from 'vue';
import { fromBase } from '../base.ts';

/**
 * The address of the token endpoint as integrators know it, from the server's own description (RFC 8414). Until that has
 * arrived, and when it does not, the endpoint of the page's own origin.
 */
export function useTokenEndpoint(): Ref<string> {
  const address = ref(new URL(fromBase('/token'), location.origin).href);
  onMounted(async () => {
    const response = await fetch(fromBase('/.well-known/oauth-authorization-server')).catch(() => undefined);
    const metadata = (await response?.json().catch(() => undefined)) as
      { token_endpoint?: string } | undefined;
    if (metadata?.token_endpoint) address.value = metadata.token_endpoint;
  });
  return address;
}
