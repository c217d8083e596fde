/** What is shown when a part of the page failed: kind words and a way back. The fire and the words already sent stay. */
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import styles from './App.module.css';

export class Broken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Sorry /> : this.props.children;
  }
}

function Sorry() {
  const { t } = useTranslation();
  return (
    <main className={styles.middle} role="alert">
      <p>{t('app.broken')}</p>
      <button type="button" className={controls.primary} onClick={() => window.location.reload()}>
        {t('app.reload')}
      </button>
    </main>
  );
}
