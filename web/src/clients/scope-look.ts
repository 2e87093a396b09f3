/** How a scope looks: an icon and a colour beside its name, never the colour alone. */
export interface ScopeLook {
  icon: string;
  color: 'info' | 'success' | 'warning' | 'error' | 'neutral';
}

const looks: Record<string, ScopeLook> = {
  read: { icon: 'i-lucide-eye', color: 'info' },
  create: { icon: 'i-lucide-plus', color: 'success' },
  update: { icon: 'i-lucide-pencil', color: 'warning' },
  delete: { icon: 'i-lucide-trash-2', color: 'error' },
};

/** What a scope lets an application do, by the last part of its name: `read` for `invoices:read`. */
export function actOf(scope: string): string {
  return scope.split(/[:./]/).at(-1) ?? '';
}

/** The look of a scope: that of what it lets do, and neutral where that is nothing usual. */
export function scopeLook(scope: string): ScopeLook {
  const act = actOf(scope);
  return Object.hasOwn(looks, act) ? looks[act]! : { icon: 'i-lucide-key-round', color: 'neutral' };
}
