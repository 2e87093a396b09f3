import { useI18n } from 'vue-i18n';
import { useConfirm } from '../ui/useConfirm.ts';
import { useLeaveGuard } from '../ui/useLeaveGuard.ts';

/** A form with unsaved changes is not left without asking. */
export function useDraftGuard(isUnsaved: () => boolean): void {
  const { t } = useI18n();
  const confirm = useConfirm();
  useLeaveGuard(isUnsaved, () =>
    confirm({
      title: t('clients.form.leaveTitle'),
      description: t('clients.form.leaveMeaning'),
      confirmLabel: t('clients.form.leave'),
      cancelLabel: t('clients.form.stay'),
      isDangerous: true,
    }),
  );
}
