import { useI18n } from 'vue-i18n';
import { useConfirm } from './useConfirm.ts';
import { useLeaveGuard } from './useLeaveGuard.ts';

/** A form with unsaved changes is not left without asking. Answers with the same question for what closes it on its page. */
export function useDraftGuard(isUnsaved: () => boolean): () => Promise<boolean> {
  const { t } = useI18n();
  const confirm = useConfirm();
  const ask = () =>
    confirm({
      title: t('ui.draft.leaveTitle'),
      description: t('ui.draft.leaveMeaning'),
      confirmLabel: t('ui.draft.leave'),
      cancelLabel: t('ui.draft.stay'),
      isDangerous: true,
    });
  useLeaveGuard(isUnsaved, ask);
  return async () => !isUnsaved() || ask();
}
