import { useMutation } from '@urql/vue';
import { useI18n } from 'vue-i18n';
import { isPasswordRefused, usePasswordGate } from '../administrators/usePasswordGate.ts';
import { graphql } from '../graphql.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useNotice } from '../ui/useNotice.ts';
import { DeliveryFields } from './webhook.ts';

const SetWebhook = graphql(`
  mutation SetWebhook($input: SetWebhookInput!) {
    setWebhook(input: $input) {
      __typename
      ... on SetWebhookPayload {
        webhook {
          url
        }
        signingSecret
      }
      ... on ValidationError {
        fields {
          field
          code
        }
      }
    }
  }
`);

const RotateWebhookSecret = graphql(`
  mutation RotateWebhookSecret {
    rotateWebhookSecret {
      __typename
      ... on RotateWebhookSecretPayload {
        signingSecret
      }
    }
  }
`);

const TestWebhook = graphql(
  `
    mutation TestWebhook {
      testWebhook {
        __typename
        ... on TestWebhookPayload {
          delivery {
            ...DeliveryFields
          }
        }
      }
    }
  `,
  [DeliveryFields],
);

const RemoveWebhook = graphql(`
  mutation RemoveWebhook {
    removeWebhook {
      __typename
    }
  }
`);

/** What can be done with the webhook: what cannot be undone is asked about, what reaches outside wants a recent password. */
export function useWebhookChanges() {
  const { t } = useI18n();
  const notice = useNotice();
  const confirm = useConfirm();
  const withPassword = usePasswordGate();
  const setting = useMutation(SetWebhook);
  const rotation = useMutation(RotateWebhookSecret);
  const testing = useMutation(TestWebhook);
  const removal = useMutation(RemoveWebhook);

  /** What the server says; undefined when it did not answer. */
  async function setWebhook(input: { url: string; isEnabled: boolean }) {
    const answer = await withPassword(() => setting.executeMutation({ input }));
    if (isPasswordRefused(answer)) return 'called off';
    const result = answer.data?.setWebhook;
    if (result?.__typename === 'SetWebhookPayload') notice.show(t('webhooks.address.saved'));
    return result;
  }

  /** The new secret, if there is one. */
  async function rotateWebhookSecret(): Promise<string | undefined> {
    const isSure = await confirm({
      title: t('webhooks.secret.rotateTitle'),
      description: t('webhooks.secret.rotateMeaning'),
      confirmLabel: t('webhooks.secret.rotateConfirm'),
    });
    if (!isSure) return undefined;
    const answer = await withPassword(() => rotation.executeMutation({}));
    if (isPasswordRefused(answer)) return undefined;
    const result = answer.data?.rotateWebhookSecret;
    if (result?.__typename === 'RotateWebhookSecretPayload') return result.signingSecret;
    notice.show(t('webhooks.failed'));
    return undefined;
  }

  async function testWebhook(): Promise<void> {
    const result = (await testing.executeMutation({})).data?.testWebhook;
    if (result?.__typename !== 'TestWebhookPayload') return notice.show(t('webhooks.failed'));
    const { failure, statusCode } = result.delivery;
    const reason = failure && t(`webhooks.failures.${failure}`, { status: statusCode ?? '' });
    notice.show(reason ? t('webhooks.test.failed', { reason }) : t('webhooks.test.arrived'));
  }

  /** Whether it is gone. */
  async function removeWebhook(): Promise<boolean> {
    const isSure = await confirm({
      title: t('webhooks.remove.title'),
      description: t('webhooks.remove.meaning'),
      confirmLabel: t('webhooks.remove.confirm'),
      isDangerous: true,
    });
    if (!isSure) return false;
    const answer = await withPassword(() => removal.executeMutation({}));
    if (isPasswordRefused(answer)) return false;
    const isGone = answer.data !== undefined;
    notice.show(t(isGone ? 'webhooks.remove.done' : 'webhooks.failed'));
    return isGone;
  }

  return {
    setWebhook,
    rotateWebhookSecret,
    testWebhook,
    removeWebhook,
    isSaving: setting.fetching,
    isTesting: testing.fetching,
  };
}
