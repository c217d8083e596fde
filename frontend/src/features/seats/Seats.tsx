/**
 * The half circle before the hearth: people, Lily, and a small "+4" for the rest. Shows what it is given; who is here
 * and who speaks is known elsewhere, and where the seats stand is `lib/hearthLayout`.
 */
import { type CSSProperties, useSyncExternalStore } from 'react';
import { Face } from '@/components/Face';
import { LilyFlower } from '@/components/LilyFlower';
import { type HearthLayout, hearthLayout, type Point } from '@/lib/hearthLayout';
import { readViewport, watchViewport } from '@/lib/viewport';
import styles from './Seats.module.css';
import type { Seat, SeatedPerson } from './seating';
import { useSeats } from './useSeats';

export type { SeatedPerson } from './seating';

export interface LilySeat {
  present: boolean;
  state: 'quiet' | 'reading' | 'writing';
  name: string;
  /** The person she answers; she leans to their side. */
  towardsId: number | null;
}

export interface SeatsProps {
  people: readonly SeatedPerson[];
  lily: LilySeat;
  /** At most this many; the window may have room for fewer (7 on a desktop, 5 on a phone). */
  maxSeats: number;
  /** Whether the rail of rooms stands at the left. */
  rail: boolean;
  /** The list's accessible name, for example "At the fire". */
  label: string;
  /** What the "+n" button is called, for example "4 more people". */
  moreLabel: (hidden: number) => string;
  /** What a screen reader hears of a seat; the name alone without it. */
  describe?: (person: SeatedPerson) => string;
  describeLily?: (lily: LilySeat) => string;
  /** Opens the list of people; "+n" is a plain sign without it. */
  onMore?: () => void;
  /** Opens a person's card; seats are not buttons without it. */
  onPerson?: (id: number) => void;
}

const at = ({ x, y }: Point): CSSProperties => ({ translate: `${x}px ${y}px` });

function PersonSeat({
  seat,
  layout,
  describe,
  onPerson,
}: { seat: Seat; layout: HearthLayout } & Pick<SeatsProps, 'describe' | 'onPerson'>) {
  const { person, place, leaving } = seat;
  const point = layout.seats[place] ?? layout.lily;
  const name = describe?.(person) ?? person.name;
  const inside = (
    <>
      <span className={styles.medallion}>
        <Face seed={person.seed} size={Math.round(layout.seatSize)} imageUrl={person.imageUrl} />
      </span>
      <span className={styles.name} aria-hidden="true">
        {person.name}
      </span>
      <span className="visually-hidden">{name}</span>
    </>
  );
  return (
    <li
      className={styles.seat}
      style={at(point)}
      data-speaking={person.speaking}
      data-away={person.state === 'away'}
      data-mine={person.mine}
      data-leaving={leaving}
      aria-hidden={leaving || undefined}
      aria-current={person.mine || undefined}
    >
      {onPerson ? (
        <button
          type="button"
          className={styles.inside}
          disabled={leaving}
          onClick={() => onPerson(person.id)}
        >
          {inside}
        </button>
      ) : (
        <div className={styles.inside}>{inside}</div>
      )}
    </li>
  );
}

/** -1 left, 1 right, 0 to nobody: the side of whoever called her. */
function leanOf(lily: LilySeat, seats: readonly Seat[]): -1 | 0 | 1 {
  const caller = seats.find((seat) => seat.person.id === lily.towardsId && !seat.leaving);
  if (!caller || lily.state === 'quiet') return 0;
  return caller.place % 2 === 0 ? -1 : 1;
}

function LilyPlace({
  lily,
  lean,
  layout,
  name,
}: {
  lily: LilySeat;
  lean: number;
  layout: HearthLayout;
  name: string;
}) {
  const style = { ...at(layout.lily), '--lean': lean } as CSSProperties;
  return (
    <li className={styles.seat} data-lily="true" data-state={lily.state} style={style}>
      <div className={styles.inside}>
        <span className={styles.flower}>
          <LilyFlower size={Math.round(layout.seatSize)} glowing={lily.state !== 'quiet'} />
        </span>
        <span className={styles.name} aria-hidden="true">
          {lily.name}
        </span>
        <span className="visually-hidden">{name}</span>
      </div>
    </li>
  );
}

function More({
  count,
  place,
  label,
  onMore,
}: {
  count: number;
  place: Point;
  label: string;
  onMore?: (() => void) | undefined;
}) {
  const inside = (
    <>
      <span aria-hidden="true">+{count}</span>
      <span className="visually-hidden">{label}</span>
    </>
  );
  return (
    <li className={styles.seat} style={at(place)} data-more="true">
      {onMore ? (
        <button type="button" className={styles.more} onClick={onMore}>
          {inside}
        </button>
      ) : (
        <span className={styles.more}>{inside}</span>
      )}
    </li>
  );
}

export function Seats({
  people,
  lily,
  maxSeats,
  rail,
  label,
  moreLabel,
  describe,
  describeLily,
  onMore,
  onPerson,
}: SeatsProps) {
  const viewport = useSyncExternalStore(watchViewport, readViewport);
  const layout = hearthLayout(viewport, rail);
  const places = Math.min(maxSeats, layout.seats.length);
  const seats = useSeats(people, places);
  const hidden = Math.max(0, people.length - places);
  const size = {
    '--seat': `${Math.round(layout.seatSize)}px`,
    '--seat-width': `${Math.floor(layout.seatBox.width)}px`,
  } as CSSProperties;

  return (
    <ul className={styles.seats} aria-label={label} style={size}>
      {seats.map((seat) => (
        <PersonSeat
          key={seat.person.id}
          seat={seat}
          layout={layout}
          {...(describe && { describe })}
          {...(onPerson && { onPerson })}
        />
      ))}
      {lily.present && (
        <LilyPlace
          lily={lily}
          lean={leanOf(lily, seats)}
          layout={layout}
          name={describeLily?.(lily) ?? lily.name}
        />
      )}
      {hidden > 0 && <More count={hidden} place={layout.more} label={moreLabel(hidden)} onMore={onMore} />}
    </ul>
  );
}
