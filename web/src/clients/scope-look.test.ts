import { expect, it } from 'vitest';
import { scopeLook } from './scope-look.ts';

it.each([
  ['read', 'info', 'i-lucide-eye'],
  ['create', 'success', 'i-lucide-plus'],
  ['update', 'warning', 'i-lucide-pencil'],
  ['delete', 'error', 'i-lucide-trash-2'],
  ['invoices:read', 'info', 'i-lucide-eye'],
  ['https://invoices.example.com/delete', 'error', 'i-lucide-trash-2'],
  ['invoices.export', 'neutral', 'i-lucide-key-round'],
  ['constructor', 'neutral', 'i-lucide-key-round'],
])('gives %s a colour and an icon of its own (N-17)', (name, color, icon) => {
  expect(scopeLook(name)).toEqual({ color, icon });
});
