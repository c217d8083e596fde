/** Providers that vouch for one: connected, or to connect. */

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { useHouse, useHouseState } from '@/components/useHouse';
import { goToProvider } from '@/lib/accountApi';
import { useGuard } from './Guarded';
import { Part, Waiting } from './Parts';
import styles from './Settings.module.css';
import { useCare } from './useCare';
import { useFetched } from './useFetched';

const CALLBACK = '/account/provider/callback?process=connect';

export function ProvidersPart() {
  const { t } = useTranslation('settings');
  const { api } = useHouse();
  const care = useCare();
  const guard = useGuard();
  const offered = useHouseState((state) => state.config?.sign_in.providers ?? null);
  const load = useCallback(() => care.connections(), [care]);
  const connections = useFetched(load);
  const { busy, trouble, run } = useAct();
  const connected = connections.value ?? [];
  const more = (offered ?? []).filter(({ id }) => !connected.some(({ provider }) => provider.id === id));
  if ((offered ?? []).length === 0 && connected.length === 0) return null;
  return (
    <Part title={t('providers.title')} lead={t('providers.lead')}>
      <Waiting fetched={connections} />
      <div>
        {connected.map((connection) => (
          <div key={`${connection.provider.id} ${connection.uid}`} className={styles.line}>
            <div className={styles.what}>
              <p>{connection.provider.name}</p>
              <p className={styles.lead}>{connection.display}</p>
            </div>
            <button
              type="button"
              className={styles.quiet}
              disabled={busy}
              aria-label={t('providers.disconnectName', { name: connection.provider.name })}
              onClick={() =>
                void run(async () => connections.set(await guard(() => care.disconnect(connection))))
              }
            >
              {t('providers.disconnect')}
            </button>
          </div>
        ))}
      </div>
      <div className={styles.row}>
        {connections.value !== null &&
          more.map(({ id, name }) => (
            <button
              key={id}
              type="button"
              className={styles.quiet}
              onClick={() => goToProvider(api, id, 'connect', CALLBACK)}
            >
              {t('providers.connect', { name })}
            </button>
          ))}
      </div>
      <Trouble words={trouble.words} />
    </Part>
  );
}
