/** Generated from schema.json by script/protocol: change chat/protocol instead. */

/** The version of the wire; `hello` carries the server's. */
export const PROTOCOL_HASH = '81278badb9df6f7d';

export type Command =
  | RoomEnter
  | RoomLeave
  | MessageSend
  | MessageEdit
  | MessageDelete
  | MessagePin
  | MessageFavorite
  | ReactionSet
  | RoomRead
  | RoomUnread
  | TypingSet
  | ReplyStop
  | ReplyRetry
  | SignalSend
  | Ping
  | MeLoad;
export type ServerFrame =
  | Hello
  | CommandDone
  | CommandFailed
  | RoomEntered
  | Pong
  | MeLoaded
  | MessageChanged
  | RoomChanged
  | RoomRemoved
  | ReplyProgress
  | MemberChanged
  | PresenceChanged
  | TypingChanged
  | ReceiptsChanged
  | SignalReceived
  | ServerRestarting
  | MeReadChanged
  | MeRoomsChanged
  | MeFavoriteChanged
  | MeNotificationChanged
  | MeSettingsChanged;

/**
 * `POST /api/me/delete`. `name` is typed again so that nobody does it by a slip.
 */
export interface AccountRemoval {
  messages: 'keep' | 'remove';
  name: string;
}
/**
 * A file in a room.
 */
export interface AttachmentData {
  bytes: number;
  detail: string | null;
  height: number | null;
  id: string;
  kind: 'image' | 'document' | 'audio';
  media_type: string;
  name: string;
  placeholder: string | null;
  seconds: number | null;
  state: 'ready' | 'processing' | 'failed';
  thumbnail_url: string | null;
  url: string;
  width: number | null;
}
/**
 * What may be brought: a message carries `count` files; bytes by kind; `pixels` of a picture (width x height).
 */
export interface AttachmentLimits {
  audio_bytes: number;
  count: number;
  document_bytes: number;
  extensions: string[];
  image_bytes: number;
  media_types: string[];
  pixels: number;
}
/**
 * Who wrote a message; `name` as it was then.
 */
export interface Author {
  kind: 'user' | 'lily' | 'system';
  name: string;
  user_id: number | null;
}
/**
 * A face: drawn from the seed, or a picture.
 */
export interface Avatar {
  image_url: string | null;
  seed: string;
}
/**
 * Somebody who has to stay away.
 */
export interface BanData {
  avatar: Avatar;
  created_at: string;
  name: string;
  reason: string;
  until: string | null;
  user_id: number;
}
/**
 * `GET /api/rooms/{id}/bans`: newest first.
 */
export interface BanList {
  bans: BanData[];
}
/**
 * `GET /api/blocks`: newest first. `PUT` and `DELETE /api/blocks/{user_id}` change it.
 */
export interface BlockList {
  people: BlockedPerson[];
}
/**
 * Somebody whom one does not want to hear.
 */
export interface BlockedPerson {
  avatar: Avatar;
  created_at: string;
  name: string;
  user_id: number;
}
/**
 * What the sender asks of Lily for one message; null means "what I saved".
 *
 * Numbers outside the limits are bounded when the settings are merged, not refused.
 */
export interface ClientAiSettings {
  ai_enabled: boolean | null;
  ai_provider: ('lily' | 'gemini' | 'openai') | null;
  gemini_model: string | null;
  lily_api_url: string | null;
  lily_model: string | null;
  max_tokens: number | null;
  openai_model: string | null;
  temperature: number | null;
}
/**
 * Load or catch up a room; with `seat` sit down, and join a public room.
 */
export interface RoomEnter {
  ref: string;
  room_id: number;
  seat: boolean;
  since: number | null;
  type: 'room.enter';
}
/**
 * Give up the seat; the membership stays.
 */
export interface RoomLeave {
  ref: string;
  room_id: number;
  type: 'room.leave';
}
/**
 * Say something. A repeat with the same `client_id` gets the first message back.
 */
export interface MessageSend {
  /**
   * @maxItems 10
   */
  attachment_ids: string[];
  client_ai_settings: ClientAiSettings | null;
  client_id: string;
  ref: string;
  reply_to: number | null;
  room_id: number;
  text: string;
  type: 'message.send';
}
/**
 * Say one's own message in other words.
 */
export interface MessageEdit {
  message_id: number;
  ref: string;
  text: string;
  type: 'message.edit';
}
/**
 * Take a message back: a tombstone stays.
 */
export interface MessageDelete {
  message_id: number;
  ref: string;
  type: 'message.delete';
}
/**
 * Pin a message in its room, or take the pin off.
 */
export interface MessagePin {
  message_id: number;
  on: boolean;
  ref: string;
  type: 'message.pin';
}
/**
 * Keep a message for oneself; nobody else learns of it.
 */
export interface MessageFavorite {
  message_id: number;
  on: boolean;
  ref: string;
  type: 'message.favorite';
}
/**
 * Set one's reaction under a message, or take it off.
 */
export interface ReactionSet {
  emoji: string;
  message_id: number;
  on: boolean;
  ref: string;
  type: 'reaction.set';
}
/**
 * Read up to here; only forward.
 */
export interface RoomRead {
  created_seq: number;
  ref: string;
  room_id: number;
  type: 'room.read';
}
/**
 * Unread from here on; only back.
 */
export interface RoomUnread {
  created_seq: number;
  ref: string;
  room_id: number;
  type: 'room.unread';
}
/**
 * Writing something, or not any more; runs out by itself.
 */
export interface TypingSet {
  on: boolean;
  ref: string;
  room_id: number;
  type: 'typing.set';
}
/**
 * Stop Lily's answer; what she said so far stays.
 */
export interface ReplyStop {
  message_id: number;
  ref: string;
  type: 'reply.stop';
}
/**
 * Ask Lily again for an answer that failed or was stopped.
 */
export interface ReplyRetry {
  message_id: number;
  ref: string;
  type: 'reply.retry';
}
/**
 * A WebRTC signal to somebody seated in the same room, to all his tabs or to one connection.
 */
export interface SignalSend {
  payload: {
    [k: string]: unknown;
  };
  ref: string;
  room_id: number;
  to_connection: string | null;
  to_user_id: number;
  type: 'signal.send';
}
/**
 * Still here; the answer carries every head.
 */
export interface Ping {
  ref: string;
  type: 'ping';
}
/**
 * The body of `hello` again.
 */
export interface MeLoad {
  ref: string;
  type: 'me.load';
}
/**
 * The command with this `ref` is committed.
 */
export interface CommandDone {
  message: MessageData | null;
  ref: string;
  type: 'command.done';
}
/**
 * One message. `created_seq` orders; `seq` grows with every change.
 */
export interface MessageData {
  attachments: AttachmentData[];
  author: Author;
  client_id: string | null;
  created_at: string;
  created_seq: number;
  deleted: boolean;
  edited_at: string | null;
  edited_by: number | null;
  error: MessageError | null;
  id: number;
  mentions: number[];
  model: string | null;
  pinned: boolean;
  question_id: number | null;
  reactions: Reaction[];
  reply_to: number | null;
  room_id: number;
  seq: number;
  sources: Source[];
  status: 'complete' | 'queued' | 'writing' | 'stopped' | 'failed';
  text: string;
}
/**
 * Why Lily could not answer: a code the page translates, and a kind line in the asker's language.
 */
export interface MessageError {
  code: string;
  message: string;
}
/**
 * One emoji under a message and the first 50 who set it.
 */
export interface Reaction {
  count: number;
  emoji: string;
  user_ids: number[];
}
/**
 * Where in a document Lily found her words.
 */
export interface Source {
  attachment_id: string;
  excerpt: string;
  page: number | null;
  title: string;
}
/**
 * The command did nothing. `ref` is null where the frame could not be read.
 */
export interface CommandFailed {
  code:
    | 'bad_frame'
    | 'unknown_type'
    | 'not_found'
    | 'forbidden'
    | 'muted'
    | 'slow_mode'
    | 'rate_limited'
    | 'too_large'
    | 'conflict'
    | 'room_full'
    | 'room_closed'
    | 'unavailable';
  message: string;
  ref: string | null;
  retry_after: number | null;
  type: 'command.failed';
}
/**
 * What this house offers.
 */
export interface Config {
  default_room_id: number;
  guests_enabled: boolean;
  languages: ('ko' | 'en')[];
  lily_api_url: string;
  lily_urls: string[];
  limits: Limits;
  livekit: boolean;
  providers: ('lily' | 'gemini' | 'openai')[];
  push_key: string | null;
  sign_in: SignIn;
}
/**
 * The bounds that the page must know to be kind before the server has to be strict.
 */
export interface Limits {
  attachments: AttachmentLimits;
  max_tokens_cap: number;
  max_tokens_default: number;
  name_length: number;
  reason_length: number;
  room_name_length: number;
  text_length: number;
  topic_length: number;
}
/**
 * Which ways in there are. `accounts`: whether one may make an account here by e-mail.
 */
export interface SignIn {
  accounts: boolean;
  guests: boolean;
  passkeys: boolean;
  providers: SignInProvider[];
}
/**
 * A provider that has its keys.
 */
export interface SignInProvider {
  id: string;
  name: string;
}
/**
 * The shape of every answer that is not a success.
 */
export interface ErrorAnswer {
  error: ErrorBody;
}
/**
 * What went wrong, in the person's language; `fields` says it field by field.
 */
export interface ErrorBody {
  code: string;
  fields: {
    [k: string]: string;
  } | null;
  message: string;
}
/**
 * `GET /api/favorites`: kept messages, newest first.
 */
export interface FavoriteList {
  messages: MessageData[];
}
/**
 * A message became, or is no more, a favourite.
 */
export interface FavoritePart {
  message_id: number;
  on: boolean;
  room_id: number;
}
/**
 * The guest who just sat down; the token is a new one.
 */
export interface GuestAnswer {
  csrf_token: string;
  user: UserData;
}
/**
 * A person as he sees himself.
 */
export interface UserData {
  avatar: Avatar;
  id: number;
  is_guest: boolean;
  is_staff: boolean;
  language: 'ko' | 'en';
  name: string;
}
/**
 * `GET /health`.
 */
export interface Health {
  status: 'ok';
}
/**
 * The first frame of a socket.
 */
export interface Hello {
  connection: string;
  epoch: string;
  heartbeat_seconds: number;
  notifications_unread: number;
  protocol: string;
  rooms: RoomSummary[];
  server_time: string;
  type: 'hello';
  user: UserData;
  user_head: number;
}
/**
 * A room in a person's list. `partner` is null unless the room is one-to-one.
 */
export interface RoomSummary {
  favorite: boolean;
  last_message: MessageData | null;
  mentions: number;
  notify: 'all' | 'mentions' | 'none';
  partner: Partner | null;
  read_seq: number;
  room: RoomData;
  unread: number;
}
/**
 * The other one of a one-to-one room.
 */
export interface Partner {
  avatar: Avatar;
  name: string;
  user_id: number;
}
/**
 * A room. `head` is its clock, `seq` the stamp of its own row; `my_role` is null in events.
 */
export interface RoomData {
  archived: boolean;
  capacity: number | null;
  created_at: string;
  head: number;
  history: 'all' | 'since_joined';
  id: number;
  lily: 'off' | 'called' | 'company';
  my_role: ('owner' | 'keeper' | 'member' | 'guest') | null;
  name: string;
  purged_before_seq: number;
  seq: number;
  slow_seconds: number;
  topic: string;
  visibility: 'public' | 'private' | 'direct';
}
/**
 * A window of messages, oldest first.
 */
export interface HistoryAnswer {
  has_after: boolean;
  has_before: boolean;
  head: number;
  members: MemberData[];
  messages: MessageData[];
  referenced: MessageData[];
}
/**
 * A person in a room. `left` rows stay, so that those who were away learn of it.
 */
export interface MemberData {
  avatar: Avatar;
  left: boolean;
  muted_until: string | null;
  name: string;
  role: 'owner' | 'keeper' | 'member' | 'guest';
  room_id: number;
  seq: number;
  user_id: number;
}
/**
 * `POST /api/invites/{token}/accept`: inside, or the keepers were asked.
 */
export interface InviteAccepted {
  room_id: number;
  state: 'joined' | 'asked';
}
/**
 * A link into a room; `path` is what follows the house's address.
 */
export interface InviteData {
  approval: boolean;
  created_at: string;
  created_by: string;
  expires_at: string | null;
  id: string;
  max_uses: number | null;
  path: string;
  token: string;
  uses: number;
}
/**
 * `GET /api/rooms/{id}/invites`: those that still open the door, newest first.
 */
export interface InviteList {
  invites: InviteData[];
}
/**
 * `GET /api/invites/{token}`: the room behind the door. `state` is what the person is to it already.
 */
export interface InvitePreview {
  approval: boolean;
  faces: Avatar[];
  full: boolean;
  invited_by: string;
  member_count: number;
  name: string;
  room_id: number;
  seated: number;
  state: 'new' | 'member' | 'asked' | 'banned';
  topic: string;
}
/**
 * `POST /api/rooms/{id}/requests/{user_id}`.
 */
export interface JoinAnswer {
  accept: boolean;
}
/**
 * Somebody who asked to be let in.
 */
export interface JoinRequestData {
  avatar: Avatar;
  created_at: string;
  is_guest: boolean;
  name: string;
  user_id: number;
}
/**
 * `GET /api/rooms/{id}/requests`: oldest first.
 */
export interface JoinRequestList {
  requests: JoinRequestData[];
}
/**
 * For the person's own tabs: a favourite changed.
 */
export interface MeFavoriteChanged {
  data: FavoritePart;
  part: 'favorite';
  type: 'me.changed';
  user_head: number;
}
/**
 * The answer to `me.load`.
 */
export interface MeLoaded {
  connection: string;
  epoch: string;
  heartbeat_seconds: number;
  notifications_unread: number;
  protocol: string;
  ref: string;
  rooms: RoomSummary[];
  server_time: string;
  type: 'me.loaded';
  user: UserData;
  user_head: number;
}
/**
 * For the person's own tabs: notifications came or were read.
 */
export interface MeNotificationChanged {
  data: NotificationPart;
  part: 'notification';
  type: 'me.changed';
  user_head: number;
}
/**
 * A notification came or was read; null where several changed at once.
 */
export interface NotificationPart {
  notification: NotificationData | null;
  unread: number;
}
/**
 * Something that happened to a person while he may have been away.
 */
export interface NotificationData {
  created_at: string;
  excerpt: string;
  from_name: string;
  id: string;
  kind: 'mention' | 'reply' | 'invite' | 'keeper';
  message_id: number | null;
  read: boolean;
  room_id: number;
}
/**
 * For the person's own tabs: a read mark moved.
 */
export interface MeReadChanged {
  data: ReadPart;
  part: 'read';
  type: 'me.changed';
  user_head: number;
}
/**
 * A read mark moved.
 */
export interface ReadPart {
  mentions: number;
  read_seq: number;
  room_id: number;
  unread: number;
}
/**
 * For the person's own tabs: a room came into the list, or changed there.
 */
export interface MeRoomsChanged {
  data: RoomSummary;
  part: 'rooms';
  type: 'me.changed';
  user_head: number;
}
/**
 * For the person's own tabs: settings were saved.
 */
export interface MeSettingsChanged {
  data: SettingsData;
  part: 'settings';
  type: 'me.changed';
  user_head: number;
}
/**
 * What a person has saved, and what he is called.
 *
 * `receipts`, `presence`: whether others may see how far one has read, that one is seated. `blocked`: people that he
 * does not want to hear.
 */
export interface SettingsData {
  avatar: Avatar;
  blocked: number[];
  client_ai_settings: ClientAiSettings;
  digest: 'never' | 'daily';
  language: 'ko' | 'en';
  name: string;
  page: PageSettings;
  presence: boolean;
  quiet: QuietHours | null;
  receipts: boolean;
  time_zone: string;
}
/**
 * How the page looks; null means "as the device has it".
 */
export interface PageSettings {
  motion: ('full' | 'calm' | 'system') | null;
  text_size: ('small' | 'normal' | 'large' | 'larger') | null;
  theme: ('night' | 'day' | 'system') | null;
}
/**
 * Do not disturb from `begin` until `end`, in minutes after midnight of the person's time zone.
 */
export interface QuietHours {
  begin: number;
  end: number;
}
/**
 * All that a person's page starts from: the body of `hello` and of `me.loaded`.
 */
export interface MeState {
  connection: string;
  epoch: string;
  heartbeat_seconds: number;
  notifications_unread: number;
  protocol: string;
  rooms: RoomSummary[];
  server_time: string;
  user: UserData;
  user_head: number;
}
/**
 * Somebody joined, left, was renamed, got another role or was muted.
 */
export interface MemberChanged {
  member: MemberData;
  room_id: number;
  seq: number;
  type: 'member.changed';
}
/**
 * `GET /api/rooms/{id}/members?after=`: those who belong here by name, 200 a page; `next` is the next `after`.
 */
export interface MemberList {
  members: MemberData[];
  next: number | null;
}
/**
 * `PATCH /api/rooms/{id}/members/{user_id}`: what is not given stays.
 *
 * `role: "owner"` hands the room over: who gave it is a keeper then. `muted_until` null that is given ends the mute.
 * `banned` true takes the person out and keeps him out until `banned_until` (null: until lifted); false lifts it.
 */
export interface MemberPatch {
  banned?: boolean | null;
  banned_until?: string | null;
  muted_until?: string | null;
  reason?: string;
  role?: ('owner' | 'keeper' | 'member' | 'guest') | null;
}
/**
 * A message came or changed.
 */
export interface MessageChanged {
  message: MessageData;
  room_id: number;
  seq: number;
  type: 'message.changed';
}
/**
 * `PATCH /api/rooms/{id}/me`: null leaves a field as it is.
 */
export interface MyRoomPatch {
  favorite?: boolean | null;
  notify?: ('all' | 'mentions' | 'none') | null;
}
/**
 * `POST /api/guest`.
 */
export interface NewGuest {
  language: 'ko' | 'en';
  name: string;
}
/**
 * `POST /api/rooms/{id}/invites`. Null: for ever, for as many as come. `approval`: who comes by it only asks.
 */
export interface NewInvite {
  approval?: boolean;
  expires_in?: number | null;
  max_uses?: number | null;
}
/**
 * What a message is made of, however it comes: by socket or by HTTP. Files may come without words.
 */
export interface NewMessage {
  /**
   * @maxItems 10
   */
  attachment_ids: string[];
  client_ai_settings: ClientAiSettings | null;
  client_id: string;
  reply_to: number | null;
  text: string;
}
/**
 * `POST /api/push`: this browser wants to be told. `DELETE /api/push` with the same `endpoint` ends it.
 */
export interface NewPushSubscription {
  auth: string;
  endpoint: string;
  p256dh: string;
}
/**
 * `POST /api/rooms/{id}/reports`: a message (`message_id`), or a person (`user_id`); exactly one of them.
 */
export interface NewReport {
  message_id?: number | null;
  reason: string;
  user_id?: number | null;
}
/**
 * `POST /api/rooms`. A one-to-one room (`direct`) names `user_id` and no name; every other needs a name.
 *
 * `capacity` null: no limit.
 */
export interface NewRoom {
  capacity?: number | null;
  history?: 'all' | 'since_joined';
  lily?: 'off' | 'called' | 'company';
  name?: string | null;
  slow_seconds?: number;
  topic?: string;
  user_id?: number | null;
  visibility?: 'public' | 'private' | 'direct';
}
/**
 * `GET /api/notifications`: newest first.
 */
export interface NotificationList {
  has_before: boolean;
  notifications: NotificationData[];
  unread: number;
}
/**
 * `POST /api/notifications/read`: these, or all with null.
 */
export interface NotificationsRead {
  ids: string[] | null;
}
/**
 * `DELETE /api/push`.
 */
export interface OldPushSubscription {
  endpoint: string;
}
/**
 * What is not given stays; null that is given means "as the device has it".
 */
export interface PagePatch {
  motion?: ('full' | 'calm' | 'system') | null;
  text_size?: ('small' | 'normal' | 'large' | 'larger') | null;
  theme?: ('night' | 'day' | 'system') | null;
}
/**
 * `GET /api/rooms/{id}/pins`: pinned messages, newest first.
 */
export interface PinList {
  messages: MessageData[];
}
/**
 * The answer to `ping`: the heads of every membership and of the person.
 */
export interface Pong {
  heads: {
    [k: string]: number;
  };
  ref: string;
  server_time: string;
  type: 'pong';
  user_head: number;
}
/**
 * Where a person is in a room.
 */
export interface Presence {
  state: 'seated' | 'away' | 'gone';
  user_id: number;
}
/**
 * Who came, went or is away; with `full` the whole list (first 100).
 */
export interface PresenceChanged {
  changes: Presence[];
  full: boolean;
  room_id: number;
  type: 'presence.changed';
}
/**
 * How far a person has read.
 */
export interface ReadMark {
  created_seq: number;
  user_id: number;
}
/**
 * `GET /ready`: each part is "ok", "degraded" (the house works without it) or "down".
 */
export interface Ready {
  channel_layer: 'ok' | 'down';
  database: 'ok' | 'down';
  lily: 'ok' | 'degraded';
  media: 'ok' | 'down';
  status: 'ok' | 'degraded' | 'down';
}
/**
 * How far people have read, of those who allow it; with `full` the whole list (first 100).
 */
export interface ReceiptsChanged {
  full: boolean;
  marks: ReadMark[];
  room_id: number;
  type: 'receipts.changed';
}
/**
 * Lily's words so far. Never needed for correctness.
 */
export interface ReplyProgress {
  attempt: number;
  message_id: number;
  revision: number;
  room_id: number;
  text: string;
  type: 'reply.progress';
}
/**
 * A report in the keepers' queue. `excerpt`: the words as they were. `decision` null while it waits.
 */
export interface ReportData {
  about_name: string;
  about_user_id: number | null;
  created_at: string;
  decided_at: string | null;
  decided_by: string | null;
  decision: ('kept' | 'message_removed' | 'muted' | 'removed' | 'banned') | null;
  excerpt: string;
  id: string;
  message_id: number | null;
  note: string;
  reason: string;
  reporter_name: string;
  room_id: number;
}
/**
 * `POST /api/rooms/{id}/reports/{report_id}/decision`. `hours` of a mute or ban (null: a day; a ban: for good).
 */
export interface ReportDecision {
  decision: 'kept' | 'message_removed' | 'muted' | 'removed' | 'banned';
  hours?: number | null;
  note?: string;
}
/**
 * `GET /api/rooms/{id}/reports?open=`: those that wait first, oldest first; then the decided, newest first.
 */
export interface ReportList {
  reports: ReportData[];
}
/**
 * A room's settings changed.
 */
export interface RoomChanged {
  room: RoomData;
  room_id: number;
  seq: number;
  type: 'room.changed';
}
/**
 * How many belong to a room, and how many sit there now.
 */
export interface RoomCount {
  members: number;
  room_id: number;
  seated: number;
}
/**
 * The answer to `room.enter`: a room from the start, or what changed after `since`.
 */
export interface RoomEntered {
  complete: boolean;
  favorites: number[];
  head: number;
  marks: ReadMark[];
  member_count: number;
  members: MemberData[];
  messages: MessageData[];
  present: Presence[];
  read_seq: number;
  ref: string;
  referenced: MessageData[];
  room: RoomData;
  type: 'room.entered';
  user_head: number;
}
/**
 * `GET /api/rooms`: the rooms one may see, mine first; `counts` has a line for each.
 */
export interface RoomList {
  counts: RoomCount[];
  rooms: RoomSummary[];
}
/**
 * `PATCH /api/rooms/{id}`: what is not given, or null, stays; a given null `capacity` takes the limit away.
 */
export interface RoomPatch {
  archived?: boolean | null;
  capacity?: number | null;
  history?: ('all' | 'since_joined') | null;
  lily?: ('off' | 'called' | 'company') | null;
  name?: string | null;
  slow_seconds?: number | null;
  topic?: string | null;
  visibility?: ('public' | 'private') | null;
}
/**
 * The room is gone for this person.
 */
export interface RoomRemoved {
  reason: 'left' | 'removed' | 'banned' | 'deleted';
  room_id: number;
  type: 'room.removed';
}
/**
 * `GET /api/search`: newest first. `words`: what was looked for, folded.
 *
 * `before`: ask with it for more; null when there is no more. There may be more after few hits, or none.
 */
export interface SearchAnswer {
  before: number | null;
  hits: SearchHit[];
  words: string[];
}
/**
 * A message and where in it the words stand.
 */
export interface SearchHit {
  highlights: Span[];
  message: MessageData;
  room_name: string;
}
/**
 * A found place in a message's text, in code points: from `start` up to, without, `end`.
 */
export interface Span {
  end: number;
  start: number;
}
/**
 * Everyone who is writing now.
 */
export interface TypingChanged {
  room_id: number;
  type: 'typing.changed';
  user_ids: number[];
}
/**
 * A WebRTC signal from somebody in the same room.
 */
export interface SignalReceived {
  from_connection: string;
  from_user_id: number;
  payload: {
    [k: string]: unknown;
  };
  room_id: number;
  type: 'signal.received';
}
/**
 * The server goes; come back after this time, each client its own.
 */
export interface ServerRestarting {
  reconnect_after_ms: number;
  type: 'server.restarting';
}
/**
 * `GET /api/session`.
 */
export interface SessionAnswer {
  config: Config;
  csrf_token: string;
  user: UserData | null;
}
/**
 * `PATCH /api/settings`: what is not given, or null, stays; a null `quiet` that is given ends the quiet hours.
 */
export interface SettingsPatch {
  avatar_seed?: string | null;
  client_ai_settings?: ClientAiSettings | null;
  digest?: ('never' | 'daily') | null;
  language?: ('ko' | 'en') | null;
  name?: string | null;
  page?: PagePatch | null;
  presence?: boolean | null;
  quiet?: QuietHours | null;
  receipts?: boolean | null;
  time_zone?: string | null;
}
