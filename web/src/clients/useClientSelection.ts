import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { Client } from './client.ts';
import type { ListWish } from './list-wish.ts';

/** Which of the clients in the list are selected. Another search or order begins without any; more of the same list changes nothing. */
export function useClientSelection(
  clients: () => readonly Client[],
  wish: () => ListWish,
): {
  /** In the order of the list; without those that are gone from it. */
  selected: ComputedRef<Client[]>;
  isSelected(client: Client): boolean;
  toggle(client: Client): void;
  selectAll(): void;
  clear(): void;
  /** After something was done with `tried`: those of them where it failed stay selected, the others do not. */
  keepFailed(tried: readonly string[], failed: readonly string[]): void;
} {
  const ids = shallowRef<ReadonlySet<string>>(new Set());
  const isSelected = ({ clientId }: Client) => ids.value.has(clientId);
  const clear = () => void (ids.value = new Set());

  watch([() => wish().search, () => wish().order], clear);

  return {
    selected: computed(() => clients().filter(isSelected)),
    isSelected,
    toggle(client) {
      const { clientId } = client;
      const others = [...ids.value].filter((id) => id !== clientId);
      ids.value = new Set(isSelected(client) ? others : [...others, clientId]);
    },
    selectAll: () => void (ids.value = new Set(clients().map(({ clientId }) => clientId))),
    clear,
    keepFailed(tried, failed) {
      const untried = [...ids.value].filter((id) => !tried.includes(id));
      ids.value = new Set([...untried, ...failed]);
    },
  };
}
