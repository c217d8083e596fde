/** How a row is reached: the pointer near it, the focus in it, a long press on glass, Enter or the menu key. */
import {
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { SpokenMessage } from '@/lib/spoken';
import type { OpenMenu } from './MessageMenu';

const LONG_PRESS_MS = 450;
const STILL_PX = 10;

export function useRowHands(message: SpokenMessage, able: boolean, onMenu: OpenMenu) {
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const press = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> } | null>(null);

  const endPress = useCallback(() => {
    if (press.current !== null) clearTimeout(press.current.timer);
    press.current = null;
  }, []);
  useEffect(() => endPress, [endPress]);

  const listeners = {
    onPointerEnter: (event: PointerEvent) => setHovered(event.pointerType === 'mouse'),
    onPointerLeave: () => setHovered(false),
    onFocus: (event: FocusEvent<HTMLElement>) => setFocused(event.currentTarget.matches(':focus-within')),
    onBlur: (event: FocusEvent<HTMLElement>) =>
      setFocused(event.currentTarget.contains(event.relatedTarget as Node | null)),
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (!able || event.pointerType === 'mouse') return;
      const row = event.currentTarget;
      const timer = setTimeout(() => onMenu(message, row, 'menu'), LONG_PRESS_MS);
      press.current = { x: event.clientX, y: event.clientY, timer };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = press.current;
      if (from !== null && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) endPress();
    },
    onPointerUp: endPress,
    onPointerCancel: endPress,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (!able || event.target !== event.currentTarget) return;
      const asked =
        event.key === 'Enter' || event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
      if (!asked) return;
      event.preventDefault();
      onMenu(message, event.currentTarget, 'menu');
    },
  };
  return { near: hovered || focused, listeners };
}
