/** What the house answers over HTTP in a test, by method and path, and what it was asked. */
import { act } from '@testing-library/react';
import type { vi } from 'vitest';

type Fetched = ReturnType<typeof vi.fn>;

/** An answer that is no success. */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message = '',
    readonly fields: Record<string, string> | null = null,
  ) {}
}

function respond(answer: object | undefined): Response {
  if (!(answer instanceof Refusal)) return new Response(JSON.stringify(answer ?? null));
  const { status, ...error } = answer;
  return new Response(JSON.stringify({ error }), { status });
}

/** @param answers by `METHOD path`; read with every call, so they may change */
export function answerWith(fetched: Fetched, answers: Record<string, object>): void {
  fetched.mockImplementation(async (path: string, options?: RequestInit) =>
    respond(answers[`${options?.method ?? 'GET'} ${path}`]),
  );
  fetched.mockClear();
}

/** What was asked besides looking, in order. */
export function listActs(fetched: Fetched): unknown[] {
  return fetched.mock.calls
    .filter(([, options]) => options.method !== 'GET')
    .map(([path, options]) => [options.method, path, JSON.parse(options.body)]);
}

/** Whatever was asked for is there and drawn. */
export const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)));

/** jsdom has no dialogs; focus and Escape are the browser's own work. */
export function prepareDialogs(): void {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.dispatchEvent(new Event('close'));
  };
}
