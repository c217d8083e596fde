/** A card that says how something went, with one way on. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import controls from '@/components/controls.module.css';
import styles from './Account.module.css';
import { Card } from './Card';

interface ToldProps {
  title: string;
  lead: ReactNode;
  href: string;
  /** What the way on is called. */
  words: string;
}

export function Told({ title, lead, href, words }: ToldProps) {
  return (
    <Card title={title} lead={lead}>
      <div className={styles.part}>
        <Link href={href} className={controls.primary}>
          {words}
        </Link>
      </div>
    </Card>
  );
}
