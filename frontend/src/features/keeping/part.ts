/** What the pages of the drawer of a room share. */
import type { RoomData } from '@/protocol/frames.gen';

export type PartName = 'change' | 'members' | 'invites' | 'requests' | 'reports' | 'bans' | 'end';

export interface PartProps {
  readonly room: RoomData;
  /** Back to the first page of the drawer. */
  readonly onDone: () => void;
  /** The room is mine no more. */
  readonly onGone: () => void;
}
