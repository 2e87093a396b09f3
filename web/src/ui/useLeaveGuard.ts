import { useEventListener } from '@vueuse/core';
import { onScopeDispose } from 'vue';
import { useRouter } from 'vue-router';

/**
 * While `isHeld` says so, the page is not left without asking: `mayLeave` decides about links and the back button, and the
 * browser asks in its own words before a reload or before the tab is closed.
 */
export function useLeaveGuard(isHeld: () => boolean, mayLeave: () => Promise<boolean>): void {
  onScopeDispose(useRouter().beforeEach(() => !isHeld() || mayLeave()));
  useEventListener(window, 'beforeunload', (event) => {
    if (isHeld()) event.preventDefault();
  });
}
