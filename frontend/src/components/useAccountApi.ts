/** Calls about accounts, over the house's own token. */
import { useMemo } from 'react';
import { AccountApi } from '@/lib/accountApi';
import { useHouse } from './useHouse';

export function useAccountApi(): AccountApi {
  const { api } = useHouse();
  return useMemo(() => new AccountApi(api), [api]);
}
