import { nextTick } from 'vue';

/**
 * A dialog gives the focus back to what opened it. Where that is gone, because the list was read again or a client was
 * deleted, the focus goes to the client's card, else to the heading of the list; never to nowhere.
 */
export async function settleFocus(clientId?: string): Promise<void> {
  await nextTick();
  // The closing dialog gives the focus back in a timer of its own, which comes first.
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const card = clientId ? document.getElementById(`client-${clientId}`) : null;
    (card ?? document.getElementById('clients-title'))?.focus();
  });
}
