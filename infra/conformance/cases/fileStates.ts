import { type ConformanceCase, documented, observed, remembered, type Target, that } from '../case';
import { at, textAt } from '../json';
import { mustBe } from '../target';
import { createSession, opaqueBytes, put, putNew } from './fileSupport';
import { seeRefused } from './support';

/** States that only a person, a scanner or an administrator brings about: a local tenant plays them by its control API. */
async function play(target: Target, route: string, body: object): Promise<void> {
  await mustBe(
    await target.call(`${target.options.control}/_control/${route}`, {
      method: 'POST',
      body: { siteId: target.options.site, ...body },
      headers: { 'x-local-control': '1' },
    }),
    `playing ${route}`,
    200,
    204,
  );
}

const idOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const fileStateCases: readonly ConformanceCase[] = [
  {
    id: 'files/locked',
    area: 'files',
    rule: 'A file that somebody has open is not replaced: 423 resourceLocked',
    basis: observed('microsoft-graph-docs #15111; msgraph-explorer #3435'),
    needs: ['control', 'person'],
    async run(target) {
      const folder = await target.makeFolder();
      const file = await putNew(target, folder, 'a.bin', opaqueBytes(10));
      const item = idOf(file);
      await play(target, 'lock', { item, person: target.options.person });
      target.cleanUp(() => play(target, 'unlock', { item }));
      seeRefused(target, 'replacing', await put(target, folder, 'a.bin', opaqueBytes(20)), 423, {
        code: 'resourceLocked',
      });
      target.see('size', at((await target.graph(file)).body, 'size'), 10);
    },
  },
  {
    id: 'files/malware',
    area: 'files',
    rule: 'A file in which malware was found carries the malware facet, and its content is not given out',
    basis: documented('Graph docs: driveItem resource type, malware; the refusal remembered'),
    needs: ['control'],
    async run(target) {
      const folder = await target.makeFolder();
      const file = await putNew(target, folder, 'a.bin', opaqueBytes(10));
      await play(target, 'malware', { item: idOf(file) });
      target.see('the facet', typeof at((await target.graph(file)).body, 'malware'), 'object');
      const content = await target.graph(`${file}/content`);
      target.see(
        'content',
        content.status,
        that('refused with 4xx', (seen) => seen >= 400 && seen < 500),
      );
    },
  },
  {
    id: 'files/quota',
    area: 'files',
    rule: 'A site that is full takes no more: a session that names its fileSize is refused with 507',
    basis: documented('Graph docs: driveItem: createUploadSession'),
    needs: ['control'],
    async run(target) {
      const folder = await target.makeFolder();
      await play(target, 'quota', { bytes: 1000 });
      target.cleanUp(() => play(target, 'quota', { bytes: null }));
      const answer = await createSession(target, folder, 'a.bin', { item: { fileSize: 50_000_000 } });
      const url = textAt(answer.body, 'uploadUrl');
      if (url) target.cleanUp(() => target.call(url, { method: 'DELETE' }));
      target.see('the session', answer.status, 507);
    },
  },
  {
    id: 'files/record',
    area: 'files',
    rule: 'A file that is locked as a record is neither replaced nor removed',
    basis: remembered('retention labels that lock a record'),
    needs: ['control', 'person'],
    async run(target) {
      const folder = await target.makeFolder();
      const file = await putNew(target, folder, 'a.bin', opaqueBytes(10));
      const item = idOf(file);
      await play(target, 'lock', { item, person: target.options.person, kind: 'record' });
      target.cleanUp(() => play(target, 'unlock', { item, kind: 'record' }));
      const refused = that('refused with 4xx', (seen: number) => seen >= 400 && seen < 500);
      target.see('replacing', (await put(target, folder, 'a.bin', opaqueBytes(20))).status, refused);
      target.see('removing', (await target.graph(file, { method: 'DELETE' })).status, refused);
      target.see('still there', at((await target.graph(file)).body, 'size'), 10);
    },
  },
];
