import type { Answer, Target } from '../case';
import { listAt, textAt } from '../json';

export const GRAPH = 'https://graph.microsoft.com';
export const CODES = 'Microsoft Entra docs: Authentication and authorization error codes';
export const CREDENTIALS = 'Microsoft Entra docs: OAuth 2.0 client credentials flow';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** The token endpoint of a tenant, by default the one under test. */
export const tokenUrl = ({ options }: Target, tenant = options.tenantId): string =>
  `${options.login}/${tenant}/oauth2/v2.0/token`;

/** The token endpoint, as the client with its secret; a parameter of `undefined` is left out. */
export function ask(
  target: Target,
  changes: Readonly<Record<string, string | undefined>> = {},
  url = tokenUrl(target),
): Promise<Answer> {
  const parameters = {
    grant_type: 'client_credentials',
    client_id: target.options.client?.id,
    client_secret: target.options.client?.secret,
    scope: `${GRAPH}/.default`,
    ...changes,
  };
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return target.call(url, { method: 'POST', body: new URLSearchParams(given).toString(), headers: FORM });
}

/** Notes an error of the token endpoint: status, OAuth's word and one of Entra's numbers. */
export function seeError(
  target: Target,
  what: string,
  answer: Answer,
  statuses: readonly number[],
  error: readonly string[],
  codes: readonly number[],
): void {
  target.see(`${what}: status`, answer.status, statuses);
  target.see(`${what}: error`, textAt(answer.body, 'error'), error);
  const seen = listAt(answer.body, 'error_codes').map(Number);
  target.see(`${what}: AADSTS code`, seen[0], codes);
  target.see(`${what}: in the words`, textAt(answer.body, 'error_description').includes(`AADSTS${seen[0]}`), true);
}
