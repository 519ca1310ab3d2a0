import { type ConformanceCase, documented, observed, that } from '../case';
import { at, listAt, textAt } from '../json';
import { createSession, opaqueBytes, openSession, put, putFragment, putNew, UNIT } from './fileSupport';
import { seeRefused } from './support';

const basis = documented('Graph docs: driveItem: createUploadSession');
const TOTAL = 2 * UNIT + 1000;
const refused = that('refused with 4xx', (seen: number) => seen >= 400 && seen < 500);

export const uploadSessionCases: readonly ConformanceCase[] = [
  {
    id: 'files/upload-session',
    area: 'files',
    rule: 'A session tells where to put fragments and when it ends; 202 with the next range until the last, 201 then',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const content = opaqueBytes(TOTAL);
      const session = await createSession(target, folder, 'a.bin');
      target.see('status', session.status, 200);
      const expiry = Date.parse(textAt(session.body, 'expirationDateTime'));
      target.see('ends in the future', expiry > Date.now() - 3_600_000 && Number.isFinite(expiry), true);
      const url = textAt(session.body, 'uploadUrl');
      const first = await putFragment(target, url, content.subarray(0, UNIT), 0, TOTAL);
      target.see('first fragment', first.status, 202);
      target.see(
        'next range',
        listAt(first.body, 'nextExpectedRanges').join(),
        that(`begins at ${UNIT}`, (seen: string) => seen.startsWith(`${UNIT}-`)),
      );
      target.see('second', (await putFragment(target, url, content.subarray(UNIT, 2 * UNIT), UNIT, TOTAL)).status, 202);
      const last = await putFragment(target, url, content.subarray(2 * UNIT), 2 * UNIT, TOTAL);
      target.see('last', last.status, [201, 200]);
      target.see('size', at(last.body, 'size'), TOTAL);
      const read = await target.graph(`/drives/${folder.driveId}/items/${textAt(last.body, 'id')}/content`);
      target.see('bytes are the same', Buffer.compare(read.bytes, content), 0);
    },
  },
  {
    id: 'files/upload-session-wrapper',
    area: 'files',
    rule: 'What a session says about its item stands in `item`; beside it, it is refused',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const answer = await target.graph(`${folder.path}:/a.bin:/createUploadSession`, {
        method: 'POST',
        body: { name: 'a.bin', '@microsoft.graph.conflictBehavior': 'fail' },
      });
      const url = textAt(answer.body, 'uploadUrl');
      if (url) target.cleanUp(() => target.call(url, { method: 'DELETE' }));
      seeRefused(target, 'without the wrapper', answer, 400);
    },
  },
  {
    id: 'files/upload-session-status',
    area: 'files',
    rule: 'GET of the address tells the ranges that are missing',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin');
      const fresh = await target.call(url);
      target.see('status', fresh.status, 200);
      target.see(
        'at first',
        listAt(fresh.body, 'nextExpectedRanges').join(),
        that('begins at 0', (seen: string) => seen.startsWith('0-')),
      );
      await putFragment(target, url, opaqueBytes(UNIT), 0, TOTAL);
      const later = await target.call(url);
      target.see(
        'after a fragment',
        listAt(later.body, 'nextExpectedRanges').join(),
        that(`begins at ${UNIT}`, (seen: string) => seen.startsWith(`${UNIT}-`)),
      );
    },
  },
  {
    id: 'files/upload-session-authorization',
    area: 'files',
    rule: 'A fragment sent with a bearer is refused with 401: the address itself authorises',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin');
      const answer = await putFragment(target, url, opaqueBytes(UNIT), 0, TOTAL, target.options.token);
      target.see('status', answer.status, 401);
    },
  },
  {
    id: 'files/upload-session-gap',
    area: 'files',
    rule: 'Fragments come in order: one that leaves a gap is refused',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin');
      target.see('status', (await putFragment(target, url, opaqueBytes(UNIT), UNIT, TOTAL)).status, refused);
    },
  },
  {
    id: 'files/upload-session-repeat',
    area: 'files',
    rule: 'A range that already arrived answers 416, and the session goes on',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const content = opaqueBytes(TOTAL);
      const url = await openSession(target, folder, 'a.bin');
      await putFragment(target, url, content.subarray(0, UNIT), 0, TOTAL);
      target.see('again', (await putFragment(target, url, content.subarray(0, UNIT), 0, TOTAL)).status, 416);
      target.see(
        'the next',
        (await putFragment(target, url, content.subarray(UNIT, 2 * UNIT), UNIT, TOTAL)).status,
        202,
      );
    },
  },
  {
    id: 'files/upload-session-multiple',
    area: 'files',
    rule: 'A file in fragments that are no multiple of 320 KiB does not come to be',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const content = opaqueBytes(TOTAL);
      const url = await openSession(target, folder, 'a.bin');
      const first = await putFragment(target, url, content.subarray(0, 100_000), 0, TOTAL);
      const last =
        first.status === 202 ? await putFragment(target, url, content.subarray(100_000), 100_000, TOTAL) : first;
      target.see('refused at once or at the end', last.status, refused);
    },
  },
  {
    id: 'files/upload-session-total',
    area: 'files',
    rule: 'A fragment whose Content-Range does not match its bytes, or that has none, is refused',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin');
      const wrong = await target.call(url, {
        method: 'PUT',
        body: opaqueBytes(1000),
        headers: { 'content-range': `bytes 0-${UNIT - 1}/${TOTAL}` },
      });
      target.see('too few bytes', wrong.status, refused);
      target.see('no range', (await target.call(url, { method: 'PUT', body: opaqueBytes(UNIT) })).status, refused);
    },
  },
  {
    id: 'files/upload-session-cancel',
    area: 'files',
    rule: 'DELETE ends a session with 204; it is 404 from then on',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin');
      target.see('DELETE', (await target.call(url, { method: 'DELETE' })).status, 204);
      target.see('GET', (await target.call(url)).status, 404);
      target.see('a fragment', (await putFragment(target, url, opaqueBytes(UNIT), 0, TOTAL)).status, 404);
    },
  },
  {
    id: 'files/upload-session-conflict',
    area: 'files',
    rule: 'With conflictBehavior fail a taken name is refused with 409 nameAlreadyExists, at the latest at the end',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      await putNew(target, folder, 'a.bin', opaqueBytes(10));
      const session = await createSession(target, folder, 'a.bin');
      const url = textAt(session.body, 'uploadUrl');
      if (url) target.cleanUp(() => target.call(url, { method: 'DELETE' }));
      const answer = session.status === 200 ? await putFragment(target, url, opaqueBytes(1000), 0, 1000) : session;
      seeRefused(target, 'the name', answer, 409, { code: 'nameAlreadyExists' });
    },
  },
  {
    id: 'files/upload-session-second',
    area: 'files',
    rule: 'A second session for the same path is refused while the first has begun',
    basis: observed('msgraph-sdk-java #366; python-o365 #541'),
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin');
      await putFragment(target, url, opaqueBytes(UNIT), 0, TOTAL);
      const second = await createSession(target, folder, 'a.bin');
      const other = textAt(second.body, 'uploadUrl');
      if (other) target.cleanUp(() => target.call(other, { method: 'DELETE' }));
      seeRefused(target, 'the second', second, 409);
    },
  },
  {
    id: 'files/upload-session-deferred',
    area: 'files',
    rule: 'With deferCommit the file comes to be by a last POST to the address',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const url = await openSession(target, folder, 'a.bin', { body: { deferCommit: true } });
      const sent = await putFragment(target, url, opaqueBytes(1000), 0, 1000);
      target.see('the last fragment', sent.status, 202);
      const before = await target.graph(`${folder.path}:/a.bin`);
      target.see('before the POST', before.status, 404);
      const done = await target.call(url, { method: 'POST', headers: { 'content-length': '0' } });
      target.see('the POST', done.status, [201, 200]);
      target.see('after it', (await target.graph(`${folder.path}:/a.bin`)).status, 200);
    },
  },
  {
    id: 'files/upload-session-stale-etag',
    area: 'files',
    rule: 'A session to replace a file with an old eTag in If-Match answers 412',
    basis,
    async run(target) {
      const folder = await target.makeFolder();
      const file = await putNew(target, folder, 'a.bin', opaqueBytes(10));
      const eTag = textAt((await target.graph(file)).body, 'eTag');
      await put(target, folder, 'a.bin', opaqueBytes(20));
      const answer = await createSession(target, folder, 'a.bin', {
        item: { '@microsoft.graph.conflictBehavior': 'replace' },
        headers: { 'if-match': eTag },
      });
      const url = textAt(answer.body, 'uploadUrl');
      if (url) target.cleanUp(() => target.call(url, { method: 'DELETE' }));
      seeRefused(target, 'the session', answer, 412);
    },
  },
];
