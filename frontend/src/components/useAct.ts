/** One thing that a form does: whether it is under way, and what was wrong with it in our own words, by field. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountError, type Problem, ReauthenticationNeeded } from '@/lib/allauth';
import { ApiError } from '@/lib/api';

export interface Trouble {
  /** About the whole; empty for none. */
  readonly words: string;
  readonly fields: Readonly<Record<string, string>>;
}

const NONE: Trouble = { words: '', fields: {} };

/** What somebody did not want after all needs no words. */
const SILENT = 'given_up';

export const givenUp = (): ApiError => new ApiError(0, SILENT, '', null);

type Say = (problem: Pick<Problem, 'code' | 'message'>) => string;

function problemsOf(reason: ApiError): readonly Problem[] {
  if (reason instanceof AccountError) return reason.problems;
  const named = Object.entries(reason.fields ?? {});
  if (named.length === 0) return [{ code: reason.code, message: reason.message, param: null }];
  return named.map(([param, message]) => ({ code: 'said', message, param }));
}

/** @param known the fields that the form shows; what is said of others is said of the whole */
function explain(reason: ApiError, say: Say, known: readonly string[]): Trouble {
  if (reason.code === SILENT) return NONE;
  const fields: Record<string, string> = {};
  const whole: string[] = [];
  for (const problem of problemsOf(reason)) {
    const { param } = problem;
    if (param !== null && known.includes(param))
      fields[param] = [fields[param], say(problem)].filter(Boolean).join(' ');
    else whole.push(say(problem));
  }
  return { words: whole.join(' '), fields };
}

export function useAct(...known: string[]) {
  const { t, i18n } = useTranslation('account');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(NONE);
  const names = known.join(' ');

  const say: Say = useCallback(
    ({ code, message }) => {
      const key = `problem.${code}`;
      if (i18n.exists(key, { ns: 'account' })) return t(key);
      return message === '' ? t('problem.unknown') : message;
    },
    [t, i18n],
  );

  /** @returns whether it was done */
  const run = useCallback(
    async (act: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      setTrouble(NONE);
      try {
        await act();
        return true;
      } catch (reason) {
        const asked =
          reason instanceof ReauthenticationNeeded ? new ApiError(401, 'unauthenticated', '', null) : reason;
        if (!(asked instanceof ApiError)) throw reason;
        setTrouble(explain(asked, say, names.split(' ')));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [say, names],
  );
  return { busy, trouble, run, forgive: () => setTrouble(NONE) };
}

export type Act = ReturnType<typeof useAct>;
