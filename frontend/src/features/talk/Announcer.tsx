/**
 * Reads new messages out, each once and whole: the log itself is silent, or a streamed answer would be read again with
 * every word.
 */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadAloud } from '@/lib/readAloud';
import { fileNames, type SpokenMessage } from '@/lib/spoken';

/** Long enough to be read out; then it goes, for it may have been taken back meanwhile. */
const HEARD_MS = 15_000;

export function Announcer({ spoken }: { spoken: readonly SpokenMessage[] }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const reader = useRef<ReadAloud | null>(null);

  useEffect(() => {
    reader.current ??= new ReadAloud();
    const lines = reader.current.takeNew(spoken).map(({ kind, name, text, attachments }) => {
      if (kind === 'system') return text;
      const words = text || fileNames(attachments);
      return t('talk.said', {
        name: kind === 'lily' ? t('lily.name') : name || t('talk.someone'),
        text: words,
      });
    });
    if (lines.length > 0) setSaid(lines.join('\n'));
  }, [spoken, t]);
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), HEARD_MS);
    return () => clearTimeout(timer);
  }, [said]);

  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcer">
      {said}
    </div>
  );
}
