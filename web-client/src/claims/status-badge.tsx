import { type ClaimStatus, isStaff } from '../client/index.ts';
import { type Translate, useLanguage } from '../language/language.ts';
import { useParley } from '../shell/parley-context.tsx';

/** The customer reads "waiting for you" where staff read "waiting for customer". */
export function statusText(status: ClaimStatus, staff: boolean, t: Translate): string {
  return status === 'WAITING_CUSTOMER' && !staff ? t('status.WAITING_YOU') : t(`status.${status}`);
}

export function StatusBadge({ status, testId }: { status: ClaimStatus; testId?: string }) {
  const { t } = useLanguage();
  const { me } = useParley();
  return (
    <span className={`status ${status.toLowerCase()}`} data-testid={testId} data-status={status}>
      {statusText(status, isStaff(me.role), t)}
    </span>
  );
}
