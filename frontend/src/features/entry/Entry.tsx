/** The door: one field for a name and a seat by the fire, or the way in with an account. Who may come in is the server's to say. */
import { type CSSProperties, type FormEvent, useId, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import controls from '@/components/controls.module.css';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { useHouse } from '@/components/useHouse';
import { ApiError } from '@/lib/api';
import { countCodePoints } from '@/lib/enterKey';
import { hearthLayout } from '@/lib/hearthLayout';
import { isLanguage } from '@/lib/i18n';
import { readViewport, watchViewport } from '@/lib/viewport';
import { rememberPlace } from '@/lib/wayBack';
import styles from './Entry.module.css';

/** What is wrong: words of ours by key, or the server's own. */
type Trouble = { key: string } | { words: string };

function explain(reason: unknown): Trouble {
  if (!(reason instanceof ApiError)) throw reason;
  if (reason.code === 'guests_disabled') return { key: 'entry.guestsDisabled' };
  const words = reason.fields?.name ?? reason.message;
  if (words !== '') return { words };
  return { key: reason.code === 'unreachable' ? 'error.unreachable' : 'error.unknown' };
}

function useSitDown(maxLength: number) {
  const house = useHouse();
  const { i18n } = useTranslation();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);

  const sitDown = async (typed: string): Promise<void> => {
    const name = typed.trim().replace(/\s+/gu, ' ');
    if (name === '') return setTrouble({ key: 'entry.nameMissing' });
    if (countCodePoints(name) > maxLength) return setTrouble({ key: 'entry.nameTooLong' });
    setTrouble(null);
    setBusy(true);
    try {
      await house.sitDown(name, isLanguage(i18n.language) ? i18n.language : 'en');
    } catch (reason) {
      setBusy(false);
      setTrouble(explain(reason));
    }
  };
  return { trouble, busy, sitDown, forgive: () => setTrouble(null) };
}

interface EntryProps {
  guestsEnabled: boolean;
  /** Whether one may make an account; who has one may always come in. */
  accounts: boolean;
  maxLength: number;
}

export function Entry({ guestsEnabled, accounts, maxLength }: EntryProps) {
  const { t } = useTranslation();
  const { talkTop } = hearthLayout(useSyncExternalStore(watchViewport, readViewport), false);
  const place = { '--talk-top': `${talkTop}px` } as CSSProperties;
  return (
    <div className={styles.page} style={place}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.door}>
        <h1 className={styles.title}>{t('app.name')}</h1>
        <p className={styles.welcome}>{t('entry.welcome')}</p>
        {guestsEnabled ? (
          <NameForm maxLength={maxLength} />
        ) : (
          <p className={styles.closed}>{t(accounts ? 'entry.known' : 'entry.guestsDisabled')}</p>
        )}
        <AccountWays accounts={accounts} first={!guestsEnabled} />
      </main>
    </div>
  );
}

/** The pages of accounts are fetched when they are asked for. */
export function AccountWays({ accounts, first }: { accounts: boolean; first: boolean }) {
  const { t } = useTranslation();
  const [place] = useLocation();
  const remember = () => rememberPlace(place);
  return (
    <nav className={styles.ways} data-first={first}>
      <Link href="/account/signin" className={first ? controls.primary : undefined} onClick={remember}>
        {t('entry.signIn')}
      </Link>
      {accounts && (
        <Link href="/account/signup" className={first ? controls.worded : undefined} onClick={remember}>
          {t('entry.makeAccount')}
        </Link>
      )}
    </nav>
  );
}

export function NameForm({ maxLength }: { maxLength: number }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const { trouble, busy, sitDown, forgive } = useSitDown(maxLength);
  const ids = { field: useId(), note: useId() };
  const note =
    trouble === null
      ? t('entry.hint')
      : 'words' in trouble
        ? trouble.words
        : t(trouble.key, { max: maxLength });

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void sitDown(name);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <label className={styles.label} htmlFor={ids.field}>
        {t('entry.label')}
      </label>
      <div className={styles.row}>
        <input
          id={ids.field}
          className={styles.field}
          value={name}
          placeholder={t('entry.placeholder')}
          autoComplete="nickname"
          enterKeyHint="go"
          // biome-ignore lint/a11y/noAutofocus: the page is this one field
          autoFocus
          aria-invalid={trouble !== null}
          aria-describedby={ids.note}
          onChange={(event) => {
            setName(event.target.value);
            forgive();
          }}
        />
        <button type="submit" className={controls.primary} disabled={busy}>
          {t(busy ? 'entry.sittingDown' : 'entry.sitDown')}
        </button>
      </div>
      <p
        id={ids.note}
        className={styles.note}
        data-trouble={trouble !== null}
        role={trouble === null ? undefined : 'alert'}
      >
        {note}
      </p>
    </form>
  );
}
