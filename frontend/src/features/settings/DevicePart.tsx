/** How this browser calls one: while the page is open, and when it is closed. The browser asks once whether it may. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { useHouse, useHouseState } from '@/components/useHouse';
import { ApiError } from '@/lib/api';
import { noticesState, turnOffNotices, turnOnNotices } from '@/lib/desktopNotices';
import { type PushState, pushState, turnOffPush, turnOnPush } from '@/lib/push';
import { Part, Switch } from './Parts';

/** Both switches stand in one of these. */
type State = PushState;

export function DevicePart() {
  const { t } = useTranslation('settings');
  return (
    <Part title={t('notices.here')}>
      <Desktop />
      <Push />
    </Part>
  );
}

/** What to say beneath a switch. */
function useNote(state: State, on: string): string {
  const { t } = useTranslation('settings');
  if (state === 'on') return t(on);
  return t(state === 'off' ? 'notices.ask' : `notices.${state}`);
}

function Desktop() {
  const { t } = useTranslation('settings');
  const [state, setState] = useState<State>(noticesState);
  const note = useNote(state, 'notices.desktopOn');
  const change = async (on: boolean) => {
    if (on) return setState(await turnOnNotices());
    turnOffNotices();
    setState(noticesState());
  };
  return (
    <Switch
      label={t('notices.desktop')}
      note={note}
      on={state === 'on'}
      disabled={state === 'denied' || state === 'unsupported'}
      onChange={(on) => void change(on)}
    />
  );
}

/** A house without keys for push does not offer it. */
function Push() {
  const { t } = useTranslation('settings');
  const { api } = useHouse();
  const config = useHouseState((held) => held.config);
  const { busy, trouble, run } = useAct();
  const [state, setState] = useState<State | null>(null);
  const note = useNote(state ?? 'off', 'notices.pushOn');
  useEffect(() => {
    if (config !== null) void pushState(config).then(setState);
  }, [config]);
  const key = config?.push_key ?? null;
  if (config === null || key === null || state === null) return null;

  const change = async (on: boolean) => {
    if (on) setState(await orUnreachable(turnOnPush(api, key)));
    else await turnOffPush(api);
    setState(await pushState(config));
  };
  return (
    <>
      <Switch
        label={t('notices.push')}
        note={note}
        on={state === 'on'}
        disabled={busy || state === 'denied' || state === 'unsupported'}
        onChange={(on) => void run(() => change(on))}
      />
      <Trouble words={trouble.words} />
    </>
  );
}

/** The browser's push service is no part of the house; when it cannot be reached, that is said alike. */
async function orUnreachable<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (reason) {
    if (reason instanceof DOMException) throw new ApiError(0, 'push_unreachable', '', null);
    throw reason;
  }
}
