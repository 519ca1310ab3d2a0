export const FAULT_KINDS = {
  throttle: 'is throttled: 429, nothing done',
  status: 'fails: a status, nothing done',
  statusAfter: 'is done, then fails with a status',
  drop: 'breaks before anything is done',
  dropAfter: 'is done, then breaks without an answer',
  slow: 'waits',
  expireTokens: 'tokens issued until now are refused',
  loseNotification: 'what the bot should hear gets lost',
  bounce: 'mail comes back',
} as const;
export type FaultKind = keyof typeof FAULT_KINDS;

export interface FaultMatch {
  readonly method?: string;
  readonly pathPattern?: string;
  readonly application?: string;
  readonly person?: string;
}

/** A fault as the tenant takes it. Times in seconds (`retryAfter`) and milliseconds (`delayMs`), `rate` 0 to 1. */
export interface Fault {
  readonly match: FaultMatch;
  readonly kind: FaultKind;
  readonly status?: number;
  readonly retryAfter?: number;
  readonly delayMs?: number;
  readonly times?: number;
  readonly rate?: number;
  readonly seed?: number;
}

export interface KnownFault extends Fault {
  readonly id: number;
  readonly hits: number;
  readonly at: string;
}

export interface Preset {
  readonly label: string;
  readonly fault: Fault;
  /** The shell ends it after so many milliseconds of tenant time. */
  readonly lastsMs?: number;
}

const GRAPH = '^/v1\\.0/';
const SHAREPOINT = '^/v1\\.0/(sites|drives)/';
const CONNECTOR = '^/connector/';

/** Faults that a person understands without knowing a path. */
export const PRESETS: readonly { readonly title: string; readonly presets: readonly Preset[] }[] = [
  {
    title: 'SharePoint and Graph',
    presets: [
      { label: 'Graph is down', fault: { match: { pathPattern: GRAPH }, kind: 'status', status: 503 } },
      {
        label: 'Graph answers 503 once in five',
        fault: { match: { pathPattern: GRAPH }, kind: 'status', status: 503, rate: 0.2 },
      },
      {
        label: 'Graph does it, then answers 500, once in five',
        fault: { match: { pathPattern: GRAPH }, kind: 'statusAfter', status: 500, rate: 0.2 },
      },
      {
        label: 'SharePoint throttles for a minute',
        fault: { match: { pathPattern: SHAREPOINT }, kind: 'throttle', retryAfter: 10 },
        lastsMs: 60_000,
      },
      { label: 'Graph is slow, 2 s a call', fault: { match: { pathPattern: GRAPH }, kind: 'slow', delayMs: 2_000 } },
      {
        label: 'One connection in ten breaks',
        fault: { match: { pathPattern: GRAPH }, kind: 'drop', rate: 0.1 },
      },
    ],
  },
  {
    title: 'Teams',
    presets: [
      { label: 'Bot Connector is down', fault: { match: { pathPattern: CONNECTOR }, kind: 'drop' } },
      {
        label: 'Connector takes the message, then answers 502',
        fault: { match: { pathPattern: CONNECTOR }, kind: 'statusAfter', status: 502 },
      },
      {
        label: 'Connector throttles',
        fault: { match: { pathPattern: CONNECTOR }, kind: 'throttle', retryAfter: 5 },
      },
      { label: 'Notifications get lost', fault: { match: {}, kind: 'loseNotification' } },
    ],
  },
  {
    title: 'Sign-in',
    presets: [
      { label: 'Tokens expire now', fault: { match: {}, kind: 'expireTokens' } },
      {
        label: 'Sign-in is down',
        fault: { match: { pathPattern: '/oauth2/v2\\.0/token$' }, kind: 'status', status: 503 },
      },
    ],
  },
];

const ALL: readonly Preset[] = PRESETS.flatMap(({ presets }) => presets);
const FACTS = ['kind', 'status', 'retryAfter', 'delayMs', 'times', 'rate', 'seed'] as const;
const MATCHES = ['method', 'pathPattern', 'application', 'person'] as const;

/** Whether two faults do the same to the same calls. */
export const isSameFault = (a: Fault, b: Fault): boolean =>
  FACTS.every((name) => a[name] === b[name]) && MATCHES.every((name) => a.match[name] === b.match[name]);

export const presetOf = (fault: Fault): Preset | undefined => ALL.find((preset) => isSameFault(preset.fault, fault));

/** A fault in words: its preset's, or what it does to which calls. */
export function wordsOf(fault: Fault): string {
  const preset = presetOf(fault);
  if (preset) return preset.label;
  const { match, kind, status, rate, times } = fault;
  const calls = [match.method, match.pathPattern, match.application, match.person].filter(Boolean).join(' ');
  const how = [
    FAULT_KINDS[kind],
    status !== undefined && `status ${status}`,
    rate !== undefined && `${Math.round(rate * 100)} % of the calls`,
    times !== undefined && `${times} times`,
  ];
  return `${calls || 'Everything'}: ${how.filter(Boolean).join(', ')}`;
}
