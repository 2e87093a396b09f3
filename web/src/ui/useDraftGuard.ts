import { useI18n } from 'vue-i18n';
import { useConfirm } from '../ui/useConfirm.ts';
import { useLeaveGuard } from '../ui/useLeaveGuard.ts';

/** A form with unsaved changes is not left without asking. Answers with the same question for what closes it on its page. */
export function useDraftGuard(isUnsaved: () => boolean): () => Promise<boolean> {
  const { t } = useI18n();
  const confirm = useConfirm();
  const ask = () =>
    confirm({
      title: t('clients.form.leaveTitle'),
      description: t('clients.form.leaveMeaning'),
      confirmLabel: t('clients.form.leave'),
      cancelLabel: t('clients.form.stay'),
      isDangerous: true,
    });
  useLeaveGuard(isUnsaved, ask);
  return async () => !isUnsaved() || ask();
}
