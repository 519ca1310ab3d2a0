import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { request } from 'undici';
import type { Environment } from '../../infra/local/environment';

const PROGRAM = path.resolve('dist/local/tenant.js');
const ROUNDS = 4;
const WRITERS = 6;
const EVERY = '$top=5000&$expand=fields($select=Key,Title)';

let dir: string;
let child: ChildProcess | undefined;
let origin = '';
let site = '';
let token = '';

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'trustlane-kill-'));
});
afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(dir, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  // Tests read answers of many shapes; what is not there fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the answer
  readonly body: any;
}

/** Starts the tenant as a process of its own, without throttling and quirks. */
async function start(): Promise<void> {
  const started = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, LOCAL_TENANT_PORT: '0', TRUSTLANE_LOCAL_DIR: dir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  let text = '';
  for await (const chunk of started.stdout) {
    text += String(chunk);
    origin = /http:\/\/localhost:\d+/.exec(text)?.[0] ?? '';
    if (origin) break;
  }
  await control('limits', { tier: null });
  await control('quirks', { fileRewriting: false, conflictAfterUpload: false, varyingPages: false, deltaLagMs: 0 });
  token = (await control<{ token: string }>('token', { app: 'service' })).token;
}

async function kill(): Promise<void> {
  const gone = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await gone;
}

async function control<T>(route: string, body: unknown): Promise<T> {
  const answer = await request(`${origin}/_control/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-local-control': '1' },
    body: JSON.stringify(body),
  });
  return (await answer.body.json()) as T;
}

async function graph(method: string, route: string, body?: unknown, bearer = token): Promise<Answer> {
  const isText = typeof body === 'string';
  const answer = await request(`${origin}/v1.0${route}`, {
    method: method as 'GET',
    headers: {
      authorization: `Bearer ${bearer}`,
      ...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
    },
    body: body === undefined || isText ? body : JSON.stringify(body),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text.startsWith('{') ? JSON.parse(text) : text };
}

/** What is known of a row or file: the last state that was acknowledged, and the one that was asked for. */
interface Known {
  acknowledged: string | undefined;
  asked: string | undefined;
}

const rows = new Map<string, Known>();
const files = new Map<string, Known>();

/** Does one thing, keeping track; false once the tenant is gone. */
async function attempt(of: Map<string, Known>, key: string, next: string | undefined, act: () => Promise<number>) {
  const known = of.get(key) ?? { acknowledged: undefined, asked: undefined };
  of.set(key, known);
  known.asked = next;
  const status = await act().catch(() => 0);
  if (status >= 200 && status < 300) known.acknowledged = next;
  return status !== 0;
}

/** Makes rows, changes them and removes some, and uploads files, until the tenant is gone. */
async function write(round: number, writer: number, drive: string): Promise<void> {
  const items = `${site}/lists/Rows/items`;
  for (let number = 0; ; number += 1) {
    const key = `${round}-${writer}-${number}`;
    let id = '';
    const goesOn =
      (await attempt(rows, key, 'new', async () => {
        const made = await graph('POST', items, { fields: { Key: key, Title: 'new' } });
        id = made.body.id;
        return made.status;
      })) &&
      (await attempt(rows, key, 'changed', async () => {
        return (await graph('PATCH', `${items}/${id}/fields`, { Title: 'changed' })).status;
      })) &&
      (number % 3 > 0 ||
        (await attempt(rows, key, undefined, async () => (await graph('DELETE', `${items}/${id}`)).status))) &&
      (await attempt(files, key, `content of ${key}`, async () => {
        return (await graph('PUT', `/drives/${drive}/root:/${key}.txt:/content`, `content of ${key}`)).status;
      }));
    if (!goesOn) return;
  }
}

/** Follows a delta link to its end and applies it. Returns the link to go on from. */
async function follow(from: string, model: Map<string, string>): Promise<string> {
  for (let link = from; ; ) {
    const { body } = await graph('GET', link.replace(/^.*?\/v1\.0/, ''));
    for (const { id, fields, deleted } of body.value) {
      if (deleted) model.delete(id);
      else model.set(id, `${fields.Key} ${fields.Title}`);
    }
    if (body['@odata.deltaLink']) return body['@odata.deltaLink'];
    link = body['@odata.nextLink'];
  }
}

const states = (known: Known): unknown[] => [known.acknowledged, known.asked];

it('killed again and again in the middle of writing, it has all that it acknowledged, whole and in order', async () => {
  await start();
  const { service } = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as Environment;
  site = `/sites/${service.RECORDS_SITE_ID}`;
  const provision = (await control<{ token: string }>('token', { app: 'provision' })).token;
  const columns = [{ name: 'Key', text: {}, indexed: true, enforceUniqueValues: true }];
  await graph('POST', `${site}/lists`, { displayName: 'Rows', columns }, provision);
  const drive: string = (await graph('GET', `${site}/lists/Documents/drive`)).body.id;
  const model = new Map<string, string>();
  let link = `${site}/lists/Rows/items/delta?$expand=fields($select=Key,Title)&$top=300`;

  for (let round = 0; round < ROUNDS; round += 1) {
    const writers = Array.from({ length: WRITERS }, (_, writer) => write(round, writer, drive));
    await new Promise((resolve) => setTimeout(resolve, 250 + 90 * round));
    // Somebody follows the changes while they are made.
    link = await follow(link, model);
    await kill();
    await Promise.all(writers);
    const db = new Database(path.join(dir, 'tenant', 'tenant.db'));
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    db.close();
    await start();
    link = await follow(link, model);

    const { value } = (await graph('GET', `${site}/lists/Rows/items?${EVERY}`)).body;
    const found = new Map<string, { id: string; title: string; eTag: string }>(
      value.map((item: { id: string; eTag: string; fields: { Key: string; Title: string } }) => [
        item.fields.Key,
        { id: item.id, title: item.fields.Title, eTag: item.eTag },
      ]),
    );
    expect(found.size).toBe(value.length);
    for (const [key, known] of rows) expect(states(known)).toContain(found.get(key)?.title);
    for (const key of found.keys()) expect(rows.has(key)).toBe(true);
    expect([...model].sort()).toEqual([...found].map(([key, { id, title }]) => [id, `${key} ${title}`]).sort());

    for (const [key, { id, title, eTag }] of [...found].slice(-40)) {
      const byKey = (await graph('GET', `${site}/lists/Rows/items?$filter=fields/Key%20eq%20'${key}'`)).body.value;
      expect(byKey.map((item: { id: string }) => item.id)).toEqual([id]);
      const versions = (await graph('GET', `${site}/lists/Rows/items/${id}/versions?$expand=fields`)).body.value;
      const count = title === 'new' ? 1 : 2;
      expect(versions.map((version: { id: string }) => version.id)).toEqual(['2.0', '1.0'].slice(-count));
      expect(versions[0].fields['@odata.etag']).toBe(eTag);
    }
    const here = [...files].filter(([key]) => key.startsWith(`${round}-`));
    for (const [key, known] of here) {
      const { status, body } = await graph('GET', `/drives/${drive}/root:/${key}.txt`);
      expect(states(known)).toContain(status === 200 ? `content of ${key}` : undefined);
      if (status !== 200) continue;
      const content = await request(body['@microsoft.graph.downloadUrl']);
      expect(await content.body.text()).toBe(`content of ${key}`);
    }
  }
  expect(rows.size).toBeGreaterThan(50);
  expect(files.size).toBeGreaterThan(20);
});
