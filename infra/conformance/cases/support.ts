import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Expected, type MadeList, type Target, that } from '../case';
import { at, listAt, textAt } from '../json';
import { mustBe } from '../target';

export interface MadeItem {
  readonly id: string;
  readonly eTag: string;
  /** `/sites/{site}/lists/{list}/items/{id}` */
  readonly path: string;
}

/** Adds an item; an error when the tenant does not take it. */
export async function addItem(target: Target, list: MadeList, fields: object): Promise<MadeItem> {
  const answer = await mustBe(await tryItem(target, list, fields), 'adding an item', 201);
  const id = textAt(answer.body, 'id');
  return { id, eTag: eTagOf(answer.body), path: `${list.path}/items/${id}` };
}

/** Adds an item and hands back the answer, whatever it is. */
export const tryItem = (target: Target, list: MadeList, fields: object | string): Promise<Answer> =>
  target.graph(`${list.path}/items`, {
    method: 'POST',
    ...(typeof fields === 'string'
      ? { body: `{"fields":${fields}}`, headers: { 'content-type': 'application/json' } }
      : { body: { fields } }),
  });

/** The columns of an item, as stored now. */
export async function fieldsOf(target: Target, item: MadeItem): Promise<unknown> {
  const answer = await mustBe(await target.graph(`${item.path}?$expand=fields`), 'reading an item', 200);
  return at(answer.body, 'fields');
}

/** Changes columns of an item, with the headers given. */
export const patchFields = (
  target: Target,
  item: MadeItem,
  fields: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> => target.graph(`${item.path}/fields`, { method: 'PATCH', body: fields, headers });

export const eTagOf = (body: unknown): string => textAt(body, 'eTag') || textAt(body, '@odata.etag');

/** The ids of a page of items. */
export const idsOf = (body: unknown): readonly string[] => listAt(body, 'value').map((one) => textAt(one, 'id'));

/** All pages from an address on, each link followed as it came. */
export async function allPages(target: Target, first: string, mostPages = 200): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  let url: string | undefined = first;
  for (let page = 0; url && page < mostPages; page += 1) {
    const answer: Answer = await mustBe(await target.graph(url), 'reading a page', 200);
    values.push(...listAt(answer.body, 'value'));
    url = textAt(answer.body, '@odata.nextLink') || undefined;
  }
  return values;
}

/** The filter as a query option, encoded. */
export const filtering = (expression: string): string => `$expand=fields&$filter=${encodeURIComponent(expression)}`;

/** Notes that a call was refused: status, Graph's form of an error, and its code or words where the rule names them. */
export function seeRefused(
  target: Target,
  what: string,
  answer: Answer,
  statuses: Expected<number>,
  more: { readonly code?: string | readonly string[]; readonly words?: RegExp } = {},
): void {
  target.see(`${what}: status`, answer.status, statuses);
  if (answer.status < 400) return;
  const code = textAt(answer.body, 'error', 'code');
  target.see(`${what}: error.code`, code, more.code ?? that('any text', (seen: string) => seen !== ''));
  if (more.words) {
    target.see(
      `${what}: error.message`,
      textAt(answer.body, 'error', 'message') || answer.text.slice(0, 300),
      that(`words like ${more.words}`, (seen: string) => more.words?.test(seen) ?? true),
    );
  }
}

/** Looks again until `look` gives something; undefined when it never does. Microsoft's indexes are not immediate. */
export async function within<T>(target: Target, look: () => Promise<T | undefined>): Promise<T | undefined> {
  const until = performance.now() + target.options.patienceSeconds * 1000;
  for (let pauseMs = 100; ; pauseMs = Math.min(3000, pauseMs * 1.5)) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() + pauseMs > until) return undefined;
    await sleep(pauseMs);
  }
}
