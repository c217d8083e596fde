/** Which role is shown what: the page's copy of `MAY` in chat/queries/access.py. The server decides; this only hides. */
import type { MemberData } from '@/protocol/frames.gen';

export type Role = MemberData['role'];

const OWNER: readonly Role[] = ['owner'];
const KEEPERS: readonly Role[] = ['owner', 'keeper'];
const MAY = {
  change_room: KEEPERS,
  rule_room: OWNER,
  delete_room: OWNER,
  invite: KEEPERS,
  let_in: KEEPERS,
  sanction: KEEPERS,
  name_keepers: OWNER,
  hand_over: OWNER,
  decide_reports: KEEPERS,
  skip_slow_mode: KEEPERS,
} as const;
const RANK: Readonly<Record<Role, number>> = { guest: 0, member: 1, keeper: 2, owner: 3 };

/** @param role null: no member */
export function may(role: Role | null, act: keyof typeof MAY): boolean {
  return role !== null && MAY[act].includes(role);
}

/** One acts only upon those below oneself. */
export function isAbove(mine: Role | null, theirs: Role): boolean {
  return mine !== null && RANK[mine] > RANK[theirs];
}

/** Until when somebody can only listen, in milliseconds since 1970; null: they may speak. */
export function mutedUntil(member: Pick<MemberData, 'muted_until'> | undefined, now: number): number | null {
  const until = Date.parse(member?.muted_until ?? '');
  return until > now ? until : null;
}
