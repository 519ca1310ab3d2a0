import { startTenant, type TestTenant } from '../support/tenant';
let t: TestTenant;
beforeAll(async () => { const a = performance.now(); t = await startTenant(); console.log('start', performance.now() - a); });
afterAll(async () => { await t.close(); });
it('smoke', async () => {
  const site = t.environment.service.RECORDS_SITE_ID;
  const made = await t.graph(`/sites/${site}/lists`, { method: 'POST', as: 'provision', body: { displayName: 'Partners', columns: [{ name: 'Key', text: {}, indexed: true, enforceUniqueValues: true }, { name: 'Body', text: { allowMultipleLines: true } }], list: { template: 'genericList' } } });
  console.log(made.status, JSON.stringify(made.body));
  const item = await t.graph(`/sites/${site}/lists/Partners/items`, { method: 'POST', body: { fields: { Title: 'A', Key: 'k1' } } });
  console.log(item.status, JSON.stringify(item.body));
  console.log(JSON.stringify((await t.graph(`/sites/${site}/lists/Partners/items?$expand=fields($select=Key)&$filter=fields/Key eq 'K1'`)).body));
  const n = 2000; let a = performance.now();
  for (let i = 0; i < n; i += 1) await t.graph(`/sites/${site}/lists/Partners/items`, { method: 'POST', body: { fields: { Title: 'A', Key: 'x' + i, Body: 'z'.repeat(200) } } });
  console.log('writes/s', n / (performance.now() - a) * 1000); a = performance.now();
  for (let i = 1; i < n; i += 1) await t.graph(`/sites/${site}/lists/Partners/items/${i}?$expand=fields`);
  console.log('reads/s', n / (performance.now() - a) * 1000);
  console.log(await t.usage(), await t.refused());
});
