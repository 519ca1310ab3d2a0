import { connect } from 'node:net';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;

beforeAll(async () => {
  t = await startTenant();
});
afterAll(() => t.close());

/** Sends one request with its target exactly as given, as a page of a stranger would have it sent. */
function call(method: string, target: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const lines = Object.entries({
    Host: `localhost:${t.tenant.context.settings.port}`,
    Connection: 'close',
    'Content-Length': '0',
    ...headers,
  });
  return new Promise((resolve, reject) => {
    const socket = connect(t.tenant.context.settings.port, 'localhost');
    let text = '';
    socket.setTimeout(5_000, () => reject(new Error(`No answer to ${target}: ${text}`)));
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\r\n\r\n')) socket.end();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1])));
    socket.write(
      `${method} ${target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    );
  });
}

const STRANGER = { Origin: 'http://evil.example' };

/** Every way that comes to mind to write an address under `first`, the plain one included. */
function spellings(first: '_control' | '_shell', rest: string): string[] {
  const escaped = (text: string): string =>
    [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
  const twice = (text: string): string => escaped(text).replaceAll('%', '%25');
  return [
    `/${first}/${rest}`,
    `/%5f${first.slice(1)}/${rest}`,
    `/%5F${first.slice(1)}/${rest}`,
    `/${first.slice(0, -1)}${escaped(first.slice(-1))}/${rest}`,
    `/${escaped(first)}/${rest}`,
    `/${escaped(first)}/${escaped(rest.split('/')[0] ?? '')}${rest.includes('/') ? `/${rest.split('/').slice(1).join('/')}` : ''}`,
    `/${twice(first)}/${rest}`,
    `/${first}%2f${rest}`,
    `%2f${first}/${rest}`,
    `/${first.toUpperCase()}/${rest}`,
    `//${first}/${rest}`,
    `/${first}//${rest}`,
    `/./${first}/${rest}`,
    `/%2e/${first}/${rest}`,
    `/v1.0/../${first}/${rest}`,
    `/x/%2e%2e/${first}/${rest}`,
    `/\\${first}/${rest}`,
    `/${first}/${rest}/`,
    `/${first}/${rest}?x=1`,
    `/${first}/${rest}#x`,
    `/${first}/${rest};x`,
    `http://localhost/${first}/${rest}`,
    `http://localhost/%5f${first.slice(1)}/${rest}`,
    `HTTP://evil.example/${first}/${rest}`,
  ];
}

/** `METHOD /path` of all routes under `first`, read from the server's own tree of them. */
function routes(first: string): string[] {
  const found: string[] = [];
  const path: string[] = [];
  for (const line of t.tenant.app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', segment = '', methods] = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    path.length = indent.length / 4;
    path.push(segment);
    const whole = path.join('').replaceAll('//', '/');
    const method = methods?.split(', ').find((name) => name !== 'HEAD');
    if (method !== undefined && whole.startsWith(`/${first}/`)) found.push(`${method} ${whole}`);
  }
  return found;
}

it('a page of a stranger reaches no control route, however it writes the address', async () => {
  const known = routes('_control');
  expect(known.length).toBeGreaterThan(30);
  const reached: string[] = [];
  for (const route of known) {
    const [method = '', path = ''] = route.split(' ');
    for (const target of spellings('_control', path.slice('/_control/'.length).replaceAll(/:\w+/g, '1'))) {
      const status = await call(method, target, STRANGER);
      if (status < 400 || status >= 500) reached.push(`${method} ${target}: ${status}`);
    }
  }
  expect(reached).toEqual([]);
}, 60_000);

it('without the header, control is refused also without an origin, and with it it is found', async () => {
  for (const target of ['/_control/clock', '/%5fcontrol/clock', '/_contro%6c/clock', '/%5Fcontrol/%63lock']) {
    expect([target, await call('GET', target)]).toEqual([target, 403]);
    expect([target, await call('GET', target, { 'x-local-control': '1' })]).toEqual([target, 200]);
    expect([target, await call('GET', target, { 'x-local-control': '1', ...STRANGER })]).toEqual([target, 403]);
  }
});

it('no change under the shell is taken from a stranger, and nothing is told to one', async () => {
  const known = routes('_shell');
  expect(known.length).toBeGreaterThan(5);
  const reached: string[] = [];
  for (const route of known) {
    const [method = '', path = ''] = route.split(' ');
    for (const target of spellings('_shell', path.slice('/_shell/'.length).replaceAll(/:\w+/g, '1'))) {
      const status = await call(method, target, STRANGER);
      if (status < 400 || status >= 500) reached.push(`${method} ${target}: ${status}`);
    }
  }
  expect(reached).toEqual([]);
}, 60_000);

it('an address under _control that nothing answers is refused to a stranger before it is looked for', async () => {
  expect(await call('POST', '/_control/nothing', STRANGER)).toBe(403);
  expect(await call('POST', '/%255fcontrol/reset', STRANGER)).toBe(403);
  expect(await call('POST', '//_control/reset', STRANGER)).toBe(403);
  expect(await call('POST', '/./_control/reset', STRANGER)).toBe(403);
  expect(await call('POST', '/_CONTROL/reset', STRANGER)).toBe(403);
  expect(await call('POST', `/${'%25'.repeat(9)}5fcontrol/reset`, STRANGER)).toBeGreaterThanOrEqual(400);
});

it('no spelling of a control call meets a fault or fills the log', async () => {
  await t.control('DELETE', 'traffic');
  await t.setFaults({ kind: 'status', status: 503 });
  expect(await call('GET', '/_contro%6c/clock', { 'x-local-control': '1' })).toBe(200);
  expect(await call('GET', '/%5fshell/state', {})).not.toBe(503);
  await t.clearFaults();
  const { entries } = await t.control<{ entries: unknown[] }>('GET', 'traffic');
  expect(entries).toEqual([]);
});

it('an address of Microsoft’s that only begins like one of ours is Microsoft’s', async () => {
  await t.setFaults({ kind: 'status', status: 503 });
  expect(await call('GET', '/v1.0/_control/clock')).toBe(503);
  expect(await call('GET', '/healthzz')).not.toBe(200);
  await t.clearFaults();
});
