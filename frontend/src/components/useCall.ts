/** One thing that is done by HTTP: busy meanwhile, and what to say when it was refused. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api';

export interface Trouble {
  readonly code: string;
  /** In the person's language. */
  readonly words: string;
  /** The same, field by field. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Call {
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  /** @returns whether it was done */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  readonly forgive: () => void;
}

/** The server's own words where it has some. */
export function useTroubleWords(): (reason: ApiError) => string {
  const { t } = useTranslation();
  return ({ code, message }) => {
    if (code === 'unreachable') return t('error.unreachable');
    return message === '' ? t('error.unknown') : message;
  };
}

export function useCall(): Call {
  const say = useTroubleWords();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const run: Call['run'] = async (act) => {
    setBusy(true);
    setTrouble(null);
    try {
      await act();
      return true;
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setTrouble({ code: reason.code, words: say(reason), fields: reason.fields ?? {} });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, trouble, run, forgive: () => setTrouble(null) };
}
