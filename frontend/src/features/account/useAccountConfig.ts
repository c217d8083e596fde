/** Whether this house sends codes or links; null until it said so. */
import { useEffect, useState } from 'react';
import { useAccountApi } from '@/components/useAccountApi';
import type { AccountConfig } from '@/lib/accountApi';
import { ApiError } from '@/lib/api';

/** What is assumed when the house does not say: links work without knowing. */
const UNKNOWN: AccountConfig = { codeByMail: false, resetByCode: false };

export function useAccountConfig(): AccountConfig | null {
  const account = useAccountApi();
  const [config, setConfig] = useState<AccountConfig | null>(null);
  useEffect(() => {
    let gone = false;
    const show = (next: AccountConfig) => {
      if (!gone) setConfig(next);
    };
    account.config().then(show, (reason: unknown) => {
      if (!(reason instanceof ApiError)) throw reason;
      show(UNKNOWN);
    });
    return () => {
      gone = true;
    };
  }, [account]);
  return config;
}
