import { nextTick } from 'vue';

/** The box that selects every client of the list. */
export const selectAllId = 'select-all-clients';

/**
 * A dialog gives the focus back to what opened it. Where that is gone, because the list was read again or a client was
 * deleted, the focus goes to the element with this id, else to the heading of the list; never to nowhere.
 */
export async function settleFocus(elementId?: string): Promise<void> {
  await nextTick();
  // The closing dialog gives the focus back in a timer of its own, which comes first.
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const wanted = elementId ? document.getElementById(elementId) : null;
    (wanted ?? document.getElementById('clients-title'))?.focus();
  });
}
