import { ManagedIdentityApplication } from '@azure/msal-node';
import { LoginRefused, type LoginSilent, loginSilent } from './loginFailure';

export interface IdentityToken {
  readonly accessToken: string;
  readonly expiresOn: Date | null;
}

/** The address that answers is on the machine itself, so a longer wait means that nobody is there. */
const PATIENCE_MS = 10_000;

/**
 * Tokens of a user-assigned managed identity. Where Azure answers for the machine is in the environment that Azure itself
 * sets (`IDENTITY_ENDPOINT`), else at its fixed address; MSAL finds it. Throws LoginRefused and LoginSilent.
 */
export function createManagedIdentity(
  clientId: string,
): (resource: string, isFresh: boolean) => Promise<IdentityToken> {
  let application: ManagedIdentityApplication | undefined;
  return async (resource, isFresh) => {
    application ??= new ManagedIdentityApplication({
      managedIdentityIdParams: { userAssignedClientId: clientId },
      // How often is tried again is the caller's rule, like for everything else.
      system: { disableInternalRetries: true },
    });
    return withinTime(
      application.acquireToken({ resource, forceRefresh: isFresh }).catch((error: unknown) => {
        throw asFailure(error);
      }),
    );
  };
}

async function withinTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(silent()), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

const silent = (error?: unknown): LoginSilent =>
  loginSilent('The managed identity does not answer on this machine.', error);

// The endpoint's texts may hold ids and addresses; its status and word are enough.
function asFailure(error: unknown): LoginRefused | LoginSilent {
  const { errorCode, status } = error as { errorCode?: unknown; status?: unknown };
  const isRefused = typeof status === 'number' ? status >= 400 && status < 500 && status !== 429 : false;
  if (isRefused || errorCode === 'invalid_request' || errorCode === 'invalid_resource')
    return new LoginRefused(
      'Azure gave no token for the managed identity. Is it assigned to this machine?',
      typeof errorCode === 'string' ? errorCode : 'refused',
    );
  return silent(error);
}
