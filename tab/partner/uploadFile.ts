import { PageProblem } from './pageProblem';

const FILE_LOST = 'The file did not arrive: the connection broke. Nothing was stored. Please send it again.';
const UNCONFIRMED =
  'The connection broke before we could tell whether the file arrived. Please send it again. Should it then stand here twice, remove one.';
const FILE_STOPPED = 'Stopped. The file was not stored.';
/** Without a sign of the other side for this long the line is broken, also when the device does not say so. */
const STALLED_MS = 90_000;

export interface UploadOptions {
  /** Gets the share that has left this device, 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends one file as it is and resolves with status and text of the reply, whatever they are. Rejects with a PageProblem
 * when it was stopped, when the line breaks and when nothing moves for a minute and a half: a phone that lost its line may wait
 * for ever.
 */
export function uploadFile(
  address: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  { onProgress, signal }: UploadOptions,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isWhole = false;
    const stop = (): void => request.abort();
    const lose = (): void => {
      end();
      reject(new PageProblem(0, 'offline', isWhole ? UNCONFIRMED : FILE_LOST));
      request.abort();
    };
    const isAlive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(lose, STALLED_MS);
    };
    const end = (): void => {
      clearTimeout(timer);
      window.removeEventListener('offline', lose);
      signal.removeEventListener('abort', stop);
    };
    request.open('POST', address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      isAlive();
      if (event.lengthComputable) onProgress(event.loaded / Math.max(1, event.total));
    };
    request.upload.onload = () => {
      isWhole = true;
      isAlive();
    };
    request.onerror = lose;
    request.onabort = () => {
      end();
      reject(new PageProblem(0, 'stopped', FILE_STOPPED));
    };
    request.onload = () => {
      end();
      resolve({ status: request.status, text: request.responseText });
    };
    window.addEventListener('offline', lose);
    signal.addEventListener('abort', stop);
    isAlive();
    request.send(file);
  });
}
