/** Light, size of type, motion: seen at once, saved with the account. */
import { useTranslation } from 'react-i18next';
import { useLook } from '@/components/useLook';
import { CHOICES, chooseLook } from '@/lib/pageSettings';
import type { PagePatch } from '@/protocol/frames.gen';
import choices from './Choice.module.css';
import { Choice, NotSaved } from './Parts';
import styles from './Settings.module.css';
import { useSaved } from './useSaved';

const SIZES = ['small', 'normal', 'large', 'larger'] as const;

export function LookPage() {
  const { t } = useTranslation('settings');
  const { look } = useLook();
  const { save, failed } = useSaved();
  const choose = (page: PagePatch) => {
    chooseLook(page);
    void save({ page });
  };
  return (
    <div className={styles.page}>
      <Choice
        legend={t('look.theme')}
        value={look.theme}
        options={CHOICES.theme.map((value) => ({
          value,
          label: t(`look.${value}`),
          picture: <span className={choices.swatch} data-of={value} />,
        }))}
        onChoose={(theme) => choose({ theme })}
      />
      <Choice
        legend={t('look.size')}
        value={look.text_size}
        options={SIZES.map((value) => ({
          value,
          label: t(`look.${value}`),
          picture: (
            <span className={choices.letter} data-of={value} aria-hidden="true">
              가
            </span>
          ),
        }))}
        onChoose={(text_size) => choose({ text_size })}
      />
      <Choice
        legend={t('look.motion')}
        value={look.motion}
        options={CHOICES.motion.map((value) => ({ value, label: t(`look.motion_${value}`) }))}
        onChoose={(motion) => choose({ motion })}
      />
      <NotSaved failed={failed} />
    </div>
  );
}
