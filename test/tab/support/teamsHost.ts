import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TeamsHost {
  readonly origin: string;
  /** The address of the host page that frames `tab` and answers its questions. */
  pageFor(tab: string, options?: { theme?: string; signIn?: 'ok' | 'refused'; subPageId?: string }): string;
  close(): Promise<void>;
}

/** A token in shape only: the stand-in service does not check it. `n` tells one from the next. */
const PAGE = `<!doctype html><html lang="en"><title>Teams</title><style>html,body{margin:0;height:100%}iframe{border:0;width:100%;height:100%;display:block}</style>
<iframe id="tab" title="Trustlane"></iframe><script>
const query = new URLSearchParams(location.search), address = query.get('app'), origin = new URL(address).origin;
const frame = document.getElementById('tab');
window.asked = []; window.tokens = 0;
const claims = () => btoa(JSON.stringify({ n: ++window.tokens, exp: Math.floor(Date.now() / 1000) + 3600 })).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
const context = { theme: query.get('theme') || 'default', locale: 'en-gb', hostName: 'Teams', hostClientType: 'web', frameContext: 'content', entityId: 'home', subEntityId: query.get('subPageId') || undefined, userObjectId: 'maya', tid: 'tenant', userPrincipalName: 'maya@northgate.example', loginHint: 'maya' };
const answers = {
  initialize: () => [context.frameContext, context.hostClientType, JSON.stringify({ apiVersion: 4, supports: { app: {}, pages: {}, dialog: {} } }), '2.0.1'],
  getContext: () => [context],
  'authentication.getAuthToken': () => query.get('signIn') === 'refused' ? [false, 'resourceDisabled'] : [true, 'head.' + claims() + '.sign'],
};
addEventListener('message', (event) => {
  if (event.source !== frame.contentWindow || event.origin !== origin) return;
  window.asked.push(event.data.func);
  const answer = answers[event.data.func]?.(event.data.args ?? []);
  if (answer) frame.contentWindow.postMessage({ id: event.data.id, uuidAsString: event.data.uuidAsString, args: answer }, origin);
});
window.setTheme = (theme) => frame.contentWindow.postMessage({ func: 'themeChange', args: [theme] }, origin);
frame.src = address;
</script>`;

/** A page that frames the tab and speaks the other half of the teams-js protocol. */
export async function startTeamsHost(): Promise<TeamsHost> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    pageFor: (tab, { theme = 'default', signIn = 'ok', subPageId = '' } = {}) =>
      `${origin}/?${new URLSearchParams({ app: tab, theme, signIn, subPageId }).toString()}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
