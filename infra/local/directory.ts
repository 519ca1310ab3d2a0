import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type Database from 'libsql';
import { type ApplicationDeclaration, type ApplicationName, applications } from './applications';
import { type ApplicationState, applicationStates } from './applicationState';
import { inTransaction, type Meta, metaOf } from './database';
import { firstPeople, userPrincipalNameOfGuest } from './people';

export type UserType = 'Member' | 'Guest';

/** A user of the directory. Guests carry `externalUserState`; a mailbox-only user is nobody who signs in. */
export interface Person {
  /** Entra object id. */
  readonly id: string;
  /** What people at this machine call them: `maya`. Unique, lower case. */
  readonly shortName: string;
  readonly displayName: string;
  readonly mail: string;
  readonly userPrincipalName: string;
  readonly userType: UserType;
  readonly externalUserState?: 'PendingAcceptance' | 'Accepted';
  readonly givenName?: string;
  readonly surname?: string;
  readonly jobTitle?: string;
  readonly companyName?: string;
  /** ISO 3166 alpha-2. */
  readonly country?: string;
  readonly preferredLanguage?: string;
  readonly isMailboxOnly?: boolean;
  /** App roles of the product that are assigned to this person: Manager, Reviewer, Buyer, Reader. */
  readonly roles: readonly string[];
}

export type NewPerson = Person;

export type Application = ApplicationDeclaration;

export interface Directory {
  /** Everybody, in the order of joining, mailboxes included. */
  list(): Person[];
  get(id: string): Person | undefined;
  byMail(mail: string): Person | undefined;
  byUserPrincipalName(name: string): Person | undefined;
  byShortName(name: string): Person | undefined;
  /** By object id, user principal name, mail or short name; without regard to case. */
  find(name: string): Person | undefined;
  /** Adds a guest who has not redeemed the invitation yet; an address that is known already gives the known person. */
  addGuest(guest: { displayName: string; mail: string; companyName?: string; country?: string }): Person;
  /** The guest accepts the invitation. Unknown id: undefined. */
  redeem(id: string): Person | undefined;
  setRoles(id: string, roles: readonly string[]): Person | undefined;
  remove(id: string): void;
  applications(): readonly Application[];
  application(idOrName: string): Application | undefined;
  secretOf(name: ApplicationName): string;
  /** Whether an administrator lets the application in, and what it may prove itself with. */
  stateOf(name: ApplicationName): ApplicationState;
  /** Changes what is given; the rest stays. Survives a restart and a reset of the tenant's content. */
  setState(name: ApplicationName, change: Partial<ApplicationState>): ApplicationState;
  /** Trusts one more certificate (PEM) of an application; one that is known already changes nothing. */
  addCertificate(name: ApplicationName, certificate: string): void;
  /** Compares in constant time. */
  isSecretOf(application: Application, secret: string): boolean;
}

/** The directory, kept in the tenant's database; the first start fills it with the known people and secrets. */
export function createDirectory(db: Database.Database, changed: () => void): Directory {
  db.exec(`CREATE TABLE IF NOT EXISTS users (
    ord INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, mail TEXT NOT NULL, upn TEXT NOT NULL UNIQUE,
    shortName TEXT NOT NULL UNIQUE, doc TEXT NOT NULL)`);
  const meta = metaOf(db);
  fillDirectory(db, meta);
  const all = db.prepare<[]>('SELECT doc FROM users ORDER BY ord');
  const save = db.prepare<[string, string]>('UPDATE users SET doc = ? WHERE id = ?');
  const one = (column: 'id' | 'mail' | 'upn' | 'shortName') => {
    const statement = db.prepare<[string]>(`SELECT doc FROM users WHERE ${column} = ?`);
    return (value: string): Person | undefined => personOf(statement.get(value.toLowerCase()));
  };
  const get = one('id');
  const byMail = one('mail');
  const byUserPrincipalName = one('upn');
  const byShortName = one('shortName');

  const states = applicationStates(meta);

  const change = (id: string, update: (person: Person) => Person): Person | undefined => {
    const person = get(id);
    if (!person) return undefined;
    const next = update(person);
    save.run(JSON.stringify(next), person.id);
    changed();
    return next;
  };

  return {
    list: () => all.all().flatMap((row) => personOf(row) ?? []),
    get,
    byMail,
    byUserPrincipalName,
    byShortName,
    find: (name) => get(name) ?? byUserPrincipalName(name) ?? byMail(name) ?? byShortName(name),
    addGuest(guest) {
      const known = byMail(guest.mail);
      if (known) return known;
      const person: Person = {
        ...guest,
        id: randomUUID(),
        shortName: freeShortName(guest.mail, (name) => byShortName(name) !== undefined),
        mail: guest.mail,
        userPrincipalName: userPrincipalNameOfGuest(guest.mail),
        userType: 'Guest',
        externalUserState: 'PendingAcceptance',
        roles: [],
      };
      insertPerson(db, person);
      changed();
      return person;
    },
    redeem: (id) => change(id, (person) => ({ ...person, externalUserState: 'Accepted' })),
    setRoles: (id, roles) => change(id, (person) => ({ ...person, roles: [...roles] })),
    remove(id) {
      db.prepare<[string]>('DELETE FROM users WHERE id = ?').run(id.toLowerCase());
      changed();
    },
    applications: () => applications,
    application: (idOrName) =>
      applications.find(({ id, name }) => id === idOrName.toLowerCase() || name === idOrName.toLowerCase()),
    secretOf: (name) => meta.get(secretKey(name)) ?? '',
    stateOf: states.get,
    setState(name, change) {
      const next = states.change(name, change);
      changed();
      return next;
    },
    addCertificate(name, certificate) {
      const { certificates } = states.get(name);
      if (!certificates.includes(certificate)) states.change(name, { certificates: [...certificates, certificate] });
    },
    isSecretOf(application, secret) {
      const expected = Buffer.from(meta.get(secretKey(application.name)) ?? '');
      const given = Buffer.from(secret);
      return expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}

/** Puts the first people and the applications' secrets where there are none yet. Secrets outlive a reset. */
export function fillDirectory(db: Database.Database, meta: Meta = metaOf(db)): void {
  for (const { name } of applications) meta.getOrMake(secretKey(name), () => randomBytes(30).toString('base64url'));
  const { count } = db.prepare<[]>('SELECT count(*) AS count FROM users').get() as { count: number };
  if (count > 0) return;
  inTransaction(db, () => {
    for (const person of firstPeople) insertPerson(db, person);
  });
}

const secretKey = (name: ApplicationName): string => `secret.${name}`;

function insertPerson(db: Database.Database, person: Person): void {
  db.prepare<[string, string, string, string, string]>(
    'INSERT INTO users (id, mail, upn, shortName, doc) VALUES (?, ?, ?, ?, ?)',
  ).run(
    person.id.toLowerCase(),
    person.mail.toLowerCase(),
    person.userPrincipalName.toLowerCase(),
    person.shortName.toLowerCase(),
    JSON.stringify(person),
  );
}

function personOf(row: unknown): Person | undefined {
  return row === undefined ? undefined : (JSON.parse((row as { doc: string }).doc) as Person);
}

function freeShortName(mail: string, isTaken: (name: string) => boolean): string {
  const base = (mail.split('@')[0] ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '') || 'guest';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!isTaken(name)) return name;
  }
}
