/** Stands for the browser's XMLHttpRequest: the test answers what the page uploads. Used by tests alone. */
import { vi } from 'vitest';

export class FakeRequest {
  static opened: FakeRequest[] = [];
  readonly upload = new EventTarget();
  readonly headers: Record<string, string> = {};
  readonly abort = vi.fn();
  responseType = '';
  status = 0;
  response: unknown = null;
  path = '';
  form: FormData | null = null;
  private readonly target = new EventTarget();

  open(_method: string, path: string): void {
    this.path = path;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  addEventListener(kind: string, listener: () => void): void {
    this.target.addEventListener(kind, listener);
  }

  send(form: FormData): void {
    this.form = form;
    FakeRequest.opened.push(this);
  }

  progress(loaded: number, total: number): void {
    this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded, total }));
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.response = body;
    this.target.dispatchEvent(new Event('load'));
  }

  breakOff(): void {
    this.target.dispatchEvent(new Event('error'));
  }
}
