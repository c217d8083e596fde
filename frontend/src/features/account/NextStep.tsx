/** What the house waits for before one is in: the mail, a second proof, or what a provider did not tell. */
import type { Standing } from '@/lib/accountApi';
import { JoinStep } from './JoinStep';
import { MailStep } from './MailStep';
import { SecondStep } from './SecondStep';
import type { ComingIn } from './useComingIn';

interface NextStepProps {
  standing: Exclude<Standing, { step: 'in' | 'out' }>;
  take: ComingIn['take'];
  /** Where the mail went; empty when only the provider knows. */
  email: string;
  /** Signs in once more, which sends a new link; null where that cannot be done. */
  onAgain: (() => Promise<Standing>) | null;
}

export function NextStep({ standing, take, email, onAgain }: NextStepProps) {
  switch (standing.step) {
    case 'mail':
      return <MailStep take={take} email={email} onAgain={onAgain} />;
    case 'second':
      return <SecondStep take={take} types={standing.types} />;
    case 'join':
      return <JoinStep take={take} provider={standing.provider.name} />;
    default:
      standing satisfies never;
      return null;
  }
}
