import { nextTick, watch, type Ref } from 'vue';
import { useRoute } from 'vue-router';

/**
 * Moves the focus to a page that was just opened: the link that led there is gone, and whoever listens or uses the
 * keyboard would start again at the top bar. A dialog with an address of its own stays on its page and keeps its focus.
 */
export function useFocusOnPage(content: Readonly<Ref<HTMLElement | null>>): void {
  const route = useRoute();
  watch(
    () => route.matched[0],
    async (_, before) => {
      if (!before) return;
      await nextTick();
      content.value?.focus({ preventScroll: true });
    },
  );
}
