import type { TestTenant } from './tenant';

/** A column of each type that works through Graph, with a unique key. */
export const columnsOfEachType = [
  { name: 'Key', text: {}, indexed: true, enforceUniqueValues: true },
  { name: 'Country', text: {}, indexed: true },
  { name: 'Note', text: {} },
  { name: 'Body', text: { allowMultipleLines: true, textType: 'plain' } },
  { name: 'Size', number: {}, indexed: true },
  { name: 'IsActive', boolean: {} },
  { name: 'DueAt', dateTime: { format: 'dateTime' }, indexed: true },
  { name: 'State', choice: { choices: ['toReview', 'accepted', 'rejected'] }, indexed: true },
];

/** Makes a list (or a library) with those columns and returns its address, after `/v1.0`. */
export async function makeList(
  tenant: TestTenant,
  displayName: string,
  { template = 'genericList', columns = columnsOfEachType }: { template?: string; columns?: unknown[] } = {},
): Promise<string> {
  const site = tenant.environment.service.RECORDS_SITE_ID;
  const { status, body } = await tenant.graph(`/sites/${site}/lists`, {
    method: 'POST',
    as: 'provision',
    body: { displayName, columns, list: { template } },
  });
  if (status !== 201) throw new Error(`List ${displayName}: ${status} ${JSON.stringify(body)}`);
  return `/sites/${site}/lists/${body.id}`;
}
