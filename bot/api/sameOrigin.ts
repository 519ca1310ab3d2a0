import { AppError } from '../../src/errors';
import type { HttpRequest } from './http';

/**
 * Refuses a change that another web site could have caused with the visitor's cookie. The cookie is SameSite=Strict
 * already; the origin says where the page came from, and the extra header cannot be set by a form or without a
 * preflight, which this service never grants.
 */
export function checkSameOrigin(headers: HttpRequest['headers'], publicOrigin: string): void {
  const { origin } = headers;
  const isOwn = origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : origin === publicOrigin;
  if (!isOwn || headers['x-trustlane'] !== '1') {
    throw new AppError('forbidden', 'This can only be done from our own page. Open the link in your message again.');
  }
}
