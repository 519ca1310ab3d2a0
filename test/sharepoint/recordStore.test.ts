import { startTenant, type TestTenant } from '../support/tenant';
import { aContact, aPartner } from './builders';
import { closeAll, openSharePoint, provisioned, sitesOf } from './site';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
  await provisioned(tenant);
});
afterEach(async () => {
  await tenant.clearFaults();
  await closeAll();
});
afterAll(() => tenant.close());

const rowsOf = async (list: string, key: string) => {
  const filter = encodeURIComponent(`fields/Key eq '${key}'`);
  const { body } = await tenant.graph(
    `/sites/${sitesOf(tenant).records}/lists/${list}/items?$expand=fields&$filter=${filter}`,
  );
  return body.value as { id: string; eTag: string; fields: Record<string, unknown> }[];
};

describe('a record store', () => {
  it('creates a row that people can read, and has it at once in the read model', async () => {
    const { stores } = await openSharePoint(tenant);
    const partner = aPartner({ country: 'VN' });
    const { version } = await stores.partners.create(partner);
    expect(stores.partners.get(partner.key)).toEqual({ value: partner, version });
    expect(stores.partners.by('country', 'VN')).toHaveLength(1);
    const [row] = await rowsOf('Partners', partner.key);
    expect(row?.eTag).toBe(version);
    expect(row?.fields).toMatchObject({
      Title: 'Aceros del Norte',
      Country: 'VN',
      City: 'Monterrey',
      Types: 'Foreign manufacturer',
    });
  });

  it('lets only one of two creates of a key succeed, however SharePoint words the clash', async () => {
    const one = await openSharePoint(tenant);
    const two = await openSharePoint(tenant);
    for (let round = 0; round < 5; round += 1) {
      const partner = aPartner({ name: 'First' });
      await one.stores.partners.create(partner);
      await expect(two.stores.partners.create({ ...partner, name: 'Second' })).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(two.stores.partners.get(partner.key)?.value.name).toBe('First');
      expect(await rowsOf('Partners', partner.key)).toHaveLength(1);
    }
  });

  it('a create whose answer is lost after it took effect is read back and neither doubled nor refused', async () => {
    const { stores } = await openSharePoint(tenant);
    const partner = aPartner();
    await tenant.setFaults({ match: { method: 'POST', pathPattern: '/items$' }, kind: 'dropAfter', times: 1 });
    await stores.partners.create(partner);
    const rows = await rowsOf('Partners', partner.key);
    expect(rows).toHaveLength(1);
    expect(stores.partners.get(partner.key)?.version).toBe(rows[0]?.eTag);
  });

  it('a create whose connection broke before it took effect is sent again', async () => {
    const { stores } = await openSharePoint(tenant);
    const partner = aPartner();
    await tenant.setFaults({ match: { method: 'POST', pathPattern: '/items$' }, kind: 'drop', times: 1 });
    await stores.partners.create(partner);
    expect(await rowsOf('Partners', partner.key)).toHaveLength(1);
  });

  it('an update refuses a version that somebody else has replaced, and then knows the new value', async () => {
    const one = await openSharePoint(tenant);
    const partner = aPartner();
    const { version } = await one.stores.partners.create(partner);
    const two = await openSharePoint(tenant);
    await two.stores.partners.update({ ...partner, reference: 'V-2' }, version);
    await expect(one.stores.partners.update({ ...partner, reference: 'V-1' }, version)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(one.stores.partners.get(partner.key)?.value.reference).toBe('V-2');
    const [row] = await rowsOf('Partners', partner.key);
    expect(row?.fields.Reference).toBe('V-2');
  });

  it('an update whose answer is lost after it took effect is not told as a conflict', async () => {
    const { stores } = await openSharePoint(tenant);
    const partner = aPartner();
    const { version } = await stores.partners.create(partner);
    await tenant.setFaults({ match: { method: 'PATCH', pathPattern: '/fields$' }, kind: 'dropAfter', times: 1 });
    const updated = await stores.partners.update({ ...partner, city: 'Saltillo' }, version);
    expect(updated.value.city).toBe('Saltillo');
    expect((await stores.partners.refresh(partner.key))?.version).toBe(updated.version);
  });

  it('an update of a deleted row says that it is gone', async () => {
    const { stores } = await openSharePoint(tenant);
    const contact = aContact();
    const { version } = await stores.contacts.create(contact);
    const [row] = await rowsOf('Contacts', contact.key);
    await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Contacts/items/${row?.id}`, { method: 'DELETE' });
    await expect(stores.contacts.update(contact, version)).rejects.toMatchObject({ code: 'notFound' });
    expect(stores.contacts.get(contact.key)).toBeUndefined();
  });

  it('clears a column when the value is taken away', async () => {
    const { stores } = await openSharePoint(tenant);
    const partner = aPartner();
    const { version } = await stores.partners.create(partner);
    const { city: _, ...without } = partner;
    await stores.partners.update(without, version);
    const [row] = await rowsOf('Partners', partner.key);
    expect(row?.fields.City).toBeUndefined();
  });

  it('keeps indexes true while values change', async () => {
    const { stores } = await openSharePoint(tenant);
    const contact = aContact({ email: 'a@one.example' });
    const { version } = await stores.contacts.create(contact);
    await stores.contacts.update({ ...contact, email: 'b@one.example' }, version);
    expect(stores.contacts.by('email', 'a@one.example')).toHaveLength(0);
    expect(stores.contacts.by('email', 'b@one.example')).toHaveLength(1);
    expect(stores.contacts.by('partnerKey', contact.partnerKey)).toHaveLength(1);
  });

  it('never overwrites a row of a newer version of the service', async () => {
    const { stores, feed } = await openSharePoint(tenant);
    const partner = aPartner();
    const data = JSON.stringify({ schemaVersion: 2, ...partner, riskModel: 'newer' });
    await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Partners/items`, {
      method: 'POST',
      body: { fields: { Key: partner.key, SchemaVersion: 2, Title: partner.name, Data: data } },
    });
    await feed.poll();
    const stored = stores.partners.get(partner.key);
    expect(stored?.value.name).toBe(partner.name);
    await expect(stores.partners.update(partner, stored?.version ?? '')).rejects.toThrow(/newer version/);
  });

  it('says in words that SharePoint is down, and that nothing was changed', async () => {
    const { stores } = await openSharePoint(tenant);
    await tenant.setFaults({ match: { pathPattern: '^/v1.0/sites/' }, kind: 'status', status: 429, retryAfter: 120 });
    await expect(stores.partners.create(aPartner())).rejects.toThrow(/very busy.*not carried out.*2 minutes/);
  });
});
