/** What `GET /api/session` answers in tests. */
import type { SessionAnswer, UserData } from '@/protocol/frames.gen';

export function session(user: UserData | null): SessionAnswer {
  return {
    user,
    csrf_token: 'token',
    config: {
      default_room_id: 1,
      guests_enabled: true,
      languages: ['ko', 'en'],
      limits: {
        text_length: 8000,
        name_length: 40,
        max_tokens_default: 20,
        max_tokens_cap: 128,
        room_name_length: 80,
        topic_length: 200,
        reason_length: 500,
        attachments: {
          count: 10,
          image_bytes: 20_971_520,
          document_bytes: 26_214_400,
          audio_bytes: 26_214_400,
          pixels: 60_000_000,
          media_types: [],
          extensions: [],
        },
      },
      providers: ['lily'],
      lily_urls: [],
      lily_api_url: 'http://127.0.0.1:8001',
      sign_in: { guests: true, accounts: true, passkeys: true, providers: [] },
      livekit: false,
      push_key: null,
    },
  };
}
