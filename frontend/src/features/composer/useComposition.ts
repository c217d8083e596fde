/** Enter, Shift+Enter and input methods on one text field: calls `send` exactly once per wish. Rules are in enterKey. */
import { type RefObject, useEffect, useRef } from 'react';
import { readEnter } from '@/lib/enterKey';

const IME_KEY_CODE = 229;

/** An input method on Windows hides the key's name ("Process"), not its place. */
function isEnter(event: KeyboardEvent): boolean {
  if (event.key === 'Enter') return true;
  return event.keyCode === IME_KEY_CODE && (event.code === 'Enter' || event.code === 'NumpadEnter');
}

/**
 * Listens on the field itself, because React has no true `beforeinput`.
 *
 * @param send takes the field's words and empties it; must do nothing when it is empty
 */
export function useComposition(field: RefObject<HTMLTextAreaElement | null>, send: () => void): void {
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });

  useEffect(() => {
    const element = field.current;
    if (element === null) return;
    return new EnterWatch(() => latest.current()).attach(element);
  }, [field]);
}

class EnterWatch {
  private composed = '';
  private inComposition = false;
  /** Enter was pressed in the middle of a Hangul syllable: send when it is whole. */
  private wish = false;
  /** The line break that follows was asked for, with Shift. */
  private breaking = false;

  constructor(private readonly send: () => void) {}

  /** @returns takes the listeners off again */
  attach(element: HTMLTextAreaElement): () => void {
    const gone = new AbortController();
    const { signal } = gone;
    element.addEventListener('keydown', (event) => this.onKeyDown(event), { signal });
    element.addEventListener('compositionstart', () => this.onCompositionStart(), { signal });
    element.addEventListener('compositionupdate', (event) => this.onCompositionUpdate(event), { signal });
    element.addEventListener('compositionend', (event) => this.onCompositionEnd(event), { signal });
    element.addEventListener('beforeinput', (event) => this.onBeforeInput(event), { signal });
    return () => gone.abort();
  }

  private sendOnce(): void {
    this.wish = false;
    this.send();
  }

  private onKeyDown(event: KeyboardEvent): void {
    if (!isEnter(event)) {
      this.wish = false;
      this.breaking = false;
      return;
    }
    this.breaking = event.shiftKey;
    const composing = event.isComposing || event.keyCode === IME_KEY_CODE;
    const meaning = readEnter({ shiftKey: event.shiftKey, composing, composed: this.composed });
    if (meaning === 'break' || meaning === 'confirm') return;
    event.preventDefault();
    if (meaning === 'send-when-composed' && this.inComposition) this.wish = true;
    else this.sendOnce();
  }

  private onCompositionStart(): void {
    this.inComposition = true;
    this.composed = '';
  }

  private onCompositionUpdate(event: CompositionEvent): void {
    this.composed = event.data;
  }

  /** The field must not be emptied inside the event: some input methods would then write the last syllable once more. */
  private onCompositionEnd(event: CompositionEvent): void {
    this.inComposition = false;
    this.composed = event.data;
    setTimeout(() => {
      if (!this.inComposition) this.composed = '';
      if (this.wish) this.sendOnce();
    });
  }

  /** Soft keyboards name no key (229, "Unidentified"): their Enter shows only as a line break about to happen. */
  private onBeforeInput(event: InputEvent): void {
    const isBreak = event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph';
    if (!isBreak || this.breaking) return;
    event.preventDefault();
    if (!this.wish) this.sendOnce();
  }
}
