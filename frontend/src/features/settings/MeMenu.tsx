/** What is mine, near at hand: settings, light, language, an account for guests, going. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Face } from '@/components/Face';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { useLook } from '@/components/useLook';
import { chooseLanguage, type Language } from '@/lib/i18n';
import { chooseLook } from '@/lib/pageSettings';
import { rememberPlace } from '@/lib/wayBack';
import type { PagePatch } from '@/protocol/frames.gen';
import styles from './MeMenu.module.css';
import { SignOut } from './SignOut';

const NAMES: Record<Language, string> = { ko: '한국어', en: 'English' };

interface MeMenuProps {
  onSettings: () => void;
  onClose: () => void;
}

export default function MeMenu({ onSettings, onClose }: MeMenuProps) {
  const { t } = useTranslation('settings');
  const dialog = useRef<HTMLDialogElement>(null);
  const user = useHouseState((state) => state.user);
  const settings = useHouseState((state) => state.me?.settings ?? null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  if (user === null) return null;
  const { name, avatar } = settings ?? user;
  return (
    <dialog
      ref={dialog}
      className={styles.menu}
      aria-label={t('menu.title')}
      closedby="any"
      onClose={onClose}
    >
      <p className={styles.who}>
        <Face seed={avatar.seed} imageUrl={avatar.image_url} size={44} />
        <span>
          <strong>{name}</strong>
          {user.is_guest && <span className={styles.guest}>{t('menu.guest')}</span>}
        </span>
      </p>
      <button type="button" className={styles.item} onClick={onSettings}>
        <Icon name="sliders" />
        {t('title')}
      </button>
      <Light />
      <OtherLanguage />
      {user.is_guest && <Seats />}
      <SignOut className={styles.item} />
    </dialog>
  );
}

function Light() {
  const { t } = useTranslation('settings');
  const house = useHouse();
  const { theme } = useLook();
  const toMorning = theme === 'dark';
  const change = () => {
    const page: PagePatch = { theme: toMorning ? 'day' : 'night' };
    chooseLook(page);
    void house.mine.changeSettings({ page });
  };
  return (
    <button type="button" className={styles.item} onClick={change}>
      <Icon name={toMorning ? 'sun' : 'moon'} />
      {t(toMorning ? 'menu.toMorning' : 'menu.toNight')}
    </button>
  );
}

function OtherLanguage() {
  const { i18n } = useTranslation();
  const house = useHouse();
  const other: Language = i18n.language === 'ko' ? 'en' : 'ko';
  const change = () => {
    void chooseLanguage(i18n, other);
    void house.mine.changeSettings({ language: other });
  };
  return (
    <button type="button" className={styles.item} lang={other} onClick={change}>
      <Icon name="globe" />
      {NAMES[other]}
    </button>
  );
}

/** A guest's ways to a seat of their own. */
function Seats() {
  const { t } = useTranslation('settings');
  const [place] = useLocation();
  const open = useHouseState((state) => state.config?.sign_in.accounts ?? false);
  return (
    <>
      {open && (
        <Link href="/account/signup" className={styles.item} onClick={() => rememberPlace(place)}>
          <Icon name="person" />
          {t('account.make')}
        </Link>
      )}
      <Link href="/account/signin" className={styles.item} onClick={() => rememberPlace(place)}>
        <Icon name="key" />
        {t('account.have')}
      </Link>
    </>
  );
}
