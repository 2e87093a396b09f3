import { useI18n } from 'vue-i18n';
import { isPasswordRefused, usePasswordGate } from '../administrators/usePasswordGate.ts';
import { graphql } from '../graphql.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useNotice } from '../ui/useNotice.ts';
import { useUrql } from '../urql.ts';
import type { Client } from './client.ts';

const RevokeTokens = graphql(`
  mutation RevokeTokens($input: RevokeTokensInput!) {
    revokeTokens(input: $input) {
      __typename
    }
  }
`);

/** Voids every token that a client has been given, once that is confirmed, and says what came of it. */
export function useRevokeTokens(): (client: Pick<Client, 'clientId' | 'name'>) => Promise<void> {
  const { t } = useI18n();
  const { client: urql } = useUrql();
  const confirm = useConfirm();
  const notice = useNotice();
  const withPassword = usePasswordGate();

  return async function revokeTokens({ clientId, name }) {
    const isSure = await confirm({
      title: t('clients.menu.revoke.title', { name }),
      description: t('clients.menu.revoke.meaning'),
      confirmLabel: t('clients.menu.revoke.confirm'),
      isDangerous: true,
    });
    if (!isSure) return;
    const answer = await withPassword(() =>
      urql.value.mutation(RevokeTokens, { input: { clientId } }).toPromise(),
    );
    if (isPasswordRefused(answer)) return;
    const outcome = answer.data?.revokeTokens.__typename;
    if (outcome === 'RevokeTokensPayload') notice.show(t('clients.menu.revoke.done', { name }));
    else if (outcome === 'NotFoundError') notice.show(t('clients.done.alreadyGone'));
    else notice.show(t('clients.menu.revoke.failed'));
  };
}
