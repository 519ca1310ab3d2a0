import { LUPE, OWN, TENANT } from './support/fakeUseCases';
import { type StartedBot, startBot } from './support/startBot';

let started: StartedBot;
beforeAll(async () => {
  started = await startBot();
});
afterAll(() => started.close());

it('learns where the chat is from the installation, and greets a contact once', async () => {
  await started.membership('lupe', { installed: true });
  const { messages, conversationId } = await started.chat('lupe');
  expect(started.fake.conversations.get(`${TENANT}|${LUPE}`)).toMatchObject({ conversationId, state: 'active' });
  expect(messages).toHaveLength(1);
  expect(JSON.stringify(messages[0]?.card)).toContain('Welcome');
});

it('answers "continue" with the first questions', async () => {
  const outcome = await started.act('lupe', { text: 'Continuar' });
  expect(outcome.status).toBe(200);
  const { messages } = await started.chat('lupe');
  expect(JSON.stringify(messages.at(-1)?.card)).toContain('Leadership and responsibility · 1 of 3');
});

it('replaces a card in place when a button is pressed', async () => {
  const outcome = await started.press('lupe', 'start', { assessmentKey: OWN });
  console.log(JSON.stringify(outcome).slice(0, 500));
  expect(outcome.body?.type).toBe('application/vnd.microsoft.card.adaptive');
});
