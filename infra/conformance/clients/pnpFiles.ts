import { createHash, randomBytes } from 'node:crypto';
import type { IDriveItem } from '@pnp/graph/files/index.js';
import { type ConformanceCase, documented, that } from '../case';
import { pnpGraph, pnpStatus } from './pnp';

const UNIT = 327_680;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files as PnPjs handles them: small and chunked uploads, content, versions, and the people of the directory. */
export const pnpFileCases: readonly ConformanceCase[] = [
  {
    id: 'client-pnp/small-file',
    area: 'client-pnp',
    rule: 'PnPjs uploads a small file, reads the same bytes back, replaces it (a new version) and deletes it.',
    basis: documented('Graph docs: driveItem put content, get content, list versions, delete'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { driveId, itemId } = await target.makeFolder();
      const itemOf = (id: string): IDriveItem => graph.drives.getById(driveId).getItemById(id);
      const bytes = randomBytes(2_000);
      const filePathName = `${target.name('pnp')}.bin`;
      const upload = (content: Buffer) =>
        itemOf(itemId).upload({ filePathName, content: content as never, contentType: 'application/octet-stream' });
      const made = await upload(bytes);
      const id = made.id ?? '';
      target.see('name of the file', made.name, filePathName);
      target.see('size of the file', made.size, 2_000);
      const back = await itemOf(id).getContent();
      target.see('hash of what comes back', sha256(new Uint8Array(await back.arrayBuffer())), sha256(bytes));
      await upload(randomBytes(1_000));
      const versions: unknown = await itemOf(id).versions();
      target.see('number of versions', Array.isArray(versions) ? versions.length : 0, 2);
      const children = await itemOf(itemId).children();
      target.see('files in the folder', children.map(({ name }) => name).join(), filePathName);
      await itemOf(id).delete();
      target.see('reading the deleted file', await pnpStatus(itemOf(id)()), 404);
    },
  },
  {
    id: 'client-pnp/chunked-upload',
    area: 'client-pnp',
    rule: 'PnPjs uploads a file in fragments of 320 KiB through an upload session, and the file is whole.',
    basis: documented('Graph docs: driveItem createUploadSession'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { driveId, itemId } = await target.makeFolder();
      const name = `${target.name('pnp')}.bin`;
      const bytes = randomBytes(2 * UNIT + 1_234);
      const folder = graph.drives.getById(driveId).getItemById(itemId);
      const { resumableUpload } = await folder.createUploadSession({ item: { name }, conflictBehavior: 'fail' });
      let answer: Readonly<Record<string, unknown>> = {};
      for (let from = 0; from < bytes.length; from += UNIT) {
        const to = Math.min(from + UNIT, bytes.length) - 1;
        const range = `bytes ${from}-${to}/${bytes.length}`;
        answer = { ...(await resumableUpload.upload(to - from + 1, bytes.subarray(from, to + 1), range)) };
        if (from !== 0 || to === bytes.length - 1) continue;
        const { nextExpectedRanges } = await resumableUpload.status();
        target.see(
          'expected after the first fragment',
          String(nextExpectedRanges?.[0]),
          that(`begins with ${UNIT}`, (seen) => seen.startsWith(`${UNIT}-`)),
        );
      }
      target.see('size of the file', answer.size, bytes.length);
      const back = await graph.drives.getById(driveId).getItemById(String(answer.id)).getContent();
      target.see('hash of what comes back', sha256(new Uint8Array(await back.arrayBuffer())), sha256(bytes));
    },
  },
  {
    id: 'client-pnp/cancelled-upload',
    area: 'client-pnp',
    rule: 'A cancelled upload session is gone: its address answers 404, and no file is there.',
    basis: documented('Graph docs: driveItem createUploadSession (cancel)'),
    async run(target) {
      const graph = await pnpGraph(target);
      const { driveId, itemId } = await target.makeFolder();
      const name = `${target.name('pnp')}.bin`;
      const folder = graph.drives.getById(driveId).getItemById(itemId);
      const { resumableUpload } = await folder.createUploadSession({ item: { name }, conflictBehavior: 'fail' });
      await resumableUpload.upload(UNIT, randomBytes(UNIT), `bytes 0-${UNIT - 1}/${2 * UNIT}`);
      await resumableUpload.cancel();
      target.see('status of the session', await pnpStatus(resumableUpload.status()), 404);
      const children = await graph.drives.getById(driveId).getItemById(itemId).children();
      target.see('files in the folder', children.length, 0);
    },
  },
  {
    id: 'client-pnp/person',
    area: 'client-pnp',
    rule: 'PnPjs reads a person of the directory by object id, and 404 for one who is not there.',
    basis: documented('Graph docs: user get'),
    needs: ['person'],
    async run(target) {
      const graph = await pnpGraph(target, target.options.peopleToken);
      const id = target.options.person ?? '';
      const person = await graph.users.getById(id).select('id', 'displayName', 'mail')();
      target.see('the object id', person.id, id);
      target.see(
        'the name',
        person.displayName ?? '',
        that('is not empty', (seen) => seen !== ''),
      );
      const nobody = graph.users.getById('00000000-0000-4000-8000-00000000dead');
      target.see('status for nobody', await pnpStatus(nobody()), 404);
    },
  },
];
