/** The language of the page, of what the house says, and of Lily's first words. */
import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGES, type Language } from '@/lib/i18n';
import { Choice, NotSaved } from './Parts';
import styles from './Settings.module.css';
import { useSaved } from './useSaved';

const NAMES: Record<Language, string> = { ko: '한국어', en: 'English' };

export function LanguagePage() {
  const { t, i18n } = useTranslation('settings');
  const { save, failed } = useSaved();
  const choose = (language: Language) => {
    void chooseLanguage(i18n, language);
    void save({ language });
  };
  return (
    <div className={styles.page}>
      <Choice
        legend={t('language.legend')}
        value={i18n.language as Language}
        options={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
        onChoose={choose}
      />
      <p className={styles.lead}>{t('language.note')}</p>
      <NotSaved failed={failed} />
    </div>
  );
}
