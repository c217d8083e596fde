/** One's face: drawn from a seed, of which a few are shown, or a picture that one brings. */

import { type ChangeEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Face } from '@/components/Face';
import { Icon } from '@/components/Icon';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { useHouse } from '@/components/useHouse';
import { removeAvatar, uploadAvatar } from '@/lib/meApi';
import type { Avatar } from '@/protocol/frames.gen';
import faces from './Faces.module.css';
import { Part } from './Parts';
import styles from './Settings.module.css';

const SHOWN = 12;
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

function drawSeeds(): string[] {
  return Array.from({ length: SHOWN }, () =>
    Array.from(crypto.getRandomValues(new Uint8Array(10)), (chance) => LETTERS[chance % LETTERS.length]).join(
      '',
    ),
  );
}

export function FacePart({ avatar }: { avatar: Avatar }) {
  const { t } = useTranslation('settings');
  const { api, mine } = useHouse();
  const { busy, trouble, run } = useAct();
  const [seeds, setSeeds] = useState(drawSeeds);
  const [part, setPart] = useState<number | null>(null);

  const choose = async (avatar_seed: string) => {
    if (avatar.image_url !== null) await removeAvatar(api);
    mine.hold(await api.changeSettings({ avatar_seed }));
  };
  const upload = async (file: File) => {
    setPart(0);
    try {
      mine.hold(await uploadAvatar(api, file, setPart));
    } finally {
      setPart(null);
    }
  };
  return (
    <Part title={t('profile.face')} lead={t('profile.faceLead')}>
      <div className={faces.me}>
        <Face seed={avatar.seed} imageUrl={avatar.image_url} size={96} title={t('profile.faceNow')} />
        <div className={styles.row}>
          <Picture busy={busy} onPick={(file) => void run(() => upload(file))} />
          {avatar.image_url !== null && (
            <button
              type="button"
              className={styles.quiet}
              disabled={busy}
              onClick={() => void run(async () => mine.hold(await removeAvatar(api)))}
            >
              {t('profile.removePicture')}
            </button>
          )}
        </div>
      </div>
      {part !== null && (
        <progress className={faces.progress} max={1} value={part} aria-label={t('profile.uploading')} />
      )}
      <Trouble words={trouble.words} />
      <div className={faces.faces}>
        {seeds.map((seed, place) => (
          <button
            key={seed}
            type="button"
            className={faces.face}
            aria-pressed={avatar.image_url === null && avatar.seed === seed}
            aria-label={t('profile.takeFace', { number: place + 1 })}
            disabled={busy}
            onClick={() => void run(() => choose(seed))}
          >
            <Face seed={seed} size={56} />
          </button>
        ))}
      </div>
      <div className={styles.row}>
        <button type="button" className={styles.quiet} onClick={() => setSeeds(drawSeeds())}>
          <Icon name="again" />
          {t('profile.shuffle')}
        </button>
      </div>
    </Part>
  );
}

function Picture({ busy, onPick }: { busy: boolean; onPick: (file: File) => void }) {
  const { t } = useTranslation('settings');
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = ''; // the same file may be tried again
    if (file !== undefined) onPick(file);
  };
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {t('profile.picture')}
      </label>
      <input
        ref={input}
        id={id}
        type="file"
        accept="image/*,.heic,.heif"
        className="visually-hidden"
        tabIndex={-1}
        onChange={pick}
      />
      <button type="button" className={styles.quiet} disabled={busy} onClick={() => input.current?.click()}>
        {t('profile.upload')}
      </button>
    </>
  );
}
