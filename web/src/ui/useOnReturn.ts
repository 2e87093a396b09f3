import { useEventListener, useThrottleFn } from '@vueuse/core';

const oneReturn = 1000;

/**
 * Calls `refresh` when somebody comes back to the page from another tab or window: what happened meanwhile is there without
 * a reload. Never on a timer, which would keep the session of a person who has left from ending.
 */
export function useOnReturn(refresh: () => unknown): void {
  // A tab that is returned to often tells of it twice.
  const refreshOnce = useThrottleFn(refresh, oneReturn);
  useEventListener(window, 'focus', () => void refreshOnce());
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') void refreshOnce();
  });
}
