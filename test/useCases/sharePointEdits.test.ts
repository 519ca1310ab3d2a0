import { askedPartner, manager, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const recordsSite = (): string => world.tenant.environment.service.RECORDS_SITE_ID ?? '';

async function editPartner(key: string, fields: Record<string, unknown>): Promise<void> {
  const { body } = await world.tenant.graph(`/sites/${recordsSite()}/lists/Partners/items?$expand=fields`);
  const item = body.value.find((each: { fields: { Key?: string } }) => each.fields.Key === key);
  await world.tenant.edit('luis', recordsSite(), 'Partners', item.id, fields);
}

const historyOf = async (partnerKey: string) => (await world.useCases.viewPartner(manager, partnerKey)).history;

it('a change in SharePoint that had to be put back stands in the history, with the name of who made it', async () => {
  const { partnerKey } = await askedPartner(world);
  await editPartner(partnerKey, { Country: 'US' });
  const isTold = new Promise<void>((resolve) => {
    world.sharePoint.changes.onChange((noun) => noun === 'journal' && resolve());
  });
  await world.sharePoint.feed.poll();
  await isTold;
  expect(await historyOf(partnerKey)).toContainEqual({
    at: expect.any(String),
    who: 'Luis Ortega',
    text: 'Made a change in SharePoint, which was put back',
  });
  expect(world.sharePoint.stores.partners.get(partnerKey)?.value.country).toBe('MX');
  const [entry] = world.sharePoint.stores.journal.by('aggregate', partnerKey);
  expect(entry?.value).toMatchObject({ seq: 1, act: 'changePutBack', detail: `partners ${partnerKey}: Country` });
});

it('a change that people may make holds, and is no entry of the journal', async () => {
  const { partnerKey } = await askedPartner(world);
  await editPartner(partnerKey, { City: 'Saltillo' });
  await world.sharePoint.feed.poll();
  expect(world.sharePoint.stores.partners.get(partnerKey)?.value.city).toBe('Saltillo');
  expect(world.sharePoint.stores.journal.by('aggregate', partnerKey)).toEqual([]);
});
