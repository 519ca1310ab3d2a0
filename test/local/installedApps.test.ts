import { type ConnectorWorld, LUPE, startConnectorWorld } from './connectorWorld';

let world: ConnectorWorld;
beforeAll(async () => {
  world = await startConnectorWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.renew());

describe('Graph’s view of the app', () => {
  it('finds the installation and its chat, which the connector takes for the same conversation', async () => {
    await world.install(LUPE);
    const path = `/users/${LUPE}/teamwork/installedApps`;
    const catalogId = world.tenant.environment.service.TEAMS_APP_CATALOG_ID;
    const found = await world.tenant.graph(`${path}?$expand=teamsApp&$filter=teamsApp/id eq '${catalogId}'`);
    expect(found.body.value).toMatchObject([{ teamsApp: { id: catalogId, distributionMethod: 'organization' } }]);
    const chat = await world.tenant.graph(`${path}/${found.body.value[0].id}/chat`);
    const sent = await world.call('POST', `/v3/conversations/${encodeURIComponent(chat.body.id)}/activities`, {
      type: 'message',
      text: 'Hello',
    });
    expect(sent.status).toBe(201);
    expect((await world.chatOf('lupe')).activities).toMatchObject([{ text: 'Hello' }]);
    expect((await world.tenant.graph(`${path}/${found.body.value[0].id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await world.tenant.graph(path)).body.value).toEqual([]);
  });

  it('refuses an application without the permission, another app, a pending guest and an unknown person', async () => {
    const body = { 'teamsApp@odata.bind': `${world.tenant.origin}/v1.0/appCatalogs/teamsApps/other` };
    const path = `/users/${LUPE}/teamwork/installedApps`;
    expect((await world.tenant.graph(path, { method: 'POST', body, as: 'provision' })).status).toBe(403);
    expect((await world.tenant.graph(path, { method: 'POST', body })).status).toBe(403);
    expect((await world.install('22222222-0000-4000-8000-000000000099')).status).toBe(404);
    const invitation = await world.tenant.graph('/invitations', {
      method: 'POST',
      body: { invitedUserEmailAddress: 'ana@new.example', inviteRedirectUrl: world.tenant.origin },
    });
    expect((await world.install(invitation.body.invitedUser.id)).status).toBe(403);
  });
});
