import { watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';
import { useViewer } from '../administrators/useViewer.ts';

/**
 * The window's title says where one is: the title of the page, in the language of the page, and for whoever belongs to
 * several organisations the one that the page is about.
 */
export function usePageTitle(): void {
  const route = useRoute();
  const { t } = useI18n();
  const { organisation, organisations } = useViewer();
  watchEffect(() => {
    const { title, access } = route.meta;
    const isTold = access !== 'public' && organisations.value.length > 1;
    const where = isTold ? (organisation.value?.name ?? '') : '';
    document.title = [title && t(title), where, 'Llavero'].filter(Boolean).join(' · ');
  });
}
