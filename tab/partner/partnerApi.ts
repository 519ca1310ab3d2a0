import type {
  EvidenceItem,
  PartnerSession,
  QuestionnaireView,
  SaveResult,
  SaveSection,
  SubmitInput,
  SubmitResult,
} from '../../src/contracts/questionnaire';

/** A refusal with the server's sentence. `status` 0: the server could not be reached. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const OFFLINE =
  'No connection. What was saved is safe; what you typed stays on this page. It is saved as soon as the line is back.';
const GARBLED = 'The server did not answer as expected. What was saved is safe. Please try again in a minute.';

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/partner${path}`, {
      method,
      credentials: 'same-origin',
      headers: { 'x-trustlane': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new PageProblem(0, 'offline', OFFLINE);
  }
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  throw problemOf(response.status, text);
}

function problemOf(status: number, text: string): PageProblem {
  try {
    const { code, message } = JSON.parse(text) as { code?: unknown; message?: unknown };
    if (typeof message === 'string') return new PageProblem(status, String(code), message);
  } catch {
    // Falls through: whatever answered was not our server.
  }
  return new PageProblem(status, 'unavailable', GARBLED);
}

const at = (assessmentKey: string): string => `/assessments/${encodeURIComponent(assessmentKey)}`;

/** The page's way to the service. Every call rejects with a PageProblem whose message can be shown. */
export const partnerApi = {
  open: (secret: string) => call<PartnerSession>('POST', '/session', { secret }),
  session: () => call<PartnerSession>('GET', '/session'),
  sendCode: () => call<{ sentTo: string }>('POST', '/session/code', {}),
  verifyCode: (code: string) => call<PartnerSession>('POST', '/session/verify', { code }),
  leave: () => call<void>('DELETE', '/session'),
  questionnaire: (key: string) =>
    call<QuestionnaireView>('GET', `/questionnaire?assessment=${encodeURIComponent(key)}`),
  save: (key: string, sectionId: string, siteId: string | undefined, input: SaveSection) =>
    call<SaveResult>(
      'PUT',
      `${at(key)}/sections/${encodeURIComponent(sectionId)}/${encodeURIComponent(siteId ?? '-')}`,
      input,
    ),
  submit: (key: string, input: SubmitInput) => call<SubmitResult>('POST', `${at(key)}/submit`, input),
  withdraw: (key: string, evidenceKey: string) =>
    call<void>('DELETE', `${at(key)}/evidence/${encodeURIComponent(evidenceKey)}`),

  /** Uploads one file as it is. `onProgress` gets the share that has left this device, 0 to 1. */
  addProof: (
    key: string,
    questionId: string,
    siteId: string | undefined,
    file: File,
    onProgress: (share: number) => void,
  ) =>
    new Promise<EvidenceItem>((resolve, reject) => {
      const query = new URLSearchParams({ questionId, ...(siteId ? { siteId } : {}) });
      const request = new XMLHttpRequest();
      request.open('POST', `/partner${at(key)}/evidence?${query}`);
      request.setRequestHeader('x-trustlane', '1');
      request.setRequestHeader('x-file-name', encodeURIComponent(file.name));
      request.setRequestHeader('content-type', 'application/octet-stream');
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onerror = () =>
        reject(
          new PageProblem(
            0,
            'offline',
            'The file did not arrive: no connection. Nothing was stored. Please try again.',
          ),
        );
      request.onload = () => {
        if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as EvidenceItem);
        else reject(problemOf(request.status, request.responseText));
      };
      request.send(file);
    }),
};
