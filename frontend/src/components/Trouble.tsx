/** What did not work, said at once to eyes and ears; nothing where nothing is wrong. */
import styles from './Form.module.css';

export function Trouble({ words }: { words: string }) {
  if (words === '') return null;
  return (
    <p role="alert" className={styles.trouble}>
      {words}
    </p>
  );
}
