import type { ApiServer, CallOptions, Reply } from './apiServer';
import { AT_HERS, HERS } from './linkStandIn';

const SAME = { origin: 'http://localhost:4999', 'x-trustlane': '1' };

/** A browser that opens Lupe's link: keeps its cookie, sends what our page sends. */
export function linkBrowser(api: ApiServer) {
  let cookie = '';
  const call = async (method: string, route: string, options: CallOptions = {}): Promise<Reply> => {
    const headers = { ...(method === 'GET' ? {} : SAME), ...(cookie ? { cookie } : {}), ...options.headers };
    const reply = await api.call(method, route, { ...options, headers });
    const set = reply.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0] ?? '';
    return reply;
  };
  return {
    call,
    open: (secret: string) => call('POST', '/partner/session', { json: { secret } }),
    read: (key = HERS) => call('GET', `/partner/questionnaire?assessment=${encodeURIComponent(key)}`),
    save: (sectionId: string, json: object = { baseRevision: 0, answers: [] }) =>
      call('PUT', `${AT_HERS}/sections/${sectionId}/-`, { json }),
    get cookie() {
      return cookie;
    },
    set cookie(value: string) {
      cookie = value;
    },
  };
}
