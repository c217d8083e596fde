/** Every emoji, with search, in the page's language. Loaded when first opened; its data comes from our own server. */

import en from 'emoji-picker-element/i18n/en';
import Picker from 'emoji-picker-element/picker';
import type { EmojiClickEvent, I18n } from 'emoji-picker-element/shared';
import dataEn from 'emoji-picker-element-data/en/cldr/data.json?url';
import dataKo from 'emoji-picker-element-data/ko/cldr/data.json?url';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './EmojiPicker.module.css';

/** The package does not speak Korean. */
const ko: I18n = {
  categories: {
    custom: '직접 만든 것',
    'smileys-emotion': '표정과 마음',
    'people-body': '사람과 몸짓',
    'animals-nature': '동물과 자연',
    'food-drink': '먹고 마시기',
    'travel-places': '여행과 장소',
    activities: '놀이와 활동',
    objects: '물건',
    symbols: '기호',
    flags: '깃발',
  },
  categoriesLabel: '종류',
  emojiUnsupportedMessage: '이 브라우저는 색이 있는 이모지를 보여 주지 못해요.',
  favoritesLabel: '자주 쓰는 이모지',
  loadingMessage: '가져오고 있어요',
  networkErrorMessage: '이모지를 가져오지 못했어요.',
  regionLabel: '이모지 고르기',
  searchDescription: '찾은 것이 있으면 위아래 화살표로 고르고 Enter로 정해요.',
  searchLabel: '찾기',
  searchResultsLabel: '찾은 이모지',
  skinToneDescription: '펼치면 위아래 화살표로 고르고 Enter로 정해요.',
  skinToneLabel: '피부색 고르기 (지금: {skinTone})',
  skinTones: ['기본', '밝은 색', '조금 밝은 색', '중간 색', '조금 어두운 색', '어두운 색'],
  skinTonesLabel: '피부색',
};

export default function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }) {
  const { i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });

  useEffect(() => {
    const korean = i18n.language === 'ko';
    const picker = new Picker({
      locale: korean ? 'ko' : 'en',
      dataSource: korean ? dataKo : dataEn,
      i18n: korean ? ko : en,
    });
    picker.classList.add(document.documentElement.dataset.theme === 'light' ? 'light' : 'dark');
    const tell = ({ detail }: EmojiClickEvent) => {
      if (detail.unicode !== undefined) pick.current(detail.unicode);
    };
    picker.addEventListener('emoji-click', tell);
    place.current?.append(picker);
    return () => picker.remove();
  }, [i18n.language]);

  return <div ref={place} className={styles.picker} />;
}
