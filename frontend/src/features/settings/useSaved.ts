/** What is saved, and saving more of it: a change shows when the house has it. */
import { useEffect, useState } from 'react';
import { useHouse, useHouseState } from '@/components/useHouse';
import type { SettingsData, SettingsPatch } from '@/protocol/frames.gen';

export interface Saved {
  /** Null while they are on their way. */
  readonly settings: SettingsData | null;
  readonly save: (patch: SettingsPatch) => Promise<boolean>;
  /** The last change did not reach the house. */
  readonly failed: boolean;
}

export function useSaved(): Saved {
  const house = useHouse();
  const settings = useHouseState((state) => state.me?.settings ?? null);
  const [failed, setFailed] = useState(false);
  const missing = settings === null;
  useEffect(() => {
    if (missing) void house.mine.loadSettings();
  }, [house, missing]);
  const save = async (patch: SettingsPatch) => {
    const done = await house.mine.changeSettings(patch);
    setFailed(!done);
    return done;
  };
  return { settings, save, failed };
}
