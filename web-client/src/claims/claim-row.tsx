import { NavLink } from 'react-router';
import { type Claim, isStaff } from '../client/index.ts';
import { useLanguage } from '../language/language.ts';
import { exact, relative, useNow } from '../language/time.ts';
import { Avatar } from '../shell/avatar.tsx';
import { useParley } from '../shell/parley-context.tsx';
import { StatusBadge } from './status-badge.tsx';

export function ClaimRow({ claim, unread }: { claim: Claim; unread: number }) {
  const { language, t } = useLanguage();
  const { me } = useParley();
  const now = useNow();
  const staff = isStaff(me.role);
  const customer = claim.customerName ?? t('role.CUSTOMER');
  return (
    <li>
      <NavLink
        to={`/claims/${claim.id}`}
        className="claim-row"
        data-testid="claim-row"
        data-claim-id={claim.id}
        data-status={claim.status}
        data-unread={unread}
      >
        {staff && <Avatar name={customer} staff={false} />}
        <span className="claim-row-main">
          <span className="claim-row-title">{claim.title}</span>
          <span className="claim-row-facts">
            {staff && <span className="claim-row-customer">{customer}</span>}
            <span>{claim.reference}</span>
            <span className="claim-row-category">{t(`category.${claim.category}`)}</span>
          </span>
        </span>
        <span className="claim-row-end">
          <time dateTime={claim.updatedAt} title={exact(claim.updatedAt, language)}>
            {relative(claim.updatedAt, now, language, t)}
          </time>
          <span className="claim-row-marks">
            {staff && (claim.priority === 'HIGH' || claim.priority === 'URGENT') && (
              <span className={`priority ${claim.priority.toLowerCase()}`}>{t(`priority.${claim.priority}`)}</span>
            )}
            <StatusBadge status={claim.status} />
            {unread > 0 && (
              <span className="badge inline">
                <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                <span className="visually-hidden">{t('claims.unread', { count: unread })}</span>
              </span>
            )}
          </span>
        </span>
      </NavLink>
    </li>
  );
}
