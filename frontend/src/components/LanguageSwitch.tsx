/** One button that names the other language in that language. */
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '@/lib/i18n';
import styles from './controls.module.css';

const NAMES: Record<Language, string> = { ko: '한국어', en: 'English' };

export function LanguageSwitch() {
  const { i18n } = useTranslation();
  const other: Language = i18n.language === 'ko' ? 'en' : 'ko';
  return (
    <button
      type="button"
      className={styles.worded}
      lang={other}
      onClick={() => void chooseLanguage(i18n, other)}
    >
      {NAMES[other]}
    </button>
  );
}
