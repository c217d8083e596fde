/** Ctrl+K, or Command+K on a Mac, opens the search wherever one is. */
import { useEffect } from 'react';

/** @param onSearch must stay the same function */
export function useSearchKey(onSearch: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const asked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!asked || event.code !== 'KeyK') return; // by its place: the key is the same in every layout, Korean too
      event.preventDefault();
      onSearch();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [onSearch]);
}
