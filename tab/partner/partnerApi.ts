import type {
  AddSiteInput,
  CopySiteInput,
  CopySiteResult,
  DelegateInput,
  HelpInput,
  NamingResult,
  NotMeInput,
  Pulse,
  RemindInput,
  ReplyInput,
  WidenInput,
} from '../../src/contracts/collaboration';
import type { CompactQuestionnaire } from '../../src/contracts/compactQuestionnaire';
import type {
  EvidenceItem,
  PartnerSession,
  QuestionnaireView,
  SaveResult,
  SaveSection,
  SubmitInput,
  SubmitResult,
} from '../../src/contracts/questionnaire';
import { wholeQuestionnaire } from '../../src/contracts/wholeQuestionnaire';
import { PageProblem } from './pageProblem';
import { type UploadOptions, uploadFile } from './uploadFile';

const OFFLINE = 'No connection. What you typed is saved as soon as the line is back.';
const GARBLED = 'The server did not answer as expected. What was saved is safe. Please try again in a minute.';
const COPY_LOST = 'The copy did not arrive: the connection broke. The answers you sent are safe. Please try again.';

/** A line that hangs is a broken line: after this long a call counts as lost. All calls may be repeated. */
const PATIENCE_MS = 45_000;

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const text = body === undefined ? undefined : JSON.stringify(body);
  try {
    const response = await fetch(`/partner${path}`, {
      method,
      credentials: 'same-origin',
      headers: { 'x-trustlane': '1', ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
      body: text,
      signal: patience.signal,
      // A save that is on its way when a phone puts the page away still arrives.
      keepalive: text !== undefined && text.length < 32_000,
    });
    const answer = await response.text();
    if (!response.ok) throw problemOf(response.status, answer);
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  } catch (error) {
    if (error instanceof PageProblem) throw error;
    if (error instanceof SyntaxError) throw new PageProblem(502, 'unavailable', GARBLED);
    throw new PageProblem(0, 'offline', OFFLINE);
  } finally {
    clearTimeout(timer);
  }
}

async function fetchFile(path: string, otherwise: string): Promise<{ bytes: Blob; name: string }> {
  let response: Response;
  let bytes: Blob;
  try {
    response = await fetch(`/partner${path}`, { credentials: 'same-origin', headers: { 'x-trustlane': '1' } });
    bytes = await response.blob();
  } catch {
    throw new PageProblem(503, 'offline', COPY_LOST);
  }
  if (!response.ok) throw problemOf(response.status, await bytes.text());
  const named = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { bytes, name: named === undefined ? otherwise : decodeURIComponent(named) };
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
  /** Ends the visit on this browser. */
  endSession: () => call<void>('DELETE', '/session'),
  sendCode: () => call<{ sentTo: string }>('POST', '/session/code', {}),
  verifyCode: (code: string) => call<PartnerSession>('POST', '/session/verify', { code }),
  questionnaire: async (key: string): Promise<QuestionnaireView> =>
    wholeQuestionnaire(await call<CompactQuestionnaire>('GET', `/questionnaire?assessment=${encodeURIComponent(key)}`)),
  save: (key: string, section: { id: string; siteId?: string }, input: SaveSection) =>
    call<SaveResult>(
      'PUT',
      `${at(key)}/sections/${encodeURIComponent(section.id)}/${encodeURIComponent(section.siteId ?? '-')}`,
      input,
    ),
  submit: (key: string, input: SubmitInput) => call<SubmitResult>('POST', `${at(key)}/submit`, input),
  withdraw: (key: string, evidenceKey: string) =>
    call<void>('DELETE', `${at(key)}/evidence/${encodeURIComponent(evidenceKey)}`),

  pulse: (key: string) => call<Pulse>('GET', `${at(key)}/pulse`),
  delegate: (key: string, input: DelegateInput) => call<NamingResult>('POST', `${at(key)}/delegations`, input),
  withdrawDelegation: (key: string, delegationKey: string) =>
    call<void>('DELETE', `${at(key)}/delegations/${encodeURIComponent(delegationKey)}`),
  widen: (key: string, input: WidenInput) => call<NamingResult>('POST', `${at(key)}/whole`, input),
  narrow: (key: string, contactKey: string) =>
    call<void>('DELETE', `${at(key)}/whole/${encodeURIComponent(contactKey)}`),
  finishPart: (key: string) => call<void>('POST', `${at(key)}/done`, {}),
  notMe: (key: string, input: NotMeInput) => call<NamingResult>('POST', `${at(key)}/not-me`, input),
  askForHelp: (key: string, input: HelpInput) => call<{ key: string }>('POST', `${at(key)}/help`, input),
  addToHelp: (key: string, requestKey: string, input: ReplyInput) =>
    call<void>('POST', `${at(key)}/help/${encodeURIComponent(requestKey)}`, input),
  remindOn: (key: string, input: RemindInput) => call<void>('PUT', `${at(key)}/remind-on`, input),
  addSite: (key: string, input: AddSiteInput) => call<{ siteId: string }>('POST', `${at(key)}/sites`, input),
  renameSite: (key: string, siteId: string, name: string) =>
    call<void>('PUT', `${at(key)}/sites/${encodeURIComponent(siteId)}`, { name }),
  removeSite: (key: string, siteId: string) => call<void>('DELETE', `${at(key)}/sites/${encodeURIComponent(siteId)}`),
  copySite: (key: string, toSiteId: string, input: CopySiteInput) =>
    call<CopySiteResult>('POST', `${at(key)}/sites/${encodeURIComponent(toSiteId)}/copy`, input),
  /** The copy of what was sent, with the name it is to be kept under. */
  copy: (key: string, format: 'docx' | 'xlsx') => fetchFile(`${at(key)}/copy/${format}`, `answers.${format}`),

  /** Uploads one file as it is. */
  addProof: async (key: string, questionId: string, siteId: string | undefined, file: File, options: UploadOptions) => {
    const query = new URLSearchParams({ questionId, ...(siteId ? { siteId } : {}) });
    const headers = {
      'x-trustlane': '1',
      'x-file-name': encodeURIComponent(file.name.slice(-200)),
      'content-type': 'application/octet-stream',
    };
    const { status, text } = await uploadFile(`/partner${at(key)}/evidence?${query}`, headers, file, options);
    if (status < 200 || status >= 300) throw problemOf(status, text);
    try {
      return JSON.parse(text) as EvidenceItem;
    } catch {
      throw new PageProblem(502, 'unavailable', GARBLED);
    }
  },
};
