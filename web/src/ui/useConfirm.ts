import { inject, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';

export interface Question {
  title: string;
  description: string;
  /** What the button that goes ahead says: the act itself, never "OK". */
  confirmLabel: string;
  cancelLabel?: string;
  /** Going ahead destroys something. */
  isDangerous?: boolean;
}

export interface PendingQuestion extends Question {
  answer(confirmed: boolean): void;
}

type Ask = (question: Question) => Promise<boolean>;

const key: InjectionKey<Ask> = Symbol('confirm');

/** `await confirm({ title, description, confirmLabel })` asks in a dialog: true to go ahead, false for anything else. */
export function useConfirm(): Ask {
  const ask = inject(key);
  if (!ask) throw new Error('useConfirm needs provideConfirm above it');
  return ask;
}

/** Gives `useConfirm` to everything below; ConfirmDialog shows the question that is returned. */
export function provideConfirm(): ShallowRef<PendingQuestion | null> {
  const pending = shallowRef<PendingQuestion | null>(null);
  provide(key, (question) => {
    pending.value?.answer(false);
    return new Promise((resolve) => {
      pending.value = {
        ...question,
        answer(confirmed) {
          pending.value = null;
          resolve(confirmed);
        },
      };
    });
  });
  return pending;
}
