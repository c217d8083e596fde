/** Do-not-disturb hours, as the server reads them (chat/queries/notifications.py). Pure. */
import type { SettingsData } from '@/protocol/frames.gen';

/** Minutes after midnight in this zone; in the device's own where the browser does not know it. */
function minuteOf(now: Date, timeZone: string): number {
  try {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const [hour = '0', minute = '0'] = clock.format(now).split(':');
    return Number(hour) * 60 + Number(minute);
  } catch {
    return now.getHours() * 60 + now.getMinutes();
  }
}

/** The hours may span midnight; equal ends are no hours at all. */
export function isQuiet({ quiet, time_zone }: Pick<SettingsData, 'quiet' | 'time_zone'>, now: Date): boolean {
  if (quiet === null) return false;
  const { begin, end } = quiet;
  const minute = minuteOf(now, time_zone);
  return begin <= end ? begin <= minute && minute < end : minute >= begin || minute < end;
}
