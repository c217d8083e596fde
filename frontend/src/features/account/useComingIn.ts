/** A sign-in under way: what the house waits for next, and the way back to where one was once it is done. */
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useHouse } from '@/components/useHouse';
import type { Standing } from '@/lib/accountApi';
import { takeWayBack } from '@/lib/wayBack';

export interface ComingIn {
  readonly standing: Standing;
  /** What the house answered. */
  readonly take: (next: Standing) => Promise<void>;
}

export function useComingIn(): ComingIn {
  const house = useHouse();
  const [, navigate] = useLocation();
  const [standing, setStanding] = useState<Standing>({ step: 'out' });
  const take = useCallback(
    async (next: Standing) => {
      setStanding(next);
      if (next.step !== 'in') return;
      const arriving = house.changePerson();
      navigate(takeWayBack(), { replace: true });
      await arriving;
    },
    [house, navigate],
  );
  return { standing, take };
}
