import { me } from '../../src/useCases/me';
import { buyer, manager, reader } from './world';

const notice = 'The service’s certificate runs out tomorrow, on 4 December 2026.';
const asked = (credentialNotice?: () => string | undefined) => {
  const none = { all: () => [] };
  return me({
    stores: { partners: none, campaigns: none } as never,
    contents: {} as never,
    people: { learn: () => undefined } as never,
    credentialNotice,
  });
};

it('a manager is told what runs out of what the service signs in with; nobody else is, and nobody when nothing does', () => {
  const told = asked(() => notice);
  expect(told(manager).credentialNotice).toBe(notice);
  for (const person of [buyer, reader]) expect(told(person)).not.toHaveProperty('credentialNotice');
  expect(asked(() => undefined)(manager)).not.toHaveProperty('credentialNotice');
  expect(asked()(manager)).not.toHaveProperty('credentialNotice');
});
