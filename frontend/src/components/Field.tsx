/** One line to fill in: its name above, what is wrong or good to know beneath, both tied to it for screen readers. */
import { type InputHTMLAttributes, type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Form.module.css';
import { Icon } from './Icon';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  label: string;
  value: string;
  onText: (text: string) => void;
  trouble?: string | undefined;
  hint?: string | undefined;
  /** Stands at the end of the line. */
  after?: ReactNode;
}

export function Field({ label, value, onText, trouble, hint, after, ...input }: FieldProps) {
  const id = useId();
  const note = trouble ?? hint;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.line} data-trouble={trouble !== undefined}>
        <input
          {...input}
          id={id}
          className={styles.input}
          value={value}
          aria-invalid={trouble !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => onText(event.target.value)}
        />
        {after}
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={styles.note} data-trouble={trouble !== undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

interface PasswordFieldProps extends Omit<FieldProps, 'type' | 'after' | 'autoComplete'> {
  autoComplete: 'current-password' | 'new-password';
}

/** A password that may be looked at while it is typed. */
export function PasswordField(props: PasswordFieldProps) {
  const { t } = useTranslation('account');
  const [open, setOpen] = useState(false);
  const look = (
    <button
      type="button"
      className={styles.look}
      aria-label={t('form.showPassword')}
      aria-pressed={open}
      onClick={() => setOpen(!open)}
    >
      <Icon name={open ? 'eyeClosed' : 'eye'} />
    </button>
  );
  return (
    <Field
      {...props}
      type={open ? 'text' : 'password'}
      autoCapitalize="none"
      spellCheck={false}
      required
      after={look}
    />
  );
}
