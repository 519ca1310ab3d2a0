import { readConfig } from '../src/config';

const GUID = '11111111-aaaa-4bbb-8ccc-000000000001';
const GOOD = {
  PUBLIC_URL: 'https://trustlane.example/',
  TENANT_ID: GUID,
  CLIENT_ID: GUID,
  CLIENT_SECRET: 'hidden-1',
  BOT_APP_ID: GUID,
  BOT_APP_PASSWORD: 'hidden-2',
  RECORDS_SITE_ID: 'r',
  SYSTEM_SITE_ID: 's',
  MAIL_SENDER: 'supplychain@northgate.example',
  TEAMS_APP_CATALOG_ID: 'a',
  LINK_KEYS: `1:${Buffer.alloc(32, 1).toString('base64')}`,
  STATE_DIR: '/var/lib/trustlane',
};

it('Microsoft’s addresses stand unless others are given', () => {
  const config = readConfig(GOOD);
  expect(config).toMatchObject({
    publicUrl: 'https://trustlane.example',
    graphBaseUrl: 'https://graph.microsoft.com',
    loginBaseUrl: 'https://login.microsoftonline.com',
    customerName: 'northgate.example',
    timeZone: 'UTC',
    proxyHops: 0,
    teamsOrigins: [],
  });
});

it('everything that is missing or wrong is named in one message, and no value with it', () => {
  const { MAIL_SENDER: _, ...rest } = GOOD;
  const wrong = { ...rest, TENANT_ID: 'hidden-3', LINK_KEYS: '1:aGlkZGVu', TIME_ZONE: 'Mars/North' };
  expect(() => readConfig(wrong)).toThrow(
    /TENANT_ID must be a GUID.*MAIL_SENDER is missing.*LINK_KEYS must be.*TIME_ZONE must be/,
  );
  expect(() => readConfig(wrong)).not.toThrow(/hidden/);
});

it.each([
  ['plain http to another machine', { GRAPH_BASE_URL: 'http://graph.example' }],
  ['a mix of this machine and Microsoft', { GRAPH_BASE_URL: 'http://localhost:4000' }],
  [
    'this machine among the hosts that get the bot’s token',
    { BOT_SERVICE_HOSTS: 'smba.trafficmanager.net,localhost:4000' },
  ],
  ['this machine among the origins that may frame the tab', { TEAMS_ORIGINS: 'http://localhost:4000' }],
  ['a frame for everybody', { TEAMS_ORIGINS: '*' }],
  ['a frame that forges a header', { TEAMS_ORIGINS: "https://teams.example; script-src 'unsafe-inline'" }],
])('%s is refused', (_name, change) => {
  expect(() => readConfig({ ...GOOD, ...change })).toThrow(/cannot start/);
});
