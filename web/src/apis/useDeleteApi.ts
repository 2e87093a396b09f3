import { useMutation } from '@urql/vue';
import { useI18n } from 'vue-i18n';
import { graphql } from '../graphql.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useNotice } from '../ui/useNotice.ts';
import { UseFields, type Api } from './api.ts';
import { useInUse } from './useInUse.ts';

const DeleteApi = graphql(
  `
    mutation DeleteApi($input: DeleteApiInput!) {
      deleteApi(input: $input) {
        __typename
        ... on InUseError {
          ...UseFields
        }
      }
    }
  `,
  [UseFields],
);

/** Deletes an API, once somebody is sure; and once more where its scopes are in use. */
export function useDeleteApi(): (api: Api) => Promise<void> {
  const { t } = useI18n();
  const confirm = useConfirm();
  const notice = useNotice();
  const sendUnlessInUse = useInUse();
  const { executeMutation } = useMutation(DeleteApi);
  const send = async (id: string, evenIfInUse: boolean) => {
    const context = { additionalTypenames: ['Api', 'Scope', 'Client', 'PermissionGroup'] };
    const { data } = await executeMutation({ input: { id, evenIfInUse } }, context);
    return data?.deleteApi;
  };

  return async ({ id, name }) => {
    const title = t('apis.deleteTitle', { name });
    const confirmLabel = t('apis.deleteConfirm');
    const description = t('apis.deleteMeaning');
    if (!(await confirm({ title, description, confirmLabel, isDangerous: true }))) return;
    const result = await sendUnlessInUse({ title, confirmLabel }, (evenIfInUse) => send(id, evenIfInUse));
    if (result === 'called off') return;
    const isGone = result?.__typename === 'DeleteApiPayload' || result?.__typename === 'NotFoundError';
    notice.show(isGone ? t('apis.deleted', { name }) : t('apis.errors.outage'));
  };
}
