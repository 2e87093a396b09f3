import { nextTick } from 'vue';

/** Moves to the first field that is marked wrong, once the page shows it. */
export async function focusFirstError(form: HTMLElement | null): Promise<void> {
  await nextTick();
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
