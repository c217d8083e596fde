/** What the pages of the settings are made of: a part with its title, a switch, a choice of a few. */
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import { Trouble } from '@/components/Trouble';
import choices from './Choice.module.css';
import styles from './Settings.module.css';
import switches from './Switch.module.css';
import type { Fetched } from './useFetched';

export interface PageProps {
  /** Closes the settings and opens what the room tells one of. */
  onRoomSheet: () => void;
}

interface PartProps {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
}

export function Part({ title, lead, children }: PartProps) {
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {title}
      </h3>
      {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}

interface SwitchProps {
  label: string;
  note?: string | undefined;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}

export function Switch({ label, note, on, disabled = false, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className={switches.switch}>
      <label className={switches.switchLabel} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        className={switches.toggle}
        checked={on}
        aria-checked={on}
        disabled={disabled}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.checked)}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={switches.note}>
          {note}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly picture?: ReactNode }[];
  onChoose: (value: Value) => void;
}

export function Choice<Value extends string>({ legend, value, options, onChoose }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={choices.choice}>
      <legend className={styles.heading}>{legend}</legend>
      <div className={choices.options} data-count={options.length}>
        {options.map((option) => (
          <label key={option.value} className={choices.option}>
            <input
              type="radio"
              name={name}
              className="visually-hidden"
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            {option.picture}
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** While a list is on its way, or when it does not come. */
export function Waiting({ fetched }: { fetched: Pick<Fetched<unknown>, 'value' | 'failed' | 'reload'> }) {
  const { t } = useTranslation('settings');
  if (fetched.failed) {
    return (
      <p role="alert" className={styles.trouble}>
        {t('notFetched')}
        <button type="button" className={styles.plain} onClick={fetched.reload}>
          {t('tryAgain')}
        </button>
      </p>
    );
  }
  return fetched.value === null ? <Embers label={t('fetching')} /> : null;
}

export function NotSaved({ failed }: { failed: boolean }) {
  const { t } = useTranslation('settings');
  return <Trouble words={failed ? t('notSaved') : ''} />;
}
