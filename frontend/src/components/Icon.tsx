/** Small line drawings for buttons. They say nothing to a screen reader: the button has the name. */
const PATHS = {
  send: 'M12 19V5.5M6 11.5 12 5l6 6.5',
  down: 'M12 5v13.5M6 12.5l6 6.5 6-6.5',
  up: 'M6 14.5 12 8.5l6 6',
  stop: 'M8.5 8.5h7v7h-7zM10.5 12h3',
  again: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  reply: 'M10 6 4.5 11.5 10 17M5 11.5h8.5a6 6 0 0 1 6 6',
  smile: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM8.5 14a4.4 4.4 0 0 0 7 0M9 9.5v.6M15 9.5v.6',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  edit: 'M5 19l.8-3.6L15.9 5.3a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L8.6 18.2Z',
  pin: 'M9 4h6l-.8 5.2L17 12.5H7l2.8-3.3ZM12 12.5V20',
  star: 'M12 4.2l2.4 4.9 5.4.8-3.9 3.8.9 5.4-4.8-2.6-4.8 2.6.9-5.4-3.9-3.8 5.4-.8Z',
  bell: 'M6.5 16.5c1-1.2 1.3-2.8 1.3-5a4.2 4.2 0 0 1 8.4 0c0 2.2.3 3.8 1.3 5ZM10.5 19.2a1.7 1.7 0 0 0 3 0',
  book: 'M7 4.5h10v15l-5-3.6-5 3.6Z',
  link: 'M10.5 13.5a3.4 3.4 0 0 0 4.8 0l2.6-2.6a3.4 3.4 0 0 0-4.8-4.8l-1 1M13.5 10.5a3.4 3.4 0 0 0-4.8 0l-2.6 2.6a3.4 3.4 0 0 0 4.8 4.8l1-1',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  unread: 'M4 7.5h9M4 12h16M4 16.5h16M18 6.5v.01',
  trash: 'M5 7h14M9.5 7V5h5v2M7 7l.8 12h8.4L17 7M10.5 10.5v5M13.5 10.5v5',
  eye: 'M3 12c2.4-4 5.4-6 9-6s6.6 2 9 6c-2.4 4-5.4 6-9 6s-6.6-2-9-6ZM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z',
  eyeClosed: 'M4 10c2 3 4.7 4.5 8 4.5s6-1.5 8-4.5M12 14.5V18M7 13.3l-1.6 2.6M17 13.3l1.6 2.6',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  person: 'M12 4.5a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6ZM4.8 20c.8-3.6 3.4-5.4 7.2-5.4s6.4 1.8 7.2 5.4',
  sliders: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3M13 5h4v4h-4zM7 10h4v4H7zM13 15h4v4h-4z',
  globe:
    'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM3.5 12h17M12 3.5c-5 5.5-5 11.5 0 17 5-5.5 5-11.5 0-17Z',
  shield: 'M12 3.8 5.5 6v5.5c0 4 2.4 7 6.5 8.7 4.1-1.7 6.5-4.7 6.5-8.7V6Z',
  devices: 'M4 5.5h12v9H4zM8 18.5h4M10 14.5v4M17.5 9.5h3v9h-5v-4',
  key: 'M8.5 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM11.3 12.7 19.5 4.5M16 8l2.5 2.5',
  leave: 'M13.5 5H6v14h7.5M10.5 12H20M16.5 8.5 20 12l-3.5 3.5',
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
