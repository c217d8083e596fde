/** A form of fields that does one thing: sends once, says what went wrong, and leads to the field that is meant. */

import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import controls from './controls.module.css';
import styles from './Form.module.css';
import { Trouble } from './Trouble';
import type { Act } from './useAct';

interface ActFormProps {
  act: Act;
  /** What the button says. */
  submit: string;
  onSubmit: () => Promise<unknown>;
  children?: ReactNode;
  /** Beside the button. */
  beside?: ReactNode;
  /** For a deed that cannot be undone. */
  grave?: boolean;
  disabled?: boolean;
}

export function ActForm({ act, submit, onSubmit, children, beside, grave = false, disabled }: ActFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { busy, trouble, run } = act;
  useEffect(() => {
    if (Object.keys(trouble.fields).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [trouble]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void run(onSubmit);
  };
  return (
    <form ref={form} className={styles.form} onSubmit={send} noValidate>
      {children}
      <Trouble words={trouble.words} />
      <div className={styles.actions}>
        <button
          type="submit"
          className={grave ? controls.grave : controls.primary}
          disabled={busy || disabled}
        >
          {submit}
        </button>
        {beside}
      </div>
    </form>
  );
}
