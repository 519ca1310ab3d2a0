import { startTenant, type TestTenant } from '../support/tenant';
import { closeAll, openSharePoint } from './site';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(async () => {
  await closeAll();
  await tenant.close();
});

it('people are found by their exact mail address, guests marked as such, quotes harmless', async () => {
  const { directory } = await openSharePoint(tenant, { isUnloaded: true });
  expect(await directory.findByMail('LUPE@acerosdelnorte.example')).toEqual([
    {
      oid: '22222222-0000-4000-8000-000000000011',
      name: 'Guadalupe Hernández',
      email: 'lupe@acerosdelnorte.example',
      isGuest: true,
    },
  ]);
  expect(await directory.findByMail("o'brien@nobody.example")).toEqual([]);
  expect(await directory.findByMail(' ')).toEqual([]);
});

it('a person has a name by id, and who is not there has none', async () => {
  const { directory } = await openSharePoint(tenant, { isUnloaded: true });
  expect(await directory.nameOf('22222222-0000-4000-8000-000000000011')).toBe('Guadalupe Hernández');
  expect(await directory.nameOf('22222222-0000-4000-8000-00000000dead')).toBeUndefined();
  expect(await directory.nameOf('../sites/root')).toBeUndefined();
});
