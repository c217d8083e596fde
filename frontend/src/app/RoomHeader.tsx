/** The line at the top: which room, how many sit there, and the light and the language of the page. */
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { ThemeSwitch } from '@/components/ThemeSwitch';
import type { RoomState } from '@/lib/roomState';
import type { Theme } from '@/lib/theme';
import styles from './RoomHeader.module.css';

interface RoomHeaderProps {
  name: string;
  room: RoomState | undefined;
  theme: Theme;
  onTheme: (theme: Theme) => void;
}

export function RoomHeader({ name, room, theme, onTheme }: RoomHeaderProps) {
  const { t } = useTranslation();
  const count = Object.keys(room?.present ?? {}).length;
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <h1 className={styles.name}>{name}</h1>
        {count > 0 && <p className={styles.count}>{t([`room.few.${count}`, 'room.sitting'], { count })}</p>}
      </div>
      <div className={styles.controls}>
        <LanguageSwitch />
        <ThemeSwitch theme={theme} onChange={onTheme} />
      </div>
    </header>
  );
}
