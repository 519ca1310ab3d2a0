import { manager, newKey, startWorld, type World } from './world';

const input = { country: 'CA', types: ['warehouse' as const], tradingNames: [], sites: [], exposure: {} };

describe('the owner of a partner', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  it('is found by the mail address of a colleague and shown by name', async () => {
    const { key } = await world.useCases.addPartner(manager, {
      ...input,
      requestId: newKey(),
      name: 'Owned One',
      ownerEmail: 'Buyer@northgate.example',
    });
    expect((await world.useCases.viewPartner(manager, key)).partner).toMatchObject({
      ownerName: 'Luis Ortega',
      ownerEmail: 'buyer@northgate.example',
    });
  });

  it.each([
    ['a guest', 'lupe@acerosdelnorte.example'],
    ['a stranger', 'nobody@elsewhere.example'],
  ])('is never %s, and nothing is saved then', async (_, ownerEmail) => {
    const requestId = newKey();
    await expect(
      world.useCases.addPartner(manager, { ...input, requestId, name: `Owned by ${ownerEmail}`, ownerEmail }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('Nobody of your company') });
    await expect(world.useCases.viewPartner(manager, requestId)).rejects.toMatchObject({ code: 'notFound' });
  });
});
