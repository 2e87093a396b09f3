import { watch } from 'vue';
import type { HistoryState } from 'vue-router';

/**
 * After a reload, or on the way back, the router scrolls to where one was before the content is there. This does it again
 * once it is, unless somebody has scrolled meanwhile.
 */
export function useScrollRestored(isThere: () => boolean): void {
  const { scroll } = (history.state ?? {}) as HistoryState & { scroll?: { left: number; top: number } };
  if (!scroll) return;
  let hasMoved = false;
  for (const sign of ['wheel', 'touchmove', 'keydown']) {
    addEventListener(sign, () => (hasMoved = true), { once: true, passive: true });
  }
  watch(isThere, () => !hasMoved && scrollTo(scroll), { once: true, flush: 'post' });
}
