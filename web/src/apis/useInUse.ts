import { useI18n } from 'vue-i18n';
import { useConfirm } from '../ui/useConfirm.ts';
import type { Use } from './api.ts';

type Answer = { __typename: string } | undefined;

/**
 * Sends what takes something away; where somebody has it, says who would lose it, and sends it once more `evenIfInUse` when
 * that is wanted.
 */
export function useInUse() {
  const { t } = useI18n();
  const confirm = useConfirm();

  return async function sendUnlessInUse<Result extends Answer>(
    words: { title: string; confirmLabel: string },
    send: (evenIfInUse: boolean) => Promise<Result>,
  ): Promise<Result | 'called off'> {
    const result = await send(false);
    if (!isInUse(result)) return result;
    const isWanted = await confirm({ ...words, description: describe(result), isDangerous: true });
    return isWanted ? send(true) : 'called off';
  };

  function describe({ clientCount, clients, permissionGroups }: Use): string {
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
    return parts.join(' ');
  }
}

function isInUse(answer: Answer): answer is { __typename: 'InUseError' } & Use {
  return answer?.__typename === 'InUseError';
}
