import { useMutation } from '@urql/vue';
import { useI18n } from 'vue-i18n';
import { UseFields } from '../apis/api.ts';
import { useInUse } from '../apis/useInUse.ts';
import { graphql } from '../graphql.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useNotice } from '../ui/useNotice.ts';
import type { PermissionGroup } from './permission-group.ts';

const DeletePermissionGroup = graphql(
  `
    mutation DeletePermissionGroup($input: DeletePermissionGroupInput!) {
      deletePermissionGroup(input: $input) {
        __typename
        ... on InUseError {
          ...UseFields
        }
      }
    }
  `,
  [UseFields],
);

/** Deletes a group, once somebody is sure; of one in use it says by whom, and asks once more. */
export function useDeletePermissionGroup(): (group: PermissionGroup) => Promise<void> {
  const { t } = useI18n();
  const confirm = useConfirm();
  const notice = useNotice();
  const sendUnlessInUse = useInUse();
  const { executeMutation } = useMutation(DeletePermissionGroup);
  const send = async (id: string, evenIfInUse: boolean) => {
    const context = { additionalTypenames: ['PermissionGroup', 'Client'] };
    const { data } = await executeMutation({ input: { id, evenIfInUse } }, context);
    return data?.deletePermissionGroup;
  };

  return async ({ id, name, clientCount }) => {
    const title = t('permissionGroups.deleteTitle', { name });
    const confirmLabel = t('permissionGroups.deleteConfirm');
    const description = t('permissionGroups.deleteMeaning');
    const isUnused = clientCount === 0;
    if (isUnused && !(await confirm({ title, description, confirmLabel, isDangerous: true }))) return;
    const result = await sendUnlessInUse({ title, confirmLabel }, (evenIfInUse) => send(id, evenIfInUse));
    if (result === 'called off') return;
    const isGone =
      result?.__typename === 'DeletePermissionGroupPayload' || result?.__typename === 'NotFoundError';
    notice.show(isGone ? t('permissionGroups.deleted', { name }) : t('apis.errors.outage'));
  };
}
