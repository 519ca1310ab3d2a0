import type { Client, FetchOptions } from '@microsoft/microsoft-graph-client';
import type { Target } from '../case';

export interface GraphClientOptions {
  /**
   * Default true: the tenant's host is among those that the client gives its bearer to, as graph.microsoft.com always
   * is. False for addresses that authorise themselves (uploads): at Microsoft they are on a host the client does not know.
   */
  readonly isHostKnown?: boolean;
  readonly fetchOptions?: FetchOptions;
}

/**
 * Microsoft's Graph client with its default middleware: authentication, retry, redirect, telemetry. It gives its bearer
 * to https addresses alone, so cases with it need `httpsBase`.
 */
export async function graphClient(
  { options }: Target,
  { isHostKnown = true, fetchOptions }: GraphClientOptions = {},
): Promise<Client> {
  const { Client } = await import('@microsoft/microsoft-graph-client');
  const base = options.httpsBase ?? '';
  return Client.initWithMiddleware({
    authProvider: { getAccessToken: async () => options.token },
    baseUrl: `${base}/`,
    defaultVersion: 'v1.0',
    ...(isHostKnown && { customHosts: new Set([new URL(base).hostname]) }),
    ...(fetchOptions && { fetchOptions }),
  });
}

/** The HTTP status that a call of the client was refused with; 200 when it was not, -1 when no answer came. */
export async function graphStatus(work: Promise<unknown>): Promise<number> {
  try {
    await work;
    return 200;
  } catch (error) {
    return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
      ? error.statusCode
      : -1;
  }
}
