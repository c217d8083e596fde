/** When and how the house calls one: on this device, at which hours, by mail. */
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';
import type { QuietHours } from '@/protocol/frames.gen';
import { DevicePart } from './DevicePart';
import { NotSaved, type PageProps, Part, Switch } from './Parts';
import styles from './Settings.module.css';
import { type Saved, useSaved } from './useSaved';

const EVENING: QuietHours = { begin: 22 * 60, end: 8 * 60 };

export function NotificationsPage({ onRoomSheet }: PageProps) {
  const { t } = useTranslation('settings');
  const saved = useSaved();
  const guest = useHouseState((state) => state.user?.is_guest ?? true);
  if (saved.settings === null) return null;
  return (
    <div className={styles.page}>
      <DevicePart />
      <Quiet saved={saved} />
      {!guest && (
        <Part title={t('notices.mail')}>
          <Switch
            label={t('notices.digest')}
            note={t('notices.digestNote')}
            on={saved.settings.digest === 'daily'}
            onChange={(on) => void saved.save({ digest: on ? 'daily' : 'never' })}
          />
        </Part>
      )}
      <Part title={t('notices.rooms')} lead={t('notices.roomsLead')}>
        <div className={styles.row}>
          <button type="button" className={styles.quiet} onClick={onRoomSheet}>
            {t('notices.thisRoom')}
          </button>
        </div>
      </Part>
      <NotSaved failed={saved.failed} />
    </div>
  );
}

/** `HH:MM` of minutes after midnight, and back. */
function writeTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function readTime(text: string): number | null {
  const [hours, minutes] = text.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? null
    : hours * 60 + minutes;
}

function Quiet({ saved: { settings, save } }: { saved: Saved }) {
  const { t } = useTranslation('settings');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const quiet = settings?.quiet ?? null;
  const change = (next: QuietHours | null) => void save({ quiet: next, time_zone: zone });
  return (
    <Part title={t('notices.quiet')}>
      <Switch
        label={t('notices.quietSwitch')}
        note={t('notices.quietNote')}
        on={quiet !== null}
        onChange={(on) => change(on ? EVENING : null)}
      />
      {quiet !== null && (
        <>
          <div className={styles.times}>
            {(['begin', 'end'] as const).map((edge) => (
              <label key={edge} className={styles.time}>
                {t(`notices.${edge}`)}
                <input
                  type="time"
                  required
                  value={writeTime(quiet[edge])}
                  onChange={(event) => {
                    const minutes = readTime(event.target.value);
                    if (minutes !== null) change({ ...quiet, [edge]: minutes });
                  }}
                />
              </label>
            ))}
          </div>
          <p className={styles.lead}>{t('notices.zone', { zone: settings?.time_zone || zone })}</p>
        </>
      )}
    </Part>
  );
}
