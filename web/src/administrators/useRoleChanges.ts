import { useMutation } from '@urql/vue';
import { useI18n } from 'vue-i18n';
import { graphql } from '../graphql.ts';
import { useConfirm } from '../ui/useConfirm.ts';
import { useNotice } from '../ui/useNotice.ts';
import type { Role } from './roles.ts';
import { isPasswordRefused, usePasswordGate } from './usePasswordGate.ts';

interface Person {
  id: string;
  name: string;
}

/** Changing what a person may do, down to nothing; both want a recent password, and both say how it went. */
export function useRoleChanges() {
  const { t, te } = useI18n();
  const notice = useNotice();
  const confirm = useConfirm();
  const withPassword = usePasswordGate();
  const change = useMutation(
    graphql(`
      mutation ChangeRole($input: ChangeRoleInput!) {
        changeRole(input: $input) {
          __typename
          ... on ChangeRolePayload {
            administrator {
              id
              role
            }
          }
        }
      }
    `),
  );
  const remove = useMutation(
    graphql(`
      mutation RemoveAdministrator($input: RemoveAdministratorInput!) {
        removeAdministrator(input: $input) {
          __typename
        }
      }
    `),
  );
  const refetch = { additionalTypenames: ['Administrator'] };

  async function changeRole({ id, name }: Person, role: Role) {
    const input = { administratorId: id, role };
    const result = await withPassword(() => change.executeMutation({ input }, refetch));
    if (isPasswordRefused(result)) return;
    const outcome = result.data?.changeRole.__typename;
    if (outcome !== 'ChangeRolePayload') return complain(outcome);
    notice.show(
      t('administrators.people.roleChanged', { name, role: t(`administrators.roles.${role}.name`) }),
    );
  }

  async function removeAdministrator({ id, name }: Person) {
    const isSure = await confirm({
      title: t('administrators.people.removeTitle', { name }),
      description: t('administrators.people.removeDescription'),
      confirmLabel: t('administrators.people.removeConfirm', { name }),
      isDangerous: true,
    });
    if (!isSure) return;
    const input = { administratorId: id };
    const result = await withPassword(() => remove.executeMutation({ input }, refetch));
    if (isPasswordRefused(result)) return;
    const outcome = result.data?.removeAdministrator.__typename;
    if (outcome !== 'RemoveAdministratorPayload') return complain(outcome);
    notice.show(t('administrators.people.removed', { name }));
  }

  function complain(outcome = 'outage') {
    const key = `administrators.errors.${outcome}`;
    notice.show(t(te(key) ? key : 'administrators.errors.outage'));
  }

  return { changeRole, removeAdministrator };
}
