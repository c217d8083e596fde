/** One thing to fill in, with its name, and beneath it what it is for or what is wrong with it. */
import { type ReactNode, useId } from 'react';
import styles from './Labelled.module.css';

export interface LabelledIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
  readonly className: string | undefined;
}

interface LabelledProps {
  label: string;
  note?: string | undefined;
  error?: string | undefined;
  children: (ids: LabelledIds) => ReactNode;
}

export function Labelled({ label, note, error, children }: LabelledProps) {
  const id = useId();
  const below = error ?? note;
  const ids: LabelledIds = {
    id,
    'aria-describedby': below === undefined ? undefined : `${id}-note`,
    'aria-invalid': error !== undefined,
    className: styles.field,
  };
  return (
    <div className={styles.place}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      {children(ids)}
      {below !== undefined && (
        <p id={`${id}-note`} className={styles.note} data-wrong={error !== undefined}>
          {below}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  legend: string;
  value: Value;
  options: readonly { readonly value: Value; readonly name: string; readonly note?: string }[];
  onChange: (value: Value) => void;
}

/** One of a few, each with a word on what it means. */
export function Choice<Value extends string>({ legend, value, options, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice}>
      <legend className={styles.label}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.option}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.name}
            {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
