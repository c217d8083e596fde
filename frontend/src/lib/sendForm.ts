/** A form with a file, sent so that one sees how far it is: `fetch` does not tell. */
import { ApiError, errorOf } from './apiError';

export interface FormWatch {
  /** @param share 0 to 1 */
  readonly onProgress: (share: number) => void;
  /** Aborted, the promise never settles. */
  readonly signal: AbortSignal;
}

/** @throws ApiError */
export function sendForm<Answer>(
  path: string,
  form: FormData,
  headers: Readonly<Record<string, string>>,
  { onProgress, signal }: FormWatch,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(loaded / (total || 1)));
    request.addEventListener('error', () => reject(new ApiError(0, 'unreachable', '', null)));
    request.addEventListener('load', () => {
      const body: unknown = request.response;
      if (request.status >= 200 && request.status < 300) resolve(body as Answer);
      else reject(errorOf(request.status, body));
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
