import { type ConformanceCase, documented, remembered } from '../case';
import { textAt } from '../json';
import { put, putNew } from './fileSupport';
import { seeRefused } from './support';

const NAMES = 'Microsoft Support: Restrictions and limitations in OneDrive and SharePoint';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a file may be called. */
export const fileNameCases: readonly ConformanceCase[] = [
  {
    id: 'files/forbidden-characters',
    area: 'files',
    rule: 'Names with " * : < > ? / \\ | are refused',
    basis: documented(NAMES),
    async run(target) {
      const folder = await target.makeFolder();
      for (const character of ['"', '*', ':', '<', '>', '?', '/', '\\', '|']) {
        const answer = await target.graph(`${folder.path}/children`, {
          method: 'POST',
          body: { name: `a${character}b`, folder: {} },
        });
        seeRefused(target, character, answer, 400);
      }
    },
  },
  {
    id: 'files/reserved-names',
    area: 'files',
    rule: 'Reserved names are refused: .lock, CON, COM1, desktop.ini, names with _vti_, names that begin with ~$',
    basis: documented(NAMES),
    async run(target) {
      const folder = await target.makeFolder();
      for (const name of [
        '.lock',
        'CON',
        'PRN',
        'AUX',
        'NUL',
        'COM1',
        'LPT9',
        'desktop.ini',
        'a_vti_b',
        '~$report.docx',
      ]) {
        seeRefused(target, name, await put(target, folder, name, bytes('x')), 400);
      }
    },
  },
  {
    id: 'files/edge-spaces',
    area: 'files',
    rule: 'Spaces at either end of a name are not kept: the name is refused or trimmed',
    basis: documented(NAMES),
    async run(target) {
      const folder = await target.makeFolder();
      for (const name of [' a', 'a ']) {
        const answer = await target.graph(`${folder.path}/children`, { method: 'POST', body: { name, folder: {} } });
        const outcome = answer.status < 300 ? `stored as "${textAt(answer.body, 'name')}"` : answer.status;
        target.see(`"${name}"`, outcome, [400, 409, 'stored as "a"']);
      }
    },
  },
  {
    id: 'files/long-path',
    area: 'files',
    rule: 'A decoded path of more than 400 characters is refused',
    basis: documented(NAMES),
    async run(target) {
      const folder = await target.makeFolder();
      const deep = await target.graph(`${folder.path}/children`, {
        method: 'POST',
        body: { name: 'd'.repeat(200), folder: {} },
      });
      target.see('a folder of 200', deep.status, 201);
      const id = textAt(deep.body, 'id');
      const answer = await put(
        target,
        { ...folder, path: `/drives/${folder.driveId}/items/${id}` },
        `${'f'.repeat(200)}.bin`,
        bytes('x'),
      );
      seeRefused(target, 'a file of 204 in it', answer, [400, 414]);
    },
  },
  {
    id: 'files/unicode-name',
    area: 'files',
    rule: 'Names of every script are kept as given',
    basis: documented(NAMES),
    async run(target) {
      const folder = await target.makeFolder();
      for (const name of ['Hóa đơn số 5.bin', '港灣.bin', '100% ok #1 & more.bin']) {
        const file = await putNew(target, folder, name, bytes('x'));
        target.see('name', textAt((await target.graph(file)).body, 'name'), name);
      }
    },
  },
  {
    id: 'files/trailing-dot',
    area: 'files',
    rule: 'A name that ends in a dot is not kept',
    basis: remembered(),
    async run(target) {
      const folder = await target.makeFolder();
      const answer = await target.graph(`${folder.path}/children`, {
        method: 'POST',
        body: { name: 'a.', folder: {} },
      });
      const outcome = answer.status < 300 ? `stored as "${textAt(answer.body, 'name')}"` : answer.status;
      target.see('"a."', outcome, [400, 'stored as "a"']);
    },
  },
];
