import { fillCard, questionOn } from '../support/cards';
import { textLike } from '../support/shell';
import type { Step } from '../support/story';
import { titleOf, wordsOfQuestion, asks } from './questions';
import { ANA, NOTE, COMMENT, CYBER, past, type World } from './world';

/** The company’s own questions, answered by cards, up to handing some of them over. */
export function companySteps(step: Step, world: () => World): void {
  step('the invitation says what is coming, and the first card asks', async () => {
    const { shell, card, shotOfCard, push, lookAtChat } = world();
    await lookAtChat();
    await textLike(card(), /asks about security at Aceros del Norte.*Have at hand.*Please do not send/);
    await shotOfCard('01-invitation');
    await push('Start');
    await shotOfCard('02-first');
    await fillCard(shell.page, past);
    expect(await push('Save and next')).toContain('✓ Saved');
    await shotOfCard('03-second');
  });

  step('a document is accepted, and a comment stands beside an answer', async () => {
    const { chat, card, shotOfCard, push, lookAtChat } = world();
    await chat.answerUntil(past, asks('leadershipPledge'));
    await lookAtChat();
    await shotOfCard('04-document');
    await card().getByRole('radio').first().check();
    const more = await push('More');
    expect(more).toMatch(/Saved: Leadership.*What else you can do/);
    await shotOfCard('05-more');
    await push('Comment');
    await card().getByRole('textbox').last().fill(COMMENT);
    await shotOfCard('06-comment');
    expect(await push('Save comments')).toContain('1 comment is saved.');
    await shotOfCard('07-comment-saved');
    // The way on is to what is missing; the comment stands where it was written.
    await push('Go on');
    await push('Back');
    await textLike(card(), new RegExp(`Comment: ${COMMENT}`));
    await shotOfCard('08-comment-beside');
    await push('Save and next');
  });

  step('later: the guest is asked when to be reminded, and goes on all the same', async () => {
    const { card, shotOfCard, push } = world();
    expect(await push('Later')).toContain('Kept for later');
    await card()
      .getByLabel(/^In three days/)
      .check();
    await shotOfCard('09-later');
    expect(await push('Remind me')).toContain('I will remind you on');
    await shotOfCard('10-later-set');
    await push('Go on');
  });

  step('a question that does not apply is answered with its reason', async () => {
    const { shell, chat, shotOfCard, push, lookAtChat } = world();
    await chat.answerUntil(past, asks('sealOnTheWay'));
    await lookAtChat();
    const block = questionOn(shell.page, wordsOfQuestion('sealOnTheWay'));
    await block.getByLabel('Does not apply').or(block.getByRole('combobox').first()).first().waitFor();
    await shotOfCard('11-not-applicable-before');
    const radio = block.getByRole('radio', { name: 'Does not apply' });
    if ((await radio.count()) > 0) await radio.check();
    else await block.getByRole('combobox').first().selectOption({ label: 'Does not apply' });
    await block.getByRole('combobox').last().selectOption({ index: 1 });
    await fillCard(shell.page, past);
    await shotOfCard('11-not-applicable');
    await push('Save and next');
  });

  step('the computers are handed over to a colleague who is new', async () => {
    const { chat, card, shotOfCard, push, lookAtChat } = world();
    await chat.answerUntil(past, asks('computersUsed'));
    await lookAtChat();
    await push('More');
    await push('Hand over');
    await shotOfCard('12-hand-over-form');
    await push('Choose other parts');
    for (const id of CYBER) {
      const box = card().getByRole('checkbox', { name: new RegExp(titleOf(id)) });
      if (!(await box.isChecked())) await box.check();
    }
    await shotOfCard('12-hand-over-parts');
    expect(await push('Next: to whom?')).toContain(`${CYBER.length} parts`);
    await card()
      .getByLabel(/Full name/)
      .fill('Ana Ruiz');
    await card()
      .getByLabel(/Mail address/)
      .fill(ANA);
    await card()
      .getByLabel(/A word to your colleague/)
      .fill(NOTE);
    await shotOfCard('13-hand-over-filled');
    expect(await push('Hand over')).toMatch(/Handed over.*Ana Ruiz/);
    await shotOfCard('14-handed-over');
    const next = await push('Go on');
    await shotOfCard('15-after-handing-over');
    // What a colleague has is not asked next.
    expect(next).toContain(titleOf('training'));
  });
}
