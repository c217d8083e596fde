/** What a person saved comes along to every device and tab: light, size of type, motion, language. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useHouse, useHouseState } from '@/components/useHouse';
import { chooseLanguage, isLanguage } from '@/lib/i18n';
import { chooseLook } from '@/lib/pageSettings';

export function usePersonalSettings(): void {
  const { i18n } = useTranslation();
  const house = useHouse();
  const missing = useHouseState((state) => state.me !== null && state.me.settings === null);
  const page = useHouseState((state) => state.me?.settings?.page);
  const language = useHouseState((state) => state.me?.settings?.language);

  useSeatAgain();
  useEffect(() => {
    if (missing) void house.mine.loadSettings();
  }, [house, missing]);
  useEffect(() => {
    if (page !== undefined) chooseLook(page);
  }, [page]);
  useEffect(() => {
    if (isLanguage(language) && language !== i18n.language) void chooseLanguage(i18n, language);
  }, [i18n, language]);
}

/** Whoever lets the others see him again sits down again, in every tab: his seat was given up when he hid it. */
function useSeatAgain(): void {
  const house = useHouse();
  const shown = useHouseState((state) => state.me?.settings?.presence);
  const before = useRef(shown);
  useEffect(() => {
    const { openRoomId } = house.store.getState();
    if (before.current === false && shown === true && openRoomId !== null) house.knock(openRoomId);
    before.current = shown;
  }, [house, shown]);
}
