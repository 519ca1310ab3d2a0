import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import type { FaultTarget } from './faults';

/** A call as it can be read before it is carried out. */
export interface ReadableCall {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly authorization?: string;
  /** As parsed: JSON, or bytes of JSON. */
  readonly body?: unknown;
}

/** Every name that a person goes by. */
export const namesOf = (person: Person): readonly string[] => [
  person.id,
  person.shortName,
  person.displayName,
  person.mail,
  person.userPrincipalName,
];

/** Finds out whom calls concern, for faults that match by application, person or token. */
export function faultTargets(
  { db, settings }: TenantContext,
  directory: Directory,
): { of(call: ReadableCall): FaultTarget } {
  const namesOfPerson = (name: string): readonly string[] => {
    const person = directory.find(name.replace(/^8:orgid:/, ''));
    return person ? [name, ...namesOf(person)] : [name];
  };
  const inConversation = (path: string): readonly string[] => {
    const id = /^\/connector\/v3\/conversations\/([^/]+)/.exec(path)?.[1];
    if (id === undefined) return [];
    const row = db.prepare<unknown[]>('SELECT person_id FROM conversations WHERE id = ?').get(safelyDecoded(id)) as
      | { person_id: string }
      | undefined;
    return row ? namesOfPerson(row.person_id) : [];
  };
  const named = (path: string, body: unknown): readonly string[] => {
    if (path.startsWith('/connector/'))
      return [...inConversation(path), ...membersIn(json(body)).flatMap(namesOfPerson)];
    const user = /^\/v1\.0\/users\/([^/]+)/.exec(path)?.[1];
    return [
      ...(user === undefined ? [] : namesOfPerson(safelyDecoded(user))),
      ...(/\/sendMail$/i.test(path) ? recipientsIn(json(body)).flatMap(namesOfPerson) : []),
    ];
  };
  return {
    of({ method, path, authorization, body }) {
      const claims = claimsIn(authorization);
      // Addresses of uploads and downloads carry no token: only the service is ever given one.
      const isTransfer = path.startsWith('/upload/') || path.startsWith('/download/');
      const id = isTransfer ? 'service' : (claims.appid ?? claims.azp ?? clientIn(path, body, settings.tenantId));
      const application = id === undefined ? undefined : directory.application(id);
      return {
        method,
        path,
        application: application ? [application.id, application.name, application.displayName] : [],
        person: named(path, body),
        tokenIssuedAt: claims.iat === undefined ? undefined : claims.iat * 1000,
      };
    },
  };
}

/** The requests inside a `$batch`, each with the token of the whole; none of any other call. */
export function subCallsOf({ method, path, authorization, body }: ReadableCall): readonly ReadableCall[] {
  if (method !== 'POST' || !/^\/v1\.0\/\$batch$/i.test(safelyDecoded(path))) return [];
  return listIn(json(body), 'requests').flatMap((sub) => {
    const [subMethod] = textIn(sub, 'method');
    const [url] = textIn(sub, 'url');
    if (subMethod === undefined || url === undefined) return [];
    return {
      method: subMethod,
      path: `/v1.0/${url.split('?', 1)[0]?.replace(/^\/+/, '') ?? ''}`,
      authorization,
      body: (sub as { body?: unknown }).body,
    };
  });
}

function clientIn(path: string, body: unknown, tenantId: string): string | undefined {
  if (path.toLowerCase() !== `/${tenantId}/oauth2/v2.0/token`) return undefined;
  return body instanceof URLSearchParams ? (body.get('client_id') ?? undefined) : undefined;
}

/** What a token says of itself; whether it is true is for whoever answers the call. */
function claimsIn(authorization: string | undefined): { appid?: string; azp?: string; iat?: number } {
  const payload = authorization?.split('.')[1];
  const claims = payload === undefined ? undefined : json(Buffer.from(payload, 'base64url'));
  if (typeof claims !== 'object' || claims === null) return {};
  const { appid, azp, iat } = claims as Record<string, unknown>;
  return {
    appid: typeof appid === 'string' ? appid : undefined,
    azp: typeof azp === 'string' ? azp : undefined,
    iat: typeof iat === 'number' ? iat : undefined,
  };
}

function json(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return body;
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

const listIn = (value: unknown, name: string): readonly unknown[] => {
  const list = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return Array.isArray(list) ? list : [];
};

const textIn = (value: unknown, name: string): string[] => {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof text === 'string' ? [text] : [];
};

const membersIn = (body: unknown): string[] => listIn(body, 'members').flatMap((member) => textIn(member, 'id'));

function recipientsIn(body: unknown): string[] {
  const message = typeof body === 'object' && body !== null ? (body as { message?: unknown }).message : undefined;
  return ['toRecipients', 'ccRecipients', 'bccRecipients']
    .flatMap((name) => listIn(message, name))
    .flatMap((recipient) => textIn((recipient as { emailAddress?: unknown } | null)?.emailAddress, 'address'));
}

function safelyDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
