import { createHash } from 'node:crypto';
import { type Codec, encode } from '../../src/sharepoint/codecs/codec';
import { contactCodec } from '../../src/sharepoint/codecs/contact';
import { aContact, aPartner } from '../sharepoint/builders';
import { closeAll, openSharePoint, provisioned, sitesOf } from '../sharepoint/site';
import { startTenant, type TestTenant } from '../support/tenant';

// Whoever may work in the records site may also add rows there, with whatever they like in every column.
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
  await provisioned(tenant);
});
afterEach(() => closeAll());
afterAll(() => tenant.close());

const itemsOf = (list: string) => `/sites/${sitesOf(tenant).records}/lists/${list}/items`;
const addByHand = async <T extends { readonly key: string }>(codec: Codec<T>, value: T): Promise<string> => {
  const filled = Object.entries(encode(codec, value)).filter(([, cell]) => cell !== null);
  const { status, body } = await tenant.graph(itemsOf(codec.list.name), {
    as: 'provision',
    method: 'POST',
    body: { fields: Object.fromEntries(filled) },
  });
  expect(status).toBe(201);
  return body.id;
};
const stranger = { oid: '22222222-0000-4000-8000-000000000012', tid: 't', boundBy: 'oid:x', boundAt: '2026-01-01' };

it('a contact that somebody made up in SharePoint is nobody: no message and no chat is turned to them', async () => {
  const { stores, feed, quarantine } = await openSharePoint(tenant);
  const partner = aPartner();
  await stores.partners.create(partner);
  const forged = aContact({ partnerKey: partner.key, email: 'evil@evil.example', teams: stranger });
  await addByHand(contactCodec, forged);
  await feed.poll();
  expect(stores.contacts.get(forged.key)).toBeUndefined();
  expect(stores.contacts.by('partnerKey', partner.key)).toEqual([]);
  expect(stores.contacts.by('oid', stranger.oid)).toEqual([]);
  expect(quarantine()).toEqual([
    expect.objectContaining({ noun: 'contacts', key: forged.key, reason: expect.stringContaining('added by hand') }),
  ]);
});

it('nor after a start that remembers nothing, and an edit does not make the row genuine', async () => {
  const forged = aContact({ email: 'evil@evil.example', teams: stranger });
  const id = await addByHand(contactCodec, forged);
  await tenant.edit('jonas', sitesOf(tenant).records, 'Contacts', id, { JobTitle: 'Director' });
  const { stores } = await openSharePoint(tenant);
  expect(stores.contacts.get(forged.key)).toBeUndefined();
});

it('a genuine row that is deleted and made again by hand with another address is not taken', async () => {
  const { stores, feed } = await openSharePoint(tenant);
  const contact = aContact();
  await stores.contacts.create(contact);
  const filter = encodeURIComponent(`fields/Key eq '${contact.key}'`);
  const { body } = await tenant.graph(`${itemsOf('Contacts')}?$expand=fields&$filter=${filter}`);
  await tenant.graph(`${itemsOf('Contacts')}/${body.value[0].id}`, { as: 'provision', method: 'DELETE' });
  await addByHand(contactCodec, { ...contact, email: 'evil@evil.example', teams: stranger });
  await feed.poll();
  expect(stores.contacts.get(contact.key)).toBeUndefined();
});

const NONSENSE: readonly unknown[] = [
  'x'.repeat(255),
  '=HYPERLINK("http://evil.example","x")',
  '<img src=x onerror=alert(1)>',
  '\u202eevil',
  "' or 1 eq 1 or '",
  '__proto__',
];

it('nonsense in any column of a contact neither redirects nor takes anything down', async () => {
  const { stores, feed } = await openSharePoint(tenant);
  const contact = aContact({ teams: { ...stranger, oid: '22222222-0000-4000-8000-000000000011' } });
  await stores.contacts.create(contact);
  const filter = encodeURIComponent(`fields/Key eq '${contact.key}'`);
  const { body } = await tenant.graph(`${itemsOf('Contacts')}?$expand=fields&$filter=${filter}`);
  const { id } = body.value[0];
  for (const [at, value] of NONSENSE.entries()) {
    const unique = createHash('sha256').update(String(at)).digest('hex');
    const fields = {
      PartnerKey: value,
      Email: value,
      TeamsUserId: value,
      State: 'left',
      Key: unique,
      SchemaVersion: 0,
    };
    await tenant.edit('jonas', sitesOf(tenant).records, 'Contacts', id, fields);
    await tenant.edit('jonas', sitesOf(tenant).records, 'Contacts', id, { Data: `{"key":${'['.repeat(30_000)}` });
    await feed.poll();
    expect(stores.contacts.get(contact.key)?.value).toEqual(contact);
    expect(stores.contacts.by('oid', stranger.oid)).toEqual([]);
  }
  const after = await tenant.graph(`${itemsOf('Contacts')}/${id}?$expand=fields`);
  expect(after.body.fields).toMatchObject({ Key: contact.key, Email: contact.email, State: 'active' });
});
