import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { isPasswordRefused, usePasswordGate } from '../administrators/usePasswordGate.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useLeaveGuard } from '../ui/useLeaveGuard.ts';
import { useUrql } from '../urql.ts';
import type { Client } from './client.ts';
import { UpdateClient } from './update-client.ts';

/** Why a client was not enabled or disabled. After the first two nothing more is tried. */
type Reason = 'NO_PASSWORD' | 'NO_ANSWER' | 'NOT_TRIED' | 'CONFLICT' | 'GONE' | 'FAILED';

/** A client that is not as was wished for, and why. */
export interface EnablingFailure {
  client: Client;
  reason: Reason;
}

/** What could not be done, of all that was to be. */
export interface EnablingOutcome {
  enabled: boolean;
  failures: readonly EnablingFailure[];
}

/** How far it is: `done` of `total` clients are through, be it well or badly. */
export interface EnablingProgress {
  enabled: boolean;
  done: number;
  total: number;
}

/**
 * Enables or disables clients, one after another, each from the version that is shown: one that somebody else changed
 * meanwhile is left to whoever looks at it again. Whoever leaves before the end is asked, and ends it.
 */
export function useEnabling(): {
  /** Undefined while nothing is under way. */
  progress: ShallowRef<EnablingProgress | undefined>;
  /** Answers with those where it failed, in their order. */
  setEnabled(clients: readonly Client[], enabled: boolean): Promise<EnablingFailure[]>;
} {
  const { t } = useI18n();
  const { client: urql } = useUrql();
  const confirm = useConfirm();
  const withPassword = usePasswordGate();
  const progress = shallowRef<EnablingProgress>();
  let isLeft = false;

  onScopeDispose(() => (isLeft = true));
  useLeaveGuard(
    () => progress.value !== undefined,
    () =>
      confirm({
        title: t('clients.selection.leave.title'),
        description: t('clients.selection.leave.meaning'),
        confirmLabel: t('clients.selection.leave.confirm'),
        cancelLabel: t('clients.selection.leave.stay'),
      }),
  );

  async function setEnabled(clients: readonly Client[], enabled: boolean): Promise<EnablingFailure[]> {
    const failures: EnablingFailure[] = [];
    let isEnded = false;
    for (const [done, client] of clients.entries()) {
      progress.value = { enabled, done, total: clients.length };
      const reason: Reason | undefined = isEnded || isLeft ? 'NOT_TRIED' : await change(client, enabled);
      if (reason) failures.push({ client, reason });
      isEnded ||= reason === 'NO_PASSWORD' || reason === 'NO_ANSWER';
    }
    progress.value = undefined;
    return failures;
  }

  /** Undefined when the client is now as was wished for. */
  async function change(
    { clientId, updatedAt: expectedUpdatedAt }: Client,
    enabled: boolean,
  ): Promise<Reason | undefined> {
    const input = { clientId, expectedUpdatedAt, enabled };
    const answer = await withPassword(() => urql.value.mutation(UpdateClient, { input }).toPromise());
    if (isPasswordRefused(answer)) return 'NO_PASSWORD';
    if (answer.error?.networkError) return 'NO_ANSWER';
    const result = answer.data?.updateClient;
    if (result?.__typename === 'UpdateClientPayload') return undefined;
    if (result?.__typename === 'NotFoundError') return 'GONE';
    if (result?.__typename !== 'ConflictError') return 'FAILED';
    return result.client.enabled === enabled ? undefined : 'CONFLICT';
  }

  return { progress, setEnabled };
}
