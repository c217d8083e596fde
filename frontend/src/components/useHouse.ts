/** The one house of the page, for every component: acts by `useHouse`, what is known by `useHouseState`. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { House } from '@/lib/house';
import type { HouseState } from '@/lib/store';

export const HouseContext = createContext<House | null>(null);

export function useHouse(): House {
  const house = useContext(HouseContext);
  if (house === null) throw new Error('a component stands outside the house');
  return house;
}

/** Renders again when what `select` returns is another value. */
export function useHouseState<Selected>(select: (state: HouseState) => Selected): Selected {
  return useStore(useHouse().store, select);
}
