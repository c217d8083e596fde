/** Small line drawings for buttons. They say nothing to a screen reader: the button has the name. */
const PATHS = {
  send: 'M12 19V5.5M6 11.5 12 5l6 6.5',
  down: 'M12 5v13.5M6 12.5l6 6.5 6-6.5',
  up: 'M6 14.5 12 8.5l6 6',
  stop: 'M8.5 8.5h7v7h-7zM10.5 12h3',
  again: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  sun: 'M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4',
  moon: 'M19.5 14.2A7.8 7.8 0 0 1 9.8 4.5a7.8 7.8 0 1 0 9.7 9.7Z',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
