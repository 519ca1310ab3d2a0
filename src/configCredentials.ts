import { readFileSync } from 'node:fs';
import type { Credential } from './entra/credential';
import { BadCertificate, readCertificate } from './entra/readCertificate';

/** The names of the settings that one application's credential may come from. */
export interface CredentialNames {
  readonly secret: string;
  readonly secretExpiresOn?: string;
  readonly certificate: string;
  readonly certificateFile: string;
  readonly managedIdentity: string;
}

export const SERVICE_CREDENTIAL: CredentialNames = {
  secret: 'CLIENT_SECRET',
  secretExpiresOn: 'CLIENT_SECRET_EXPIRES_ON',
  certificate: 'CLIENT_CERTIFICATE',
  certificateFile: 'CLIENT_CERTIFICATE_FILE',
  managedIdentity: 'CLIENT_MANAGED_IDENTITY',
};
export const BOT_CREDENTIAL: CredentialNames = {
  secret: 'BOT_APP_PASSWORD',
  secretExpiresOn: 'BOT_APP_PASSWORD_EXPIRES_ON',
  certificate: 'BOT_CERTIFICATE',
  certificateFile: 'BOT_CERTIFICATE_FILE',
  managedIdentity: 'BOT_MANAGED_IDENTITY',
};
export const PROVISION_CREDENTIAL: CredentialNames = {
  secret: 'PROVISION_CLIENT_SECRET',
  certificate: 'PROVISION_CLIENT_CERTIFICATE',
  certificateFile: 'PROVISION_CLIENT_CERTIFICATE_FILE',
  managedIdentity: 'PROVISION_CLIENT_MANAGED_IDENTITY',
};

type Environment = Readonly<Record<string, string | undefined>>;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The credential of one application, from whichever of its settings is there. Exactly one may be, so that nobody believes
 * in a certificate while a forgotten secret is still used. Adds what is wrong to `problems`, without values, and then
 * returns undefined. Empty settings count as absent, because hosting portals leave them behind.
 */
export function readCredential(env: Environment, names: CredentialNames, problems: string[]): Credential | undefined {
  const { secret, certificate, certificateFile, managedIdentity } = names;
  const ways = [secret, certificate, certificateFile, managedIdentity];
  const given = ways.filter((name) => settingOf(env, name) !== '');
  const [way, ...more] = given;
  if (way === undefined) {
    problems.push(`one of ${ways.slice(0, -1).join(', ')} or ${managedIdentity} is missing`);
    return undefined;
  }
  if (more.length > 0) {
    problems.push(`${given.slice(0, -1).join(', ')} and ${given.at(-1)} are set together; keep one of them`);
    return undefined;
  }
  if (way === secret) return secretOf(env, names, problems);
  if (way === managedIdentity) {
    const clientId = settingOf(env, managedIdentity);
    if (GUID.test(clientId)) return { kind: 'managedIdentity', clientId };
    problems.push(`${managedIdentity} must be the client id (a GUID) of a user-assigned managed identity`);
    return undefined;
  }
  return certificateOf(env, way, way === certificateFile, problems);
}

const settingOf = (env: Environment, name: string): string => env[name]?.trim() ?? '';

function secretOf(env: Environment, names: CredentialNames, problems: string[]): Credential | undefined {
  // A secret is taken as it is: a space at its end would be part of it.
  const secret = env[names.secret] ?? '';
  const expiresOn = names.secretExpiresOn === undefined ? '' : settingOf(env, names.secretExpiresOn);
  if (expiresOn === '') return { kind: 'secret', secret };
  if (isDay(expiresOn)) return { kind: 'secret', secret, expiresOn };
  problems.push(`${names.secretExpiresOn} must be a day such as 2027-05-31`);
  return undefined;
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function certificateOf(env: Environment, name: string, isFile: boolean, problems: string[]): Credential | undefined {
  let text = settingOf(env, name);
  if (isFile) {
    try {
      text = readFileSync(text, 'utf8');
    } catch {
      problems.push(`${name} names a file that cannot be read`);
      return undefined;
    }
  }
  try {
    return readCertificate(text);
  } catch (error) {
    if (!(error instanceof BadCertificate)) throw error;
    problems.push(`${name} ${error.message}`);
    return undefined;
  }
}
