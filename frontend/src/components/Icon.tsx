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
  search: 'M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12ZM15 15l4.5 4.5',
  link: 'M10.5 13.5a3.4 3.4 0 0 0 4.8 0l2.6-2.6a3.4 3.4 0 0 0-4.8-4.8l-1 1M13.5 10.5a3.4 3.4 0 0 0-4.8 0l-2.6 2.6a3.4 3.4 0 0 0 4.8 4.8l1-1',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  unread: 'M4 7.5h9M4 12h16M4 16.5h16M18 6.5v.01',
  clip: 'M18.8 11.2l-6.9 6.9a4.3 4.3 0 0 1-6.1-6.1l7.2-7.2a2.9 2.9 0 0 1 4.1 4.1l-7.2 7.2a1.4 1.4 0 0 1-2-2l6.5-6.5',
  file: 'M7 3.5h6.5L18 8v12.5H7ZM13 3.5V8.5h5M9.8 13h5.4M9.8 16.5h5.4',
  fetch: 'M12 4v10.5M7.5 10.5 12 15l4.5-4.5M5.5 19.5h13',
  trash: 'M5 7h14M9.5 7V5h5v2M7 7l.8 12h8.4L17 7M10.5 10.5v5M13.5 10.5v5',
  rooms: 'M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z',
  plus: 'M12 5.5v13M5.5 12h13',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  next: 'M9.5 5.5 16 12l-6.5 6.5',
  door: 'M7 20V4.5h10V20M4.5 20h15M13.8 12.2v.6',
  flag: 'M6.5 20.5V4.5M6.5 5.5h10l-2 3.5 2 3.5h-10',
  person: 'M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4ZM5 19.5c.7-3.6 3.4-5.4 7-5.4s6.3 1.8 7 5.4',
  hush: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17ZM6.2 6.2l11.6 11.6',
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
