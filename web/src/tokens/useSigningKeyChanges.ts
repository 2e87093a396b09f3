import { useMutation } from '@urql/vue';
import { useI18n } from 'vue-i18n';
import { isPasswordRefused, usePasswordGate } from '../administrators/usePasswordGate.ts';
import { graphql } from '../graphql.ts';
import { waitingTime } from '../ui/relative-time.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useNotice } from '../ui/useNotice.ts';
import { shortId, type SigningKey } from './signing-key.ts';

const RotateSigningKey = graphql(`
  mutation RotateSigningKey($input: RotateSigningKeyInput!) {
    rotateSigningKey(input: $input) {
      __typename
      ... on RotateSigningKeyPayload {
        signingKey {
          id
        }
      }
      ... on SigningKeyNotReadyError {
        readyAt
      }
    }
  }
`);

const RevokeSigningKey = graphql(`
  mutation RevokeSigningKey($input: RevokeSigningKeyInput!) {
    revokeSigningKey(input: $input) {
      __typename
    }
  }
`);

/** Rotating and revoking keys: both ask first, want a recent password, and say how it went. */
export function useSigningKeyChanges() {
  const { t, locale } = useI18n();
  const notice = useNotice();
  const confirm = useConfirm();
  const withPassword = usePasswordGate();
  const rotation = useMutation(RotateSigningKey);
  const revocation = useMutation(RevokeSigningKey);
  const refetch = { additionalTypenames: ['SigningKey'] };

  async function rotateSigningKey(algorithm: SigningKey['algorithm']) {
    const isSure = await confirm({
      title: t('tokens.keys.rotateTitle'),
      description: t('tokens.keys.rotateDescription'),
      confirmLabel: t('tokens.keys.rotateConfirm'),
    });
    if (!isSure) return;
    const answer = await withPassword(() => rotation.executeMutation({ input: { algorithm } }, refetch));
    if (isPasswordRefused(answer)) return;
    const result = answer.data?.rotateSigningKey;
    if (result?.__typename === 'RotateSigningKeyPayload') {
      notice.show(t('tokens.keys.rotated', { id: shortId(result.signingKey) }));
    } else if (result?.__typename === 'SigningKeyNotReadyError') {
      const seconds = Math.max(1, (Date.parse(result.readyAt) - Date.now()) / 1000);
      notice.show(t('tokens.keys.notReady', { when: waitingTime(seconds, locale.value) }));
    } else notice.show(t('tokens.keys.failed'));
  }

  async function revokeSigningKey(key: SigningKey & { state: Exclude<SigningKey['state'], 'REVOKED'> }) {
    const isSure = await confirm({
      title: t('tokens.keys.revokeTitle', { id: shortId(key) }),
      description: t(`tokens.keys.revokeDescription.${key.state}`),
      confirmLabel: t('tokens.keys.revokeConfirm'),
      isDangerous: true,
    });
    if (!isSure) return;
    const input = { keyId: key.id };
    const answer = await withPassword(() => revocation.executeMutation({ input }, refetch));
    if (isPasswordRefused(answer)) return;
    const result = answer.data?.revokeSigningKey.__typename;
    if (result === 'RevokeSigningKeyPayload') notice.show(t('tokens.keys.revoked', { id: shortId(key) }));
    else notice.show(t(result === 'NotFoundError' ? 'tokens.keys.gone' : 'tokens.keys.failed'));
  }

  return { rotateSigningKey, revokeSigningKey };
}
