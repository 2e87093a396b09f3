import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { useNotice } from '../ui/useNotice.ts';
import { useUrql } from '../urql.ts';
import { chooseOrganisation } from './chosen-organisation.ts';

/**
 * `switchTo(organisation)` leads to Configuraciones of another organisation, with nothing left of this one. Whoever would
 * lose what they wrote is asked first, and may stay.
 */
export function useOrganisationSwitch() {
  const { t } = useI18n();
  const router = useRouter();
  const urql = useUrql();
  const notice = useNotice();

  return async (organisation: { id: string; name: string }): Promise<void> => {
    const isThere = router.currentRoute.value.path === '/settings';
    if (!isThere && (await router.push('/settings'))) return;
    chooseOrganisation(organisation.id);
    urql.renew();
    notice.show(t('organisations.switched', { name: organisation.name }));
  };
}
