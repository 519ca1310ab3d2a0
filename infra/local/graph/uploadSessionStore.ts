import { randomBytes } from 'node:crypto';
import type Database from 'libsql';
import type { TenantClock, TenantContext } from '../context';
import type { Actor } from './actor';
import type { Conflict, FileStore } from './fileStore';
import { GraphError, notFound } from './graphError';
import type { GraphState } from './state';

/** How long a session waits for its next fragment. SharePoint's own time is known only from its answers. */
const LIFETIME_MS = 3_600_000;

/** What must hold when a session ends, and not only when it begins. */
export interface UploadTerms {
  /** The id of the file that the session was opened for, when it named it by its id. */
  readonly file?: string;
  /** The `If-Match` and `If-None-Match` that it was opened with. */
  readonly match?: string;
  readonly noneMatch?: string;
}

export interface UploadSession {
  readonly id: string;
  readonly drive: string;
  readonly parent: string;
  readonly name: string;
  readonly conflict: Conflict;
  /** The file is made only when the caller says so, with a POST. */
  readonly isDeferred: boolean;
  /** Bytes; 0 until the first fragment says it. */
  readonly total: number;
  readonly received: number;
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly by: Actor;
  readonly terms: UploadTerms;
}

/** A name that is being uploaded to at this moment, by a session or by another request. */
export const beingUploaded = (): GraphError =>
  new GraphError(
    409,
    'nameAlreadyExists',
    'A file with the same name is currently being uploaded. Change the filename and try to save again.',
  );

/** Upload sessions, at most one for a name in a folder. Expired ones are gone with their bytes. */
export class UploadSessionStore {
  private readonly statements;

  constructor(
    db: Database.Database,
    private readonly clock: TenantClock,
    private readonly files: FileStore,
  ) {
    const prepare = (sql: string) => db.prepare<unknown[]>(sql);
    this.statements = {
      insert: prepare(
        'INSERT INTO uploadSessions (id, drive, parent, name, folded, conflict, deferred, total, received, expires, actor) VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)',
      ),
      get: prepare('SELECT * FROM uploadSessions WHERE id = ?'),
      ofName: prepare('SELECT 1 FROM uploadSessions WHERE drive = ? AND parent = ? AND folded = ?'),
      progress: prepare('UPDATE uploadSessions SET received = ?, total = ?, expires = ? WHERE id = ?'),
      expired: prepare('SELECT id FROM uploadSessions WHERE expires < ?'),
      remove: prepare('DELETE FROM uploadSessions WHERE id = ?'),
      setTerms: prepare('INSERT INTO uploadTerms (session, doc) VALUES (?, ?)'),
      terms: prepare('SELECT doc FROM uploadTerms WHERE session = ?'),
      removeTerms: prepare('DELETE FROM uploadTerms WHERE session = ?'),
    };
  }

  /** Throws 409 while another session is open for the name. */
  start(
    about: Pick<UploadSession, 'drive' | 'parent' | 'name' | 'conflict' | 'isDeferred' | 'by' | 'terms'>,
  ): UploadSession {
    this.dropExpired();
    const { drive, parent, name, conflict, isDeferred, by, terms } = about;
    if (this.statements.ofName.get(drive, parent, name.toLowerCase()) !== undefined) throw beingUploaded();
    const session: UploadSession = {
      ...about,
      id: randomBytes(24).toString('base64url'),
      total: 0,
      received: 0,
      expires: this.clock.now() + LIFETIME_MS,
    };
    this.statements.setTerms.run(session.id, JSON.stringify(terms));
    this.statements.insert.run(
      session.id,
      drive,
      parent,
      name,
      name.toLowerCase(),
      conflict,
      isDeferred ? 1 : 0,
      session.expires,
      JSON.stringify(by),
    );
    return session;
  }

  /** Throws 404 for a session that is over. */
  get(id: string): UploadSession {
    this.dropExpired();
    const row = this.statements.get.get(id);
    if (row === undefined) throw notFound('The upload session was not found');
    const {
      folded: _,
      deferred,
      actor,
      ...rest
    } = row as Omit<UploadSession, 'isDeferred' | 'by' | 'terms'> & {
      folded: string;
      deferred: number;
      actor: string;
    };
    const { doc } = (this.statements.terms.get(id) as { doc: string } | undefined) ?? { doc: '{}' };
    const terms = JSON.parse(doc) as UploadTerms;
    return { ...rest, isDeferred: deferred === 1, by: JSON.parse(actor) as Actor, terms };
  }

  /** Notes how many bytes have come, and gives the session its time anew. */
  advance(session: UploadSession, received: number, total: number): UploadSession {
    const expires = this.clock.now() + LIFETIME_MS;
    this.statements.progress.run(received, total, expires, session.id);
    return { ...session, received, total, expires };
  }

  forget(id: string): void {
    this.statements.remove.run(id);
    this.statements.removeTerms.run(id);
    this.files.parts.removePart(id);
  }

  private dropExpired(): void {
    for (const { id } of this.statements.expired.all(this.clock.now()) as { id: string }[]) this.forget(id);
  }
}

const stores = new WeakMap<GraphState, UploadSessionStore>();

/** The upload sessions of a tenant, made on first use. */
export function uploadSessionsOf({ db, clock }: TenantContext, state: GraphState): UploadSessionStore {
  const known = stores.get(state) ?? new UploadSessionStore(db, clock, state.files);
  stores.set(state, known);
  return known;
}
