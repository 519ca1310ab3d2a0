export type TrafficArea = 'graph' | 'entra' | 'files' | 'connector' | 'bot';

/** One call that the tenant answered, or made to the bot. */
export interface TrafficEntry {
  readonly seq: number;
  readonly at: string;
  readonly area: TrafficArea;
  readonly method: string;
  readonly path: string;
  readonly who?: string;
  /** 0 when the connection was cut before there was an answer. */
  readonly status: number;
  readonly resourceUnits: number;
  readonly milliseconds: number;
  /** Why the tenant refused what it does not know. */
  readonly refused?: string;
  /** Of a `$batch`'s sub-request: the batch's own number. */
  readonly batch?: number;
}

export interface TrafficSide {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface TrafficDetail extends TrafficEntry {
  readonly request: TrafficSide;
  readonly response: TrafficSide;
}

export interface TrafficFilter {
  readonly area: string;
  /** `2`, `3`, `4`, `5`, a whole status such as `429`, or `cut`; empty for all. */
  readonly status: string;
  readonly method: string;
  /** Words that all stand in the path, the caller or the reason. */
  readonly text: string;
}

export const AREAS: readonly { readonly area: TrafficArea; readonly label: string }[] = [
  { area: 'graph', label: 'Graph' },
  { area: 'files', label: 'File contents' },
  { area: 'entra', label: 'Sign-in' },
  { area: 'connector', label: 'Bot Connector' },
  { area: 'bot', label: 'To the bot' },
];

/** Whether an entry fits a filter. */
export function fits(entry: TrafficEntry, { area, status, method, text }: TrafficFilter): boolean {
  if (area !== '' && entry.area !== area) return false;
  if (method !== '' && entry.method !== method) return false;
  if (status === 'cut' && entry.status !== 0) return false;
  if (status !== '' && status !== 'cut' && !String(entry.status).startsWith(status)) return false;
  const where = `${entry.path} ${entry.who ?? ''} ${entry.refused ?? ''}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** Names for ids that stand in paths: lists, sites, people. */
export type IdNames = ReadonlyMap<string, string>;

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** The path as people read it: without the version, known ids by their names, other long ids cut in the middle. */
export function shortPath(path: string, names: IdNames): string {
  let text = decoded(path).replace(/^\/v1\.0(?=\/)/, '');
  for (const [id, name] of names) if (id.includes(',')) text = text.replaceAll(id, name);
  return text
    .replace(GUID, (id) => names.get(id.toLowerCase()) ?? `…${id.slice(-4)}`)
    .replace(/[\w!-]{40,}/g, (id) => `${id.slice(0, 6)}…${id.slice(-4)}`);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    return path;
  }
}

/** Refusals in which Microsoft refuses just so; everything else the tenant refuses because nobody has looked it up. */
const ORDINARY = [/ as it is not indexed\b/, /^Only one indexed field/, /token is not valid (for|with) (this|these)\b/];

/** Whether a recorded refusal is one of Microsoft's own rules rather than something that is not known here. */
export const isOrdinaryRefusal = (reason: string): boolean => ORDINARY.some((pattern) => pattern.test(reason));

/** `Refused`, `Cut`, or the status. */
export function outcomeOf({ status, refused }: TrafficEntry): {
  text: string;
  color: 'success' | 'warning' | 'danger';
} {
  if (status === 0) return { text: 'Cut', color: 'danger' };
  const color = refused !== undefined || status >= 500 ? 'danger' : status >= 400 ? 'warning' : 'success';
  return { text: String(status), color };
}
