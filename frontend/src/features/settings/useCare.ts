/** Calls about the account one has, over the house's own token. */
import { useMemo } from 'react';
import { useHouse } from '@/components/useHouse';
import { AccountCare } from '@/lib/accountCare';

export function useCare(): AccountCare {
  const { api } = useHouse();
  return useMemo(() => new AccountCare(api), [api]);
}
