/** What was reported in a room: what waits first, with the words as they were; then what was decided. */
import { type FormEvent, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { Labelled } from '@/components/Labelled';
import { useAsked } from '@/components/useAsked';
import { useCall } from '@/components/useCall';
import { useRooms } from '@/components/useRooms';
import { formatMoment } from '@/lib/times';
import type { ReportData, ReportDecision } from '@/protocol/frames.gen';
import styles from './Keeping.module.css';
import type { PartProps } from './part';
import { ActTrouble, ListState } from './Trouble';

type Decision = ReportDecision['decision'];

/** How long a mute or a ban lasts, in hours; 0: for good. */
const MUTE_HOURS = [1, 24, 168] as const;
const BAN_HOURS = [24, 168, 720, 0] as const;

export function ReportsPart({ room }: PartProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const ask = useCallback(() => rooms.reports(room.id), [rooms, room.id]);
  const asked = useAsked(ask);
  const reports = asked.value?.reports ?? [];
  const open = reports.filter(({ decision }) => decision === null);
  const decided = reports.filter(({ decision }) => decision !== null);
  return (
    <div className={forms.stack}>
      <ListState asked={asked} empty={open.length === 0 ? t('reports.none') : null} />
      <ul className={styles.cards}>
        {open.map((report) => (
          <li key={report.id} className={styles.card}>
            <Reported report={report} />
            <DecisionForm report={report} onDecided={asked.again} />
          </li>
        ))}
      </ul>
      {decided.length > 0 && (
        <section className={forms.part}>
          <h3 className={styles.heading}>{t('reports.decided')}</h3>
          <ul className={styles.cards}>
            {decided.map((report) => (
              <li key={report.id} className={styles.card} data-done="true">
                <Reported report={report} />
                <Decided report={report} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Reported({ report }: { report: ReportData }) {
  const { t, i18n } = useTranslation('keeping');
  const { about_name, reporter_name, reason, excerpt, created_at } = report;
  return (
    <>
      <p>
        <strong>{about_name || t('someone')}</strong>
        <span className={styles.line}>
          {t('reports.by', { name: reporter_name || t('someone') })}
          {` · ${formatMoment(Date.parse(created_at), i18n.language, Date.now())}`}
        </span>
      </p>
      {excerpt !== '' && <blockquote className={styles.words}>{excerpt}</blockquote>}
      <p>{reason}</p>
    </>
  );
}

function Decided({ report }: { report: ReportData }) {
  const { t, i18n } = useTranslation('keeping');
  const { decision, decided_by, decided_at, note } = report;
  const when =
    decided_at === null ? '' : ` · ${formatMoment(Date.parse(decided_at), i18n.language, Date.now())}`;
  return (
    <p className={forms.quiet}>
      {t(`reports.did.${decision}`)}
      {decided_by !== null && ` · ${decided_by || t('someone')}`}
      {when}
      {note !== '' && <span className={styles.line}>{note}</span>}
    </p>
  );
}

function listDecisions({ message_id, about_user_id }: ReportData): Decision[] {
  return [
    'kept',
    ...(message_id === null ? [] : (['message_removed'] as const)),
    ...(about_user_id === null ? [] : (['muted', 'removed', 'banned'] as const)),
  ];
}

function DecisionForm({ report, onDecided }: { report: ReportData; onDecided: () => void }) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const [decision, setDecision] = useState<Decision>('kept');
  const [hours, setHours] = useState(24);
  const [note, setNote] = useState('');
  const terms = decision === 'muted' ? MUTE_HOURS : decision === 'banned' ? BAN_HOURS : [];
  const term = terms.find((each) => each === hours) ?? 24;
  const decide = async (event: FormEvent) => {
    event.preventDefault();
    const body = { decision, note: note.trim(), hours: terms.length === 0 ? null : term || null };
    if (await act.run(() => rooms.decide(report.room_id, report.id, body))) onDecided();
  };
  return (
    <form className={forms.part} onSubmit={(event) => void decide(event)}>
      <Labelled label={t('reports.what')}>
        {(ids) => (
          <select {...ids} value={decision} onChange={(event) => setDecision(event.target.value as Decision)}>
            {listDecisions(report).map((each) => (
              <option key={each} value={each}>
                {t(`reports.do.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {terms.length > 0 && (
        <Labelled label={t('howLong')}>
          {(ids) => (
            <select {...ids} value={term} onChange={(event) => setHours(Number(event.target.value))}>
              {terms.map((each) => (
                <option key={each} value={each}>
                  {t(`hours.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      <Labelled label={t('reports.note')} note={t('reports.noteNote')}>
        {(ids) => (
          <textarea {...ids} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Labelled>
      <ActTrouble act={act} />
      <button type="submit" className={controls.primary} disabled={act.busy}>
        {t('reports.decide')}
      </button>
    </form>
  );
}
