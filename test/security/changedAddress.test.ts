import { askedPartner, manager, startWorld, type World } from '../useCases/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
const secretOf = (url: string) => url.slice(url.indexOf('#') + 1);
const versionOf = (key: string) => world.sharePoint.stores.contacts.get(key)?.version ?? '';

it('a contact’s new mail address ends the link and the sessions of whoever reads the old mailbox', async () => {
  const { contact, contactKey } = await askedPartner(world, { email: 'former@acero.example' });
  const { url } = await world.useCases.linkFor(contact);
  const { linkKey, generation } = world.useCases.openLink(secretOf(url));
  await world.useCases.changeContact(manager, contactKey, {
    name: 'Successor',
    email: 'successor@acero.example',
    status: 'active',
    version: versionOf(contactKey),
  });
  expect(() => world.useCases.openLink(secretOf(url))).toThrow(expect.objectContaining({ code: 'forbidden' }));
  expect(() => world.useCases.contactOfLink(linkKey, generation)).toThrow(
    expect.objectContaining({ code: 'unauthenticated' }),
  );
  const successor = world.sharePoint.stores.contacts.get(contactKey)?.value ?? contact;
  const next = await world.useCases.linkFor(successor);
  expect(world.useCases.openLink(secretOf(next.url)).contact.email).toBe('successor@acero.example');
});

it('another name or title leaves the link as it is', async () => {
  const { contact, contactKey } = await askedPartner(world, { email: 'same@acero.example' });
  const { url } = await world.useCases.linkFor(contact);
  await world.useCases.changeContact(manager, contactKey, {
    name: 'Married Name',
    email: 'same@acero.example',
    status: 'active',
    version: versionOf(contactKey),
  });
  expect(world.useCases.openLink(secretOf(url)).contact.name).toBe('Married Name');
});
