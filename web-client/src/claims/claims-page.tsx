import { Link } from 'react-router';
import { isStaff } from '../client/index.ts';
import { useLanguage } from '../language/language.ts';
import { PlusIcon } from '../shell/icons.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { useParley } from '../shell/parley-context.tsx';
import { ClaimList } from './claim-list.tsx';
import { useUnread } from './queries.ts';

export function ClaimsPage() {
  const { t } = useLanguage();
  const { me } = useParley();
  const staff = isStaff(me.role);
  const unread = useUnread().data?.total ?? 0;
  const title = t(staff ? 'claims.inbox' : 'claims.mine');
  usePageTitle(title, unread);
  return (
    <main id="main" className="page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          <p className="page-sub">{unread > 0 ? t('claims.unread', { count: unread }) : t('app.tagline')}</p>
        </div>
        {!staff && <NewClaimLink testId="new-claim" />}
      </div>
      <ClaimList emptyAction={<NewClaimLink />} />
    </main>
  );
}

function NewClaimLink({ testId }: { testId?: string }) {
  const { t } = useLanguage();
  return (
    <Link to="/claims/new" className="button primary" data-testid={testId}>
      <PlusIcon />
      {t('claims.new')}
    </Link>
  );
}
