/** Codes for the day the phone is gone: shown, copied, kept as a file, made anew. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { saveFile } from '@/lib/meApi';
import { useGuard } from './Guarded';
import styles from './Settings.module.css';
import { useCare } from './useCare';

interface RecoveryCodesProps {
  codes: readonly string[];
  onCodes: (codes: readonly string[]) => void;
  onClose: () => void;
}

export function RecoveryCodes({ codes, onCodes, onClose }: RecoveryCodesProps) {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const { busy, trouble, run } = useAct();
  const [copied, setCopied] = useState(false);
  const text = `${codes.join('\n')}\n`;
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  const renew = async () => {
    onCodes(await guard(() => care.newRecoveryCodes()));
    setCopied(false);
  };
  return (
    <>
      <p className={styles.lead}>{t(codes.length === 0 ? 'codes.none' : 'codes.lead')}</p>
      {codes.length > 0 && (
        <ul className={styles.codes} aria-label={t('codes.title')}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        {codes.length > 0 && (
          <>
            <button type="button" className={styles.quiet} onClick={() => void copy()}>
              {t(copied ? 'codes.copied' : 'codes.copy')}
            </button>
            <button
              type="button"
              className={styles.quiet}
              onClick={() => saveFile(new Blob([text], { type: 'text/plain' }), 'hearth-recovery-codes.txt')}
            >
              {t('codes.download')}
            </button>
          </>
        )}
        <button type="button" className={styles.quiet} disabled={busy} onClick={() => void run(renew)}>
          {t('codes.renew')}
        </button>
        <button type="button" className={styles.plain} onClick={onClose}>
          {t('codes.kept')}
        </button>
      </div>
      <Trouble words={trouble.words} />
    </>
  );
}
