import { ref, type Ref } from 'vue';
import { useConfirm, type Question } from './useConfirm.ts';
import { useLeaveGuard } from './useLeaveGuard.ts';

/**
 * For a secret that is seen on one screen only: whoever leaves it, or finishes before the secret `isKept` (copied or saved),
 * is asked; then `done` is called.
 */
export function useShownOnce(
  questions: { leaving: () => Question; notKept: () => Question },
  done: () => void,
): { isKept: Ref<boolean>; finish(): Promise<void> } {
  const confirm = useConfirm();
  const isKept = ref(false);
  let isDone = false;
  useLeaveGuard(
    () => !isDone,
    () => confirm(questions.leaving()),
  );
  return {
    isKept,
    async finish() {
      if (!isKept.value && !(await confirm(questions.notKept()))) return;
      isDone = true;
      done();
    },
  };
}
