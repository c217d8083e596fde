/** The HTTP calls about rooms: the lobby, making and changing one, its people, links, requests, bans, reports, blocks. */
import type {
  BanList,
  BlockList,
  InviteAccepted,
  InviteData,
  InviteList,
  InvitePreview,
  JoinRequestList,
  MemberList,
  MemberPatch,
  NewInvite,
  NewReport,
  NewRoom,
  ReportDecision,
  ReportList,
  RoomData,
  RoomList,
  RoomPatch,
} from '@/protocol/frames.gen';
import type { Api } from './api';

/** Every call rejects with ApiError. */
export class RoomsApi {
  constructor(private readonly api: Pick<Api, 'call'>) {}

  list(): Promise<RoomList> {
    return this.api.call('/api/rooms');
  }

  create(room: NewRoom): Promise<RoomData> {
    return this.api.call('/api/rooms', room);
  }

  /** The room of the two of us, a new one or the one that is. */
  talkAlone(userId: number): Promise<RoomData> {
    return this.create({ visibility: 'direct', user_id: userId });
  }

  change(roomId: number, patch: RoomPatch): Promise<RoomData> {
    return this.api.call(`/api/rooms/${roomId}`, patch, 'PATCH');
  }

  remove(roomId: number): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}`, {}, 'DELETE');
  }

  leave(roomId: number): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/leave`, {});
  }

  /** @param after the `next` of the page before */
  members(roomId: number, after: number | null): Promise<MemberList> {
    return this.api.call(`/api/rooms/${roomId}/members${after === null ? '' : `?after=${after}`}`);
  }

  changeMember(roomId: number, userId: number, patch: MemberPatch): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/members/${userId}`, patch, 'PATCH');
  }

  removeMember(roomId: number, userId: number): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/members/${userId}`, {}, 'DELETE');
  }

  bans(roomId: number): Promise<BanList> {
    return this.api.call(`/api/rooms/${roomId}/bans`);
  }

  invites(roomId: number): Promise<InviteList> {
    return this.api.call(`/api/rooms/${roomId}/invites`);
  }

  makeInvite(roomId: number, invite: NewInvite): Promise<InviteData> {
    return this.api.call(`/api/rooms/${roomId}/invites`, invite);
  }

  revokeInvite(roomId: number, inviteId: string): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/invites/${inviteId}`, {}, 'DELETE');
  }

  requests(roomId: number): Promise<JoinRequestList> {
    return this.api.call(`/api/rooms/${roomId}/requests`);
  }

  answerRequest(roomId: number, userId: number, accept: boolean): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/requests/${userId}`, { accept });
  }

  previewInvite(token: string): Promise<InvitePreview> {
    return this.api.call(`/api/invites/${encodeURIComponent(token)}`);
  }

  acceptInvite(token: string): Promise<InviteAccepted> {
    return this.api.call(`/api/invites/${encodeURIComponent(token)}/accept`, {});
  }

  report(roomId: number, report: NewReport): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/reports`, report);
  }

  reports(roomId: number): Promise<ReportList> {
    return this.api.call(`/api/rooms/${roomId}/reports`);
  }

  decide(roomId: number, reportId: string, decision: ReportDecision): Promise<unknown> {
    return this.api.call(`/api/rooms/${roomId}/reports/${reportId}/decision`, decision);
  }

  blocks(): Promise<BlockList> {
    return this.api.call('/api/blocks');
  }

  /** Whom one does not want to hear; it shows by an event. */
  setBlocked(userId: number, on: boolean): Promise<unknown> {
    return this.api.call(`/api/blocks/${userId}`, {}, on ? 'PUT' : 'DELETE');
  }
}
