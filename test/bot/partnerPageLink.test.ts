import { partnerPageLink } from '../../bot/partnerPageLink';

const KEY = '01hzzzzzzzzzzzzzzzzzzzzzzz';
const config = {
  loginBaseUrl: 'https://login.microsoftonline.com',
  publicUrl: 'https://trustlane.northgate.example',
  teamsAppCatalogId: '33333333-0000-4000-8000-000000000001',
  tenantId: '11111111-aaaa-4bbb-8ccc-000000000001',
};

it.each([
  ['https://login.microsoftonline.com', 'teams.microsoft.com'],
  ['https://login.microsoftonline.us', 'gov.teams.microsoft.us'],
])('with %s a partner opens inside Teams, at the place that the tab reads', (loginBaseUrl, host) => {
  const link = new URL(partnerPageLink({ ...config, loginBaseUrl })(KEY));
  expect(link.host).toBe(host);
  expect(link.pathname).toBe(`/l/entity/${config.teamsAppCatalogId}/trustlane`);
  expect(JSON.parse(link.searchParams.get('context') ?? '')).toEqual({ subEntityId: `/partners/${KEY}` });
  expect(link.searchParams.get('webUrl')).toBe(`https://trustlane.northgate.example/tab/#/partners/${KEY}`);
  expect(link.searchParams.get('tenantId')).toBe(config.tenantId);
});

it('on this machine it is the tab itself', () => {
  const local = { ...config, loginBaseUrl: 'http://localhost:3979', publicUrl: 'http://localhost:3978' };
  expect(partnerPageLink(local)(KEY)).toBe(`http://localhost:3978/tab/#/partners/${KEY}`);
});
