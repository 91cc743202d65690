import { Link } from 'react-router';
import { isStaff } from '../client/index.ts';
import { chooseLanguage, LANGUAGES, useLanguage } from '../language/language.ts';
import { Bell } from '../notifications/bell.tsx';
import { signOut } from '../signin/session.ts';
import { Avatar } from './avatar.tsx';
import { Logo, SignOutIcon } from './icons.tsx';
import { useConnection, useParley } from './parley-context.tsx';

export function Header() {
  const { me, parley } = useParley();
  const { t } = useLanguage();
  return (
    <header className="header">
      <Link
        to="/claims"
        className="brand"
        aria-label={`Parley, ${t(isStaff(me.role) ? 'claims.inbox' : 'claims.mine')}`}
      >
        <Logo />
        <span className="brand-name">Parley</span>
      </Link>
      <div className="header-end">
        <Connection />
        <LanguageSwitch />
        <Bell />
        <span className="header-person">
          <Avatar name={me.name} staff={isStaff(me.role)} />
          <span className="header-person-text">
            <strong>{me.name}</strong>
            <small>{t(`role.${me.role}`)}</small>
          </span>
        </span>
        <button
          type="button"
          className="icon-button"
          data-testid="sign-out"
          title={t('signIn.out')}
          aria-label={t('signIn.out')}
          onClick={() => {
            parley.stop();
            void signOut();
          }}
        >
          <SignOutIcon />
        </button>
      </div>
    </header>
  );
}

function Connection() {
  const { t } = useLanguage();
  const { state, reconnecting } = useConnection();
  const text = t(`connection.${reconnecting ? 'reconnecting' : state}`);
  return (
    <span className="connection" data-testid="connection" data-state={state} role="status" title={text}>
      <span className="connection-dot" aria-hidden="true" />
      <span className="connection-text">{text}</span>
    </span>
  );
}

export function LanguageSwitch() {
  const { language, t } = useLanguage();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as this segmented control in every browser
    <div className="segmented" role="group" aria-label={t('app.language')}>
      {LANGUAGES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => chooseLanguage(each)}
        >
          {each.toUpperCase()}
          <span className="visually-hidden"> {each === 'fr' ? 'Français' : 'English'}</span>
        </button>
      ))}
    </div>
  );
}
