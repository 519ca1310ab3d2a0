import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { graphStateOf } from '../../infra/local/graph/state';
import type { Editor } from '../../src/sharepoint/codecs/codec';
import { startTenant, type TestTenant } from '../support/tenant';
import { aContact, aPartner } from './builders';
import { closeAll, keptLog, openSharePoint, provisioned, sitesOf } from './site';

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

const rowOf = async (list: string, key: string): Promise<{ id: string; fields: Record<string, unknown> }> => {
  const filter = encodeURIComponent(`fields/Key eq '${key}'`);
  const { body } = await tenant.graph(
    `/sites/${sitesOf(tenant).records}/lists/${list}/items?$expand=fields&$filter=${filter}`,
  );
  return body.value[0];
};
const editAs = async (person: string, list: string, key: string, fields: Record<string, unknown>) => {
  const { id } = await rowOf(list, key);
  await tenant.edit(person, sitesOf(tenant).records, list, id, fields);
};

/** Deletes a contact as soon as a page of an enumeration, row by row, has brought it. */
async function whileDeleting<T>(key: string, work: () => Promise<T>): Promise<T> {
  const state = graphStateOf(tenant.tenant.context);
  const { id } = await rowOf('Contacts', key);
  const list = state.lists.find(sitesOf(tenant).records, 'Contacts');
  if (!list) throw new Error('There are no contacts.');
  const read = state.items.changesSince.bind(state.items);
  const pages = jest.spyOn(state.quirks, 'pageSize').mockReturnValue(1);
  const changes = jest.spyOn(state.items, 'changesSince').mockImplementation((of, ...rest) => {
    const found = read(of, ...rest);
    const [next] = found;
    const isIt = of.id === list.id && next !== undefined && 'item' in next && String(next.item.id) === id;
    if (isIt && state.items.get(list, id)) state.items.remove(list, id);
    return found;
  });
  try {
    return await work();
  } finally {
    pages.mockRestore();
    changes.mockRestore();
  }
}

const heard = () => {
  const putBack: [string, string, readonly string[], string][] = [];
  const edited: [string, string, readonly string[], string][] = [];
  return {
    putBack,
    edited,
    onPutBack: (noun: string, key: string, columns: readonly string[], { name }: Editor) =>
      void putBack.push([noun, key, columns, name]),
    onEdited: (noun: string, key: string, columns: readonly string[], { name }: Editor) =>
      void edited.push([noun, key, columns, name]),
  };
};

describe("people's edits in SharePoint", () => {
  it('an edit of an editable column holds and is told', async () => {
    const hooks = heard();
    const { stores, feed } = await openSharePoint(tenant, hooks);
    const partner = aPartner();
    await stores.partners.create(partner);
    await editAs('jonas', 'Partners', partner.key, {
      Title: 'Aceros del Norte SA',
      City: 'Saltillo',
      ShipmentsPerYear: 12,
    });
    await feed.poll();
    expect(stores.partners.get(partner.key)?.value).toMatchObject({
      name: 'Aceros del Norte SA',
      city: 'Saltillo',
      exposure: { shipmentsPerYear: 12 },
    });
    expect(hooks.edited).toEqual([['partners', partner.key, ['Title', 'City', 'ShipmentsPerYear'], 'Jonas Berg']]);
    expect(hooks.putBack).toEqual([]);
  });

  it('an edit survives a start without anything remembered, and a later save by the app', async () => {
    const one = await openSharePoint(tenant);
    const partner = aPartner();
    await one.stores.partners.create(partner);
    await editAs('jonas', 'Partners', partner.key, { City: 'Saltillo' });
    const two = await openSharePoint(tenant);
    const stored = two.stores.partners.get(partner.key);
    expect(stored?.value.city).toBe('Saltillo');
    await two.stores.partners.update({ ...partner, city: 'Saltillo', ownerName: 'Luis' }, stored?.version ?? '');
    expect((await rowOf('Partners', partner.key)).fields).toMatchObject({ City: 'Saltillo', OwnerName: 'Luis' });
  });

  it('a protected column is put back, an editable one beside it holds', async () => {
    const hooks = heard();
    const { stores, feed } = await openSharePoint(tenant, hooks);
    const partner = aPartner();
    await stores.partners.create(partner);
    await editAs('luis', 'Partners', partner.key, { OwnerId: 'luis', Country: 'US', City: 'Tijuana' });
    await feed.poll();
    expect(stores.partners.get(partner.key)?.value).toMatchObject({ country: 'MX', city: 'Tijuana' });
    expect((await rowOf('Partners', partner.key)).fields).toMatchObject({ Country: 'MX', City: 'Tijuana' });
    expect((await rowOf('Partners', partner.key)).fields.OwnerId).toBeUndefined();
    expect(hooks.putBack).toEqual([['partners', partner.key, ['Country', 'OwnerId'], 'Luis Ortega']]);
    await feed.poll();
    expect(hooks.putBack).toHaveLength(1);
  });

  it.each([
    ['the data column', { Data: '{"schemaVersion":1,"key":"x"}' }],
    ['nonsense in the data column', { Data: 'nonsense' }],
    ['the key', { Key: 'stolen' }],
    ['the schema version', { SchemaVersion: 9 }],
  ])('%s is put back', async (_name, fields) => {
    const hooks = heard();
    const { stores, feed } = await openSharePoint(tenant, hooks);
    const contact = aContact();
    await stores.contacts.create(contact);
    const before = (await rowOf('Contacts', contact.key)).fields;
    await editAs('luis', 'Contacts', contact.key, fields);
    await feed.poll();
    expect(stores.contacts.get(contact.key)?.value).toEqual(contact);
    expect((await rowOf('Contacts', contact.key)).fields).toMatchObject({
      Data: before.Data,
      Key: contact.key,
      SchemaVersion: 1,
    });
    expect(hooks.putBack).toHaveLength(1);
  });

  it('what could not be put back at once is put back later', async () => {
    const hooks = heard();
    const { stores, feed } = await openSharePoint(tenant, hooks);
    const partner = aPartner();
    await stores.partners.create(partner);
    await editAs('luis', 'Partners', partner.key, { Country: 'US' });
    await tenant.setFaults({ match: { method: 'PATCH', pathPattern: '/fields$' }, kind: 'status', status: 403 });
    await feed.poll();
    expect(hooks.putBack).toHaveLength(0);
    expect(stores.partners.get(partner.key)?.value.country).toBe('MX');
    await tenant.clearFaults();
    await feed.poll();
    expect((await rowOf('Partners', partner.key)).fields.Country).toBe('MX');
    expect(hooks.putBack).toHaveLength(1);
  });

  it('an edit that makes no sense is quarantined: readable as before, not overwritten, and free again once mended', async () => {
    const log = keptLog();
    const { stores, feed, quarantine } = await openSharePoint(tenant, { log });
    const partner = aPartner();
    await stores.partners.create(partner);
    await editAs('jonas', 'Partners', partner.key, { Title: null });
    await feed.poll();
    const stored = stores.partners.get(partner.key);
    expect(stored?.value.name).toBe(partner.name);
    expect(quarantine()).toMatchObject([
      { noun: 'partners', key: partner.key, reason: 'The column Name is empty.', lastChangedBy: 'Jonas Berg' },
    ]);
    expect(log.lines.join()).toContain('left untouched');
    await expect(stores.partners.update(partner, stored?.version ?? '')).rejects.toThrow(/The column Name is empty/);
    await editAs('jonas', 'Partners', partner.key, { Title: 'Mended' });
    await feed.poll();
    expect(quarantine()).toEqual([]);
    expect(stores.partners.get(partner.key)?.value.name).toBe('Mended');
  });

  it('a row that was nonsense before the start is quarantined and harms nothing else', async () => {
    const good = aPartner();
    const one = await openSharePoint(tenant);
    await one.stores.partners.create(good);
    await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Partners/items`, {
      method: 'POST',
      body: { fields: { Title: 'By hand' } },
    });
    await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Partners/items`, {
      method: 'POST',
      body: { fields: { Title: 'Broken', Key: 'broken', SchemaVersion: 1, Data: '{"schemaVersion":1,"key":"broken"' } },
    });
    const { stores, quarantine } = await openSharePoint(tenant);
    expect(stores.partners.get(good.key)?.value).toEqual(good);
    expect(stores.partners.get('broken')).toBeUndefined();
    // In which order the feed brings them is SharePoint's affair.
    expect(
      quarantine()
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual([
      'The column Data does not hold what Trustlane wrote there.',
      'This row was added by hand, so it is not used; add it in Trustlane and delete it in SharePoint.',
    ]);
    await expect(stores.partners.create(aPartner({ key: 'broken' }))).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the change feed', () => {
  it('brings what another instance wrote, and tells listeners; own echoes are told once', async () => {
    const one = await openSharePoint(tenant);
    const two = await openSharePoint(tenant);
    const told: string[] = [];
    one.changes.onChange((noun, keys) => void told.push(...keys.map((key) => `${noun}/${key}`)));
    const [own, foreign] = [aPartner(), aPartner()];
    await one.stores.partners.create(own);
    await two.stores.partners.create(foreign);
    await one.feed.poll();
    await one.feed.poll();
    expect(told).toEqual([`partners/${own.key}`, `partners/${foreign.key}`]);
    expect(one.stores.partners.get(foreign.key)).toEqual(two.stores.partners.get(foreign.key));
  });

  it('takes a change by another instance of the app as the app’s own, in columns that people may not change too', async () => {
    const hooks = heard();
    const one = await openSharePoint(tenant, hooks);
    const two = await openSharePoint(tenant);
    const partner = aPartner();
    const { version } = await two.stores.partners.create(partner);
    await one.feed.poll();
    const sites = [...partner.sites, { id: 'north', name: 'Plant North' }];
    await two.stores.partners.update({ ...partner, sites, status: 'archived' }, version);
    await one.feed.poll();
    await two.feed.poll();
    for (const { stores } of [one, two])
      expect(stores.partners.get(partner.key)?.value).toMatchObject({ sites, status: 'archived' });
    expect(hooks).toMatchObject({ putBack: [], edited: [] });
  });

  it('never goes back to an older state when the feed lags behind own writes', async () => {
    const { stores, feed } = await openSharePoint(tenant);
    const partner = aPartner();
    const { version } = await stores.partners.create(partner);
    await tenant.setQuirks({ deltaLagMs: 300 });
    const updated = await stores.partners.update({ ...partner, city: 'Saltillo' }, version);
    await feed.poll();
    expect(stores.partners.get(partner.key)).toEqual(updated);
    await tenant.setQuirks({ deltaLagMs: 0 });
    await feed.poll();
    expect(stores.partners.get(partner.key)).toEqual(updated);
  });

  it('a feed that gives rows again, also as they were before, is not taken for news', async () => {
    const { stores, feed, changes } = await openSharePoint(tenant);
    await tenant.setQuirks({ deltaRepeats: true });
    const partner = aPartner();
    let { version } = await stores.partners.create(partner);
    await feed.poll();
    const told: string[] = [];
    changes.onChange((_noun, keys) => void told.push(...keys));
    const rounds = 30;
    for (let round = 1; round <= rounds; round += 1) {
      const updated = await stores.partners.update({ ...partner, city: `City ${round}` }, version);
      version = updated.version;
      await feed.poll();
      expect(stores.partners.get(partner.key)).toEqual(updated);
    }
    expect(told.filter((key) => key === partner.key)).toHaveLength(rounds);
  });

  it('forgets rows that were deleted', async () => {
    const { stores, feed } = await openSharePoint(tenant);
    const contact = aContact({ email: 'gone@one.example' });
    await stores.contacts.create(contact);
    const { id } = await rowOf('Contacts', contact.key);
    await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Contacts/items/${id}`, { method: 'DELETE' });
    await feed.poll();
    expect(stores.contacts.get(contact.key)).toBeUndefined();
    expect(stores.contacts.by('email', 'gone@one.example')).toEqual([]);
  });

  it('reads everything anew when its link has expired, and drops what has gone meanwhile', async () => {
    const one = await openSharePoint(tenant);
    const two = await openSharePoint(tenant);
    const [stays, goes, comes] = [aContact(), aContact(), aContact()];
    await two.stores.contacts.create(stays);
    await two.stores.contacts.create(goes);
    const items = `/sites/${sitesOf(tenant).records}/lists/Contacts/items`;
    const { body: byHand } = await tenant.graph(items, { method: 'POST', body: { fields: { Title: 'By hand' } } });
    const isTold = () => one.quarantine().some(({ noun, itemId }) => noun === 'contacts' && itemId === byHand.id);
    await one.feed.poll();
    expect(isTold()).toBe(true);
    const { id } = await rowOf('Contacts', goes.key);
    for (const gone of [id, byHand.id]) await tenant.graph(`${items}/${gone}`, { method: 'DELETE' });
    await two.stores.contacts.create(comes);
    await tenant.expireDelta();
    await one.feed.poll();
    expect(isTold()).toBe(false);
    expect(one.stores.contacts.get(stays.key)).toBeDefined();
    expect(one.stores.contacts.get(comes.key)).toBeDefined();
    expect(one.stores.contacts.get(goes.key)).toBeUndefined();
  });

  it('takes a row for gone that is deleted while everything is read for the first time, or anew', async () => {
    const writer = await openSharePoint(tenant);
    const [first, second, stays] = [aContact(), aContact(), aContact()];
    for (const contact of [first, second, stays]) await writer.stores.contacts.create(contact);
    const reader = await whileDeleting(first.key, () => openSharePoint(tenant));
    const keysOf = () => [first, second, stays].map(({ key }) => reader.stores.contacts.get(key) !== undefined);
    expect(keysOf()).toEqual([false, true, true]);
    await tenant.expireDelta();
    const told: string[] = [];
    reader.changes.onChange((noun, keys) => void told.push(...keys.map((key) => `${noun}/${key}`)));
    await whileDeleting(second.key, () => reader.feed.poll());
    expect(keysOf()).toEqual([false, false, true]);
    expect(told).toContain(`contacts/${second.key}`);
    await reader.feed.poll();
    expect(keysOf()).toEqual([false, false, true]);
  });

  it('goes on from its snapshot after a restart, with what changed meanwhile', async () => {
    const first = await openSharePoint(tenant);
    const [known, later] = [aPartner(), aPartner()];
    await first.stores.partners.create(known);
    await first.feed.poll();
    await first.feed.stop();
    const other = await openSharePoint(tenant);
    await other.stores.partners.create(later);
    await tenant.resetUsage();
    const second = await openSharePoint(tenant, { stateDir: first.stateDir });
    expect(second.stores.partners.get(known.key)?.value).toEqual(known);
    expect(second.stores.partners.get(later.key)?.value).toEqual(later);
    const delta = (await tenant.usage()).byRoute['GET /sites/{site}/lists/{list}/items/delta'];
    expect(delta?.resourceUnits).toBe(delta?.requests);
  });

  it('a row that cannot be used is told of after a restart too, until somebody mends or deletes it', async () => {
    const first = await openSharePoint(tenant);
    const partner = aPartner();
    await first.stores.partners.create(partner);
    await first.feed.poll();
    const { body: byHand } = await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Partners/items`, {
      method: 'POST',
      body: { fields: { Title: 'By hand' } },
    });
    await editAs('jonas', 'Partners', partner.key, { Title: null });
    await first.feed.poll();
    const told = first.quarantine().filter(({ itemId, key }) => itemId === byHand.id || key === partner.key);
    expect(told.map(({ reason }) => reason.slice(0, 26)).sort()).toEqual([
      'The column Name is empty.',
      'This row was added by hand',
    ]);
    await first.feed.stop();

    const second = await openSharePoint(tenant, { stateDir: first.stateDir });
    expect(second.quarantine()).toEqual(expect.arrayContaining(told));
    await second.feed.stop();

    await editAs('jonas', 'Partners', partner.key, { Title: 'Mended' });
    await tenant.graph(`/sites/${sitesOf(tenant).records}/lists/Partners/items/${byHand.id}`, { method: 'DELETE' });
    const third = await openSharePoint(tenant, { stateDir: first.stateDir });
    const isTold = ({ itemId, key }: { itemId: string; key?: string }) => itemId === byHand.id || key === partner.key;
    expect(third.quarantine().filter(isTold)).toEqual([]);
  });

  it.each([
    ['a snapshot that lost its end', (text: string) => text.slice(0, -20)],
    ['a snapshot that lost its beginning', (text: string) => text.slice(20)],
    ['a snapshot with a damaged row', (text: string) => text.replace('"country":"', '"country":"XXX')],
    ['an empty snapshot', () => ''],
  ])('%s costs no row', async (_, damage) => {
    const first = await openSharePoint(tenant);
    const [partner, changed] = [aPartner(), aPartner()];
    await first.stores.partners.create(partner);
    const { version } = await first.stores.partners.create(changed);
    await first.feed.poll();
    await first.stores.partners.update({ ...changed, city: 'Hamilton' }, version);
    await first.feed.stop();
    const file = path.join(first.stateDir, 'readModel', 'partners.jsonl');
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const second = await openSharePoint(tenant, { stateDir: first.stateDir });
    expect(second.stores.partners.get(partner.key)?.value).toEqual(partner);
    expect(second.stores.partners.get(changed.key)?.value.city).toBe('Hamilton');
    // What is written on top of the damage can be read again.
    const later = aPartner();
    await second.stores.partners.create(later);
    await second.feed.stop();
    const third = await openSharePoint(tenant, { stateDir: first.stateDir });
    for (const { key } of [partner, changed, later]) expect(third.stores.partners.get(key)?.value.key).toBe(key);
  });

  it('a snapshot from another address of Graph is not gone on from', async () => {
    const first = await openSharePoint(tenant);
    const partner = aPartner();
    await first.stores.partners.create(partner);
    await first.feed.stop();
    const file = path.join(first.stateDir, 'readModel', 'partners.jsonl');
    const moved = readFileSync(file, 'utf8').replace(
      /"deltaLink":"https?:\/\/[^/]+/g,
      '"deltaLink":"https://graph.example',
    );
    writeFileSync(file, moved);
    const second = await openSharePoint(tenant, { stateDir: first.stateDir });
    expect(second.stores.partners.get(partner.key)?.value).toEqual(partner);
  });

  it('keeps trying while Graph is down at start, says so in words, and refuses writes until then', async () => {
    await tenant.setFaults({ match: { pathPattern: '^/v1.0/' }, kind: 'status', status: 503, retryAfter: 1 });
    const { stores, feed } = await openSharePoint(tenant, { isUnloaded: true });
    const started = feed.start();
    await expect(stores.partners.create(aPartner())).rejects.toThrow(/still connecting to SharePoint/);
    expect(feed.ready).toBe(false);
    await tenant.clearFaults();
    await started;
    expect(feed.status()).toMatchObject({ ready: true, text: 'Up to date with SharePoint.' });
  });

  it('says in words since when it could not read, and recovers by itself', async () => {
    let ahead = 0;
    const sleep = (milliseconds: number) =>
      new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 20)));
    const { feed } = await openSharePoint(tenant, { clock: { now: () => new Date(Date.now() + ahead), sleep } });
    const until = async (text: RegExp) => {
      for (let tries = 0; tries < 200 && !text.test(feed.status().text); tries += 1) {
        ahead += 60_000;
        await sleep(20);
      }
      expect(feed.status().text).toMatch(text);
    };
    await tenant.setFaults({ match: { pathPattern: '^/v1.0/sites/' }, kind: 'drop' });
    await until(/have not been read since .* SharePoint did not answer/);
    expect(feed.status().trouble).toMatch(/^Later changes in SharePoint could not be read\./);
    await tenant.clearFaults();
    await until(/^Up to date/);
    expect(feed.status().trouble).toBeUndefined();
  });

  it('looks again soon after the start, since the first reading may lag behind what was written before it', async () => {
    let ahead = 0;
    const clock = {
      now: () => new Date(Date.now() + ahead),
      sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 20))),
    };
    const before = await openSharePoint(tenant);
    await tenant.setQuirks({ deltaLagMs: 600_000 });
    const link = aPartner();
    await before.stores.partners.create(link);
    const after = await openSharePoint(tenant, { clock });
    expect(after.stores.partners.get(link.key)).toBeUndefined();
    await tenant.setQuirks({ deltaLagMs: 0 });
    const arrived = new Promise<void>((resolve) => void after.changes.onChange(() => resolve()));
    ahead += 3_000;
    await arrived;
    expect(after.stores.partners.get(link.key)?.value).toEqual(link);
  }, 20_000);

  it('polls often while somebody looks, and people see a change within seconds', async () => {
    let ahead = 0;
    const clock = {
      now: () => new Date(Date.now() + ahead),
      sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 20))),
    };
    const one = await openSharePoint(tenant, { clock });
    const two = await openSharePoint(tenant);
    const partner = aPartner();
    await two.stores.partners.create(partner);
    const arrived = new Promise<void>((resolve) => void one.changes.onChange(() => resolve()));
    one.changes.touch();
    ahead += 5_000;
    await arrived;
    expect(one.stores.partners.get(partner.key)?.value).toEqual(partner);
  });
});
