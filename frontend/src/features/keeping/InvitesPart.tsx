/** Links into a room: those that open the door now, and a new one. */
import { type FormEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { Labelled } from '@/components/Labelled';
import { useAsked } from '@/components/useAsked';
import { useCall } from '@/components/useCall';
import { useRooms } from '@/components/useRooms';
import { formatMoment } from '@/lib/times';
import type { InviteData } from '@/protocol/frames.gen';
import styles from './Keeping.module.css';
import type { PartProps } from './part';
import { ActTrouble, ListState } from './Trouble';

const HOUR = 3_600;
/** How long a link may open the door, in seconds; 0 is for ever. */
const TERMS = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, never: 0 } as const;
type Term = keyof typeof TERMS;
const USES = [0, 1, 5, 10, 50, 100] as const;

export function InvitesPart({ room }: PartProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const ask = useCallback(() => rooms.invites(room.id), [rooms, room.id]);
  const asked = useAsked(ask);
  const act = useCall();
  const invites = asked.value?.invites ?? [];
  const change = async (what: () => Promise<unknown>) => {
    if (await act.run(what)) asked.again();
  };
  return (
    <div className={forms.stack}>
      <NewInviteForm roomId={room.id} onMade={asked.again} />
      <ActTrouble act={act} />
      <ListState asked={asked} empty={invites.length === 0 ? t('invites.none') : null} />
      <ul className={styles.cards}>
        {invites.map((invite) => (
          <li key={invite.id} className={styles.card}>
            <Invite
              invite={invite}
              onRevoke={() => void change(() => rooms.revokeInvite(room.id, invite.id))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function NewInviteForm({ roomId, onMade }: { roomId: number; onMade: () => void }) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const [term, setTerm] = useState<Term>('week');
  const [uses, setUses] = useState(0);
  const [approval, setApproval] = useState(false);
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const invite = { expires_in: TERMS[term] || null, max_uses: uses || null, approval };
    if (await act.run(() => rooms.makeInvite(roomId, invite))) onMade();
  };
  return (
    <form className={forms.part} onSubmit={(event) => void make(event)}>
      <div className={styles.pair}>
        <Labelled label={t('invites.term')}>
          {(ids) => (
            <select {...ids} value={term} onChange={(event) => setTerm(event.target.value as Term)}>
              {(Object.keys(TERMS) as Term[]).map((each) => (
                <option key={each} value={each}>
                  {t(`invites.terms.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t('invites.uses')}>
          {(ids) => (
            <select {...ids} value={uses} onChange={(event) => setUses(Number(event.target.value))}>
              {USES.map((count) => (
                <option key={count} value={count}>
                  {count === 0 ? t('invites.anyNumber') : t('invites.people', { count })}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      </div>
      <label className={styles.check}>
        <input type="checkbox" checked={approval} onChange={(event) => setApproval(event.target.checked)} />
        {t('invites.approval')}
      </label>
      <ActTrouble act={act} />
      <button type="submit" className={controls.primary} disabled={act.busy}>
        {t('invites.make')}
      </button>
    </form>
  );
}

function Invite({ invite, onRevoke }: { invite: InviteData; onRevoke: () => void }) {
  const { t, i18n } = useTranslation('keeping');
  const [copied, setCopied] = useState(false);
  const address = new URL(invite.path, window.location.origin).href;
  const copy = async () => {
    await navigator.clipboard?.writeText(address).then(
      () => setCopied(true),
      () => undefined, // the address stands there to be marked and copied by hand
    );
  };
  const until =
    invite.expires_at === null
      ? t('invites.forEver')
      : t('invites.until', { when: formatMoment(Date.parse(invite.expires_at), i18n.language, Date.now()) });
  const used =
    invite.max_uses === null
      ? t('invites.used', { count: invite.uses })
      : t('invites.usedOf', { count: invite.uses, most: invite.max_uses });
  return (
    <>
      <input
        className={styles.address}
        readOnly
        value={address}
        aria-label={t('invites.address')}
        onFocus={(event) => event.target.select()}
      />
      <p className={forms.quiet}>
        {until} · {used}
        {invite.approval && ` · ${t('invites.asks')}`}
      </p>
      <div className={forms.row}>
        <button type="button" className={controls.worded} onClick={() => void copy()}>
          {t(copied ? 'invites.copied' : 'invites.copy')}
        </button>
        <button type="button" className={`${controls.worded} ${forms.danger}`} onClick={onRevoke}>
          {t('invites.revoke')}
        </button>
      </div>
      <span className="visually-hidden" role="status">
        {copied && t('invites.copied')}
      </span>
    </>
  );
}
