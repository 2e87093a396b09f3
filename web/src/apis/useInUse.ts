import { useI18n } from 'vue-i18n';
import { useConfirm } from '../ui/useConfirm.ts';
import type { Use } from './api.ts';

/** Says who would lose what is to be taken away, and asks whether to go on. */
export function useInUse(): (title: string, confirmLabel: string, use: Use) => Promise<boolean> {
  const { t } = useI18n();
  const confirm = useConfirm();
  return (title, confirmLabel, { clientCount, clients, permissionGroups }) => {
    const named = clients.map(({ name }) => name).join(', ');
    const more = clientCount > clients.length ? `${named} …` : named;
    const parts = [
      ...(clientCount > 0 ? [t('apis.inUse.clients', { names: more, count: clientCount }, clientCount)] : []),
      ...(permissionGroups.length > 0
        ? [
            t(
              'apis.inUse.groups',
              { names: permissionGroups.map(({ name }) => name).join(', '), count: permissionGroups.length },
              permissionGroups.length,
            ),
          ]
        : []),
      t('apis.inUse.consequence'),
    ];
    return confirm({ title, description: parts.join(' '), confirmLabel, isDangerous: true });
  };
}
