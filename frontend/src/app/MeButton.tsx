/** My own face at the top: leads to what is mine. Menu and settings are fetched when they are first asked for. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Face } from '@/components/Face';
import { useHouseState } from '@/components/useHouse';

const MeMenu = lazy(() => import('@/features/settings/MeMenu'));
const SettingsModal = lazy(() =>
  import('@/features/settings/SettingsModal').then((chunk) => ({ default: chunk.SettingsModal })),
);

export function MeButton({ onRoomSheet }: { onRoomSheet: () => void }) {
  const { t } = useTranslation();
  const user = useHouseState((state) => state.user);
  const saved = useHouseState((state) => state.me?.settings?.avatar);
  const [open, setOpen] = useState<'menu' | 'settings' | null>(null);
  if (user === null) return null;
  const avatar = saved ?? user.avatar;
  const close = () => setOpen(null);
  return (
    <>
      <button
        type="button"
        className={controls.round}
        aria-label={t('controls.me')}
        title={t('controls.me')}
        aria-haspopup="dialog"
        onClick={() => setOpen('menu')}
      >
        <Face seed={avatar.seed} imageUrl={avatar.image_url} size={34} />
      </button>
      <Suspense fallback={null}>
        {open === 'menu' && <MeMenu onSettings={() => setOpen('settings')} onClose={close} />}
        {open === 'settings' && (
          <SettingsModal
            onClose={close}
            onRoomSheet={() => {
              close();
              onRoomSheet();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
