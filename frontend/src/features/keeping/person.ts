/** What the card of a person and what is done there share. */
import type { MemberData } from '@/protocol/frames.gen';

export interface KnownPerson {
  readonly name: string;
  /** Null: belongs to the room no more. */
  readonly member: MemberData | null;
}

export type SanctionName = 'mute' | 'remove' | 'ban' | 'handOver';

export interface SanctionProps {
  readonly roomId: number;
  readonly userId: number;
  readonly name: string;
  readonly onDone: () => void;
}
