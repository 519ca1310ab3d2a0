import { readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import type { ConfidentialClientApplication, Configuration } from '@azure/msal-node';
import type { Options, Target } from '../case';

export const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

/** The https address of Entra: msal-node refuses every other. */
export const secureLogin = ({ login, httpsBase = '' }: Options): string =>
  login.startsWith('https:') ? login : httpsBase;

type Credential = Pick<Configuration['auth'], 'clientSecret' | 'clientCertificate'>;

/**
 * msal-node with its own defaults. A host that is not Microsoft's is named as known, or msal-node would ask Microsoft
 * about it; nothing else differs from what one writes for Entra.
 * @param changes other credentials, client id or authority than those of the options
 */
export async function msalClient(
  { options }: Target,
  changes: Partial<Configuration['auth']> = {},
): Promise<ConfidentialClientApplication> {
  const { ConfidentialClientApplication } = await import('@azure/msal-node');
  const login = secureLogin(options);
  const isMicrosoft = new URL(login).host === 'login.microsoftonline.com';
  const credential: Credential = changes.clientCertificate ? {} : { clientSecret: options.client?.secret ?? '' };
  return new ConfidentialClientApplication({
    auth: {
      clientId: options.client?.id ?? '',
      authority: `${login}/${options.tenantId}`,
      ...(!isMicrosoft && { knownAuthorities: [new URL(login).host] }),
      ...credential,
      ...changes,
    },
  });
}

/** The certificate of the options as msal-node takes it. */
export async function msalCertificate({ options }: Target): Promise<NonNullable<Credential['clientCertificate']>> {
  const certificate = await readFile(options.certificate?.certFile ?? '', 'utf8');
  const thumbprint = new X509Certificate(certificate).fingerprint256.replaceAll(':', '');
  return {
    thumbprintSha256: thumbprint,
    privateKey: await readFile(options.certificate?.keyFile ?? '', 'utf8'),
    x5c: certificate,
  };
}

/** What msal-node was refused with: OAuth's error and Entra's number, both empty when it was not. */
export async function msalRefusal(work: Promise<unknown>): Promise<{ error: string; number: string; text: string }> {
  try {
    await work;
    return { error: '', number: '', text: '' };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'errorCode' in error ? String(error.errorCode) : '';
    return { error: code, number: /AADSTS(\d+)/.exec(text)?.[1] ?? '', text };
  }
}

/** The claims of a token, unchecked. */
export function claimsOf(token: string | undefined): Readonly<Record<string, unknown>> {
  const [, body = ''] = (token ?? '').split('.');
  return JSON.parse(Buffer.from(body, 'base64url').toString() || '{}') as Record<string, unknown>;
}
