import { createHash, randomBytes } from 'node:crypto';
import type { FetchOptions, LargeFileUploadSession, UploadResult } from '@microsoft/microsoft-graph-client';
import { type ConformanceCase, documented, observed, type Target, that } from '../case';
import { textAt } from '../json';
import { breakingAgent } from './brokenConnection';
import { faults } from './control';
import { graphClient, graphStatus } from './graphClient';

const UNIT = 327_680;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Microsoft's LargeFileUploadTask, with connections and services that fail in the middle. */
export const graphClientUploadCases: readonly ConformanceCase[] = [
  {
    id: 'client-graph/large-file',
    area: 'client-graph',
    rule: 'LargeFileUploadTask uploads a file in fragments of 320 KiB; the file is whole.',
    basis: documented('Graph docs: driveItem createUploadSession; SDK docs: LargeFileUploadTask'),
    needs: ['httpsBase'],
    async run(target) {
      const bytes = randomBytes(3 * UNIT + 777);
      const { task, progress } = await uploadTask(target, bytes);
      const done = await task.upload();
      target.see('fragments', progress.join(), `0,${UNIT},${2 * UNIT},${3 * UNIT}`);
      await seeContent(target, done, bytes);
    },
  },
  {
    id: 'client-graph/broken-connection',
    area: 'client-graph',
    rule: 'After a connection that breaks in the middle of a fragment, resume() asks what is missing and completes the file.',
    basis: documented('Graph docs: driveItem createUploadSession (resume an in-progress upload)'),
    needs: ['httpsBase'],
    async run(target) {
      const bytes = randomBytes(6 * UNIT + 99);
      const agent = breakingAgent(Math.round(2.5 * UNIT));
      target.cleanUp(() => agent.close());
      // The type of fetch's options does not know the dispatcher, which Node's fetch takes.
      const fetchOptions = { dispatcher: agent.dispatcher } as FetchOptions;
      const { task, progress } = await uploadTask(target, bytes, fetchOptions);
      const failure = await task.upload().then(
        () => 'none',
        () => 'thrown',
      );
      target.see('failure of upload()', failure, 'thrown');
      target.see('connections broken', agent.broken(), 1);
      target.see('fragments before the break', progress.length, 2);
      const done = await task.resume();
      target.see('where it went on', progress[2], 2 * UNIT);
      await seeContent(target, done, bytes);
    },
  },
  {
    id: 'client-graph/unavailable-fragment',
    area: 'client-graph',
    rule: 'A fragment answered 503 ends upload(), because the client does not repeat it; resume() completes the file.',
    basis: observed('msgraph-sdk-javascript src/middleware/RetryHandler.ts (octet-stream PUT is not repeated)'),
    needs: ['httpsBase', 'control'],
    async run(target) {
      const bytes = randomBytes(3 * UNIT);
      const { task, session } = await uploadTask(target, bytes);
      const { pathname } = new URL(session.url);
      await faults(target, [{ path: pathname, method: 'PUT', kind: 'status', status: 503, retryAfter: 0, times: 1 }]);
      const failure = await task.upload().then(
        () => 'none',
        () => 'thrown',
      );
      target.see('failure of upload()', failure, 'thrown');
      const done = await task.resume();
      await seeContent(target, done, bytes);
    },
  },
  {
    id: 'client-graph/lost-answer',
    area: 'client-graph',
    rule: 'When the answer to a stored fragment is lost, resume() goes on behind it and the file is whole.',
    basis: documented('Graph docs: driveItem createUploadSession (nextExpectedRanges)'),
    needs: ['httpsBase', 'control'],
    async run(target) {
      const bytes = randomBytes(3 * UNIT + 5);
      const { task, session, progress } = await uploadTask(target, bytes);
      const { pathname } = new URL(session.url);
      await faults(target, [{ path: pathname, method: 'PUT', kind: 'dropAfter', times: 1 }]);
      await task.upload().catch(() => undefined);
      const done = await task.resume();
      target.see('where it went on', progress[0], UNIT);
      await seeContent(target, done, bytes);
    },
  },
  {
    id: 'client-graph/bearer-on-upload',
    area: 'client-graph',
    rule: 'A client that sends its bearer to the upload address is refused with 401.',
    basis: documented('Graph docs: driveItem createUploadSession (Authorization header)'),
    needs: ['httpsBase'],
    async run(target) {
      const { session } = await uploadTask(target, randomBytes(100));
      const { origin, hostname } = new URL(session.url);
      const { Client } = await import('@microsoft/microsoft-graph-client');
      const client = Client.initWithMiddleware({
        authProvider: { getAccessToken: async () => target.options.token },
        baseUrl: `${origin}/`,
        customHosts: new Set([hostname]),
      });
      target.see('status of the session with a bearer', await graphStatus(client.api(session.url).get()), 401);
    },
  },
  {
    id: 'client-graph/cancel',
    area: 'client-graph',
    rule: 'cancel() ends the session: its status is 404 from then on.',
    basis: documented('Graph docs: driveItem createUploadSession (cancel)'),
    needs: ['httpsBase'],
    async run(target) {
      const { task } = await uploadTask(target, randomBytes(UNIT * 2));
      const answer: unknown = await task.cancel();
      target.see('status of cancel()', answer instanceof Response ? answer.status : 0, 204);
      target.see('status of the session', await graphStatus(task.getStatus()), 404);
    },
  },
];

async function uploadTask(target: Target, bytes: Buffer, fetchOptions?: FetchOptions) {
  const { FileUpload, LargeFileUploadTask } = await import('@microsoft/microsoft-graph-client');
  const client = await graphClient(target);
  const { path } = await target.makeFolder();
  const name = `${target.name('graph')}.bin`;
  const session: LargeFileUploadSession = await LargeFileUploadTask.createUploadSession(
    client,
    `${path}:/${name}:/createUploadSession`,
    { item: { '@microsoft.graph.conflictBehavior': 'fail' } },
  );
  target.see(
    'the upload address',
    session.url.slice(0, 8),
    that('is https', (seen) => seen === 'https://'),
  );
  const progress: number[] = [];
  const task = new LargeFileUploadTask(
    await graphClient(target, { isHostKnown: false, ...(fetchOptions && { fetchOptions }) }),
    new FileUpload(bytes, name, bytes.length),
    session,
    {
      rangeSize: UNIT,
      uploadEventHandlers: { progress: (range) => void progress.push(range?.minValue ?? -1) },
    },
  );
  return { task, session, progress };
}

async function seeContent(target: Target, done: unknown, bytes: Buffer): Promise<void> {
  // The task promises `unknown`; what it resolves with is an UploadResult.
  const driveItem = (done as UploadResult).responseBody;
  const drive = textAt(driveItem, 'parentReference', 'driveId');
  const content = await target.graph(`/drives/${drive}/items/${textAt(driveItem, 'id')}/content`);
  target.see('hash of the stored file', sha256(content.bytes), sha256(bytes));
}
