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

/** The look of a scope; one that an organisation added itself is neutral. */
export function scopeLook(name: string): ScopeLook {
  return Object.hasOwn(looks, name) ? looks[name]! : { icon: 'i-lucide-key-round', color: 'neutral' };
}
