/**
 * What Enter means in the composer, input methods included. Pure.
 *
 * Hangul is composed in place: whoever presses Enter in the middle of a syllable is done writing, so the wish is kept
 * until the syllable is whole. Kana, Han and pinyin are composed to be chosen from: there Enter takes the choice.
 */

export interface EnterPress {
  readonly shiftKey: boolean;
  /** The key went to the input method: `isComposing`, or key code 229 (Safari ends the composition first). */
  readonly composing: boolean;
  /** What is, or just was, in composition. */
  readonly composed: string;
}

export type EnterMeaning = 'send' | 'send-when-composed' | 'break' | 'confirm';

/** The last character is a Hangul syllable or letter. */
export function endsInHangul(text: string): boolean {
  return /\p{Script=Hangul}$/u.test(text);
}

export function readEnter(press: EnterPress): EnterMeaning {
  if (press.shiftKey) return 'break';
  if (!press.composing) return 'send';
  return endsInHangul(press.composed) ? 'send-when-composed' : 'confirm';
}

/** Unicode code points, as the server counts. */
export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
