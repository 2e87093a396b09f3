import type { LocationQuery, LocationQueryRaw } from 'vue-router';

/** The orders of the list, by the name that stands in the address. */
export const orders = {
  name: { field: 'NAME', direction: 'ASC' },
  'name-desc': { field: 'NAME', direction: 'DESC' },
  'created-desc': { field: 'CREATED_AT', direction: 'DESC' },
  created: { field: 'CREATED_AT', direction: 'ASC' },
  'used-desc': { field: 'LAST_USED_AT', direction: 'DESC' },
  used: { field: 'LAST_USED_AT', direction: 'ASC' },
} as const;

export type OrderName = keyof typeof orders;

/** What somebody wants to see of the list. It lives in the address, so that a reload and the back button keep it. */
export interface ListWish {
  search: string;
  order: OrderName;
  /** How many clients at most. */
  shown: number;
}

/** How many clients the list starts with, and how many more each "Ver más clientes" brings. */
export const pageSize = 24;

const mostShown = 4800;

/** The wish that an address expresses; what it does not say, or says wrongly, is as by default. */
export function wishOf({ search, order, shown }: LocationQuery): ListWish {
  const count = Number(shown);
  return {
    search: typeof search === 'string' ? search.trim() : '',
    order: isOrder(order) ? order : 'name',
    shown: Number.isSafeInteger(count) && count > pageSize ? Math.min(count, mostShown) : pageSize,
  };
}

/** The query of the address for a wish: the defaults are left out. */
export function queryOf({ search, order, shown }: ListWish): LocationQueryRaw {
  return {
    ...(search && { search }),
    ...(order !== 'name' && { order }),
    ...(shown > pageSize && { shown }),
  };
}

function isOrder(text: unknown): text is OrderName {
  return typeof text === 'string' && Object.hasOwn(orders, text);
}
