import { watchEffect } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute } from 'vue-router';

/** The window's title says where one is: the title of the page, in the language of the page. */
export function usePageTitle(): void {
  const route = useRoute();
  const { t } = useI18n();
  watchEffect(() => {
    const { title } = route.meta;
    document.title = title ? `${t(title)} · Llavero` : 'Llavero';
  });
}
