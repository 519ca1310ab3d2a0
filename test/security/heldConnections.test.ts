import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJson } from '../../bot/api/readBody';
import type { Contact } from '../../src/domain/contact';
import { type ApiServer, startApi } from '../api/support/apiServer';

const CONTACT = {
  key: '01haaaaaaaaaaaaaaaaaaaaaaa',
  partnerKey: '01hpaaaaaaaaaaaaaaaaaaaaaa',
  name: 'Lupe',
} as Contact;
const KEY = `01hzzzzzzzzzzzzzzzzzzzzzzz%7C${CONTACT.partnerKey}`;
const SAME = { origin: 'http://localhost:4999', 'x-trustlane': '1' };
let release: () => void = () => undefined;
const released = new Promise<void>((resolve) => {
  release = resolve;
});
let api: ApiServer;
beforeAll(async () => {
  api = await startApi({
    openLink: () => ({ linkKey: CONTACT.key, generation: 1, contact: CONTACT, needsCode: false }),
    contactOfLink: () => CONTACT,
    needsCode: () => false,
    assessmentsOf: () => [],
    questionnaire: async () => ({ sections: [], evidence: [] }) as never,
    attachEvidence: async () => {
      await released;
      return { key: '01hffffffffffffffffffffff1' } as never;
    },
  });
});
afterAll(() => api.close());

/** What the service says to these bytes within two seconds. */
const said = (bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(api.url).port), 'localhost');
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.setTimeout(2_000, () => socket.destroy());
    socket.write(bytes);
  });

it.each(['websocket', 'h2c'])('a wish to change to %s is answered like any other call, not left open', async (wish) => {
  const call = `GET /api/me HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: ${wish}\r\n\r\n`;
  expect(await said(call)).toContain('401');
});

it('a JSON body that trickles in is given up', async () => {
  const body = new Readable({ read: () => undefined });
  body.push('{');
  const reading = readJson({ headers: { 'content-type': 'application/json' }, body }, 1_000, 50);
  await expect(reading).rejects.toMatchObject({ code: 'invalid', more: { status: 408 } });
});

it('a link’s files are taken four at a time, and nobody else waits for them', async () => {
  const opened = await api.call('POST', '/partner/session', { headers: SAME, json: { secret: 'x' } });
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? '';
  const send = () =>
    api.call('POST', `/partner/assessments/${KEY}/evidence?questionId=q`, {
      headers: { ...SAME, cookie, 'x-file-name': 'a.pdf', 'content-type': 'application/pdf' },
      bytes: 'x',
    });
  const under = [send(), send(), send(), send()];
  while (api.calls.filter((name) => name === 'attachEvidence').length < 4) await sleep(10);
  const fifth = await send();
  expect([fifth.status, fifth.body.code, fifth.headers.get('retry-after')]).toEqual([429, 'tooMany', '5']);
  release();
  expect((await Promise.all(under)).map(({ status }) => status)).toEqual([201, 201, 201, 201]);
  expect((await send()).status).toBe(201);
});
