import type { QuestionView } from '../../src/contracts/questionnaire';
import type { Answering } from '../../src/useCases/useCases';
import { createJournal, entryHash } from '../../src/useCases/journal';
import { askedPartner, crypto, manager, newKey, reviewer, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const asCard = (asked: { contact: Answering['contact'] }): Answering => ({ contact: asked.contact, source: 'card' });
const confirmed = { name: 'Guadalupe Hernández', jobTitle: 'Security manager', isConfirmed: true as const };
const leadership = (assessmentKey: string) => ({ assessmentKey, sectionId: 'leadership' });

/** An answer that is always good. */
function goodAnswer(question: QuestionView): unknown {
  if (question.type === 'yesPartlyNo') return 'yes';
  if (question.type === 'singleChoice') return question.choices?.[0]?.id;
  if (question.type === 'multipleChoice') return question.choices?.slice(0, -1).map(({ id }) => id);
  if (question.type === 'number') return question.min ?? 1;
  return question.type === 'date' ? '2026-05-31' : 'Ana Ruiz, plant manager';
}

/** Answers everything that is asked, section by section, until nothing is missing. */
async function answerAll(by: Answering, assessmentKey: string, { useCases }: World = world): Promise<void> {
  for (let round = 0; round < 6; round++) {
    const view = await useCases.questionnaire(by, assessmentKey);
    if (view.progress.missing.length === 0) return;
    for (const section of view.sections) {
      const missing = view.progress.missing.filter(
        (each) => each.sectionId === section.id && each.siteId === section.siteId,
      );
      const answers = section.questions
        .filter(({ id }) => missing.some(({ questionId }) => questionId === id))
        .map((question) => ({ questionId: question.id, value: goodAnswer(question) }));
      if (answers.length === 0) continue;
      const saved = await useCases.saveAnswers(
        by,
        { assessmentKey, sectionId: section.id, siteId: section.siteId },
        { baseRevision: section.revision, answers },
      );
      expect(saved.refused).toEqual([]);
    }
  }
}

describe('saving', () => {
  it('keeps answers, costs 2 resource units and one call once the questionnaire was read, and repeats at no cost', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    await world.useCases.questionnaire(by, asked.assessmentKey);
    await world.useCases.saveAnswers(by, leadership(asked.assessmentKey), {
      baseRevision: 0,
      answers: [{ questionId: 'leadershipChecks', value: 'no' }],
    });
    await world.tenant.resetUsage();
    const input = { baseRevision: 1, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] };
    const saved = await world.useCases.saveAnswers(by, leadership(asked.assessmentKey), input);
    expect(saved).toMatchObject({ revision: 2, refused: [], conflicts: [] });
    expect(await world.tenant.work()).toMatchObject({ requests: 1, resourceUnits: 2 });

    expect((await world.useCases.saveAnswers(by, leadership(asked.assessmentKey), input)).revision).toBe(2);
    expect(await world.tenant.work()).toMatchObject({ requests: 1, resourceUnits: 2 });
    const other = await world.another();
    const seen = await other.useCases.questionnaire(by, asked.assessmentKey);
    expect(seen.answers.find(({ questionId }) => questionId === 'leadershipStatement')?.value).toBe('yes');
  });

  it('refuses each bad answer with a sentence and keeps the good ones', async () => {
    const asked = await askedPartner(world);
    const saved = await world.useCases.saveAnswers(asCard(asked), leadership(asked.assessmentKey), {
      baseRevision: 0,
      answers: [
        { questionId: 'leadershipStatement', value: 'maybe' },
        { questionId: 'nobodyAskedThis', value: 'yes' },
        { questionId: 'leadershipChecks', value: 'partly' },
      ],
    });
    expect(saved.refused.map(({ questionId }) => questionId)).toEqual(['leadershipStatement', 'nobodyAskedThis']);
    expect(saved.answers.map(({ questionId }) => questionId)).toEqual(['leadershipChecks']);
  });

  it('two saves of one section at the same moment lose nothing', async () => {
    const asked = await askedPartner(world);
    const save = (questionId: string, value: unknown) =>
      world.useCases.saveAnswers(asCard(asked), leadership(asked.assessmentKey), {
        baseRevision: 0,
        answers: [{ questionId, value }],
      });
    await Promise.all([
      save('leadershipStatement', 'yes'),
      save('leadershipChecks', 'no'),
      save('leadershipPerson', 'Ana Ruiz'),
    ]);
    const { answers } = await world.useCases.questionnaire(asCard(asked), asked.assessmentKey);
    expect(answers.map(({ questionId }) => questionId).sort()).toEqual([
      'leadershipChecks',
      'leadershipPerson',
      'leadershipStatement',
    ]);
  });

  it('two processes that save one section lose nothing either', async () => {
    const asked = await askedPartner(world);
    const other = await world.another();
    const at = leadership(asked.assessmentKey);
    await other.useCases.questionnaire(asCard(asked), asked.assessmentKey);
    await world.useCases.saveAnswers(asCard(asked), at, {
      baseRevision: 0,
      answers: [{ questionId: 'leadershipStatement', value: 'yes' }],
    });
    // The other one does not know of this row yet.
    const saved = await other.useCases.saveAnswers(asCard(asked), at, {
      baseRevision: 0,
      answers: [{ questionId: 'leadershipChecks', value: 'no' }],
    });
    expect(saved.answers.map(({ questionId }) => questionId)).toEqual(['leadershipStatement', 'leadershipChecks']);
  });

  it('an answer that a colleague changed meanwhile is shown and not overwritten, until it is sent again', async () => {
    const asked = await askedPartner(world);
    const { key } = await world.useCases.addContact(manager, asked.partnerKey, {
      requestId: newKey(),
      name: 'Beto Cruz',
      status: 'active',
    });
    const colleague = world.sharePoint.stores.contacts.get(key)?.value;
    if (!colleague) throw new Error('no colleague');
    const at = leadership(asked.assessmentKey);
    await world.useCases.saveAnswers({ contact: colleague, source: 'page' }, at, {
      baseRevision: 0,
      answers: [{ questionId: 'leadershipStatement', value: 'no' }],
    });
    const input = {
      baseRevision: 0,
      answers: [
        { questionId: 'leadershipStatement', value: 'yes' },
        { questionId: 'leadershipChecks', value: 'yes' },
      ],
    };
    const saved = await world.useCases.saveAnswers(asCard(asked), at, input);
    expect(saved.conflicts).toMatchObject([
      { questionId: 'leadershipStatement', theirs: 'no', theirsText: 'No', by: 'Beto Cruz' },
    ]);
    expect(saved.answers).toMatchObject([
      { questionId: 'leadershipStatement', value: 'no' },
      { questionId: 'leadershipChecks', value: 'yes' },
    ]);
    const again = await world.useCases.saveAnswers(asCard(asked), at, { ...input, baseRevision: saved.revision });
    expect(again.conflicts).toEqual([]);
    expect(again.answers[0]).toMatchObject({ questionId: 'leadershipStatement', value: 'yes' });
  });

  it('a contact of another partner, and one who left, save nothing and learn nothing', async () => {
    const asked = await askedPartner(world);
    const stranger = await askedPartner(world);
    const input = { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] };
    await expect(
      world.useCases.saveAnswers(asCard(stranger), leadership(asked.assessmentKey), input),
    ).rejects.toMatchObject({ code: 'notFound' });
    await expect(world.useCases.questionnaire(asCard(stranger), asked.assessmentKey)).rejects.toMatchObject({
      code: 'notFound',
    });
    const version = world.sharePoint.stores.contacts.get(stranger.contactKey)?.version ?? '';
    await world.useCases.changeContact(manager, stranger.contactKey, { name: 'Left', status: 'left', version });
    await expect(world.useCases.questionnaire(asCard(stranger), stranger.assessmentKey)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('what Graph did not take is not acknowledged', async () => {
    const asked = await askedPartner(world);
    await world.useCases.questionnaire(asCard(asked), asked.assessmentKey);
    await world.tenant.setFaults({ match: { pathPattern: '^/v1.0/' }, kind: 'status', status: 503 });
    const input = { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] };
    await expect(
      world.useCases.saveAnswers(asCard(asked), leadership(asked.assessmentKey), input),
    ).rejects.toMatchObject({ code: 'unavailable' });
    await world.tenant.clearFaults();
    expect((await world.useCases.saveAnswers(asCard(asked), leadership(asked.assessmentKey), input)).revision).toBe(1);
  });
});

describe('submitting', () => {
  it('keeps of the name who signs nothing that cannot be seen or turns the reading order', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    await answerAll(by, asked.assessmentKey);
    await expect(
      world.useCases.submitAssessment(by, asked.assessmentKey, { ...confirmed, name: '\u202e\u200b' }),
    ).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('full name') });
    const sent = await world.useCases.submitAssessment(by, asked.assessmentKey, {
      ...confirmed,
      name: 'Guadalupe \u202eHern\u200bández',
    });
    expect(sent.submittedBy).toBe('Guadalupe Hernández');
  });

  it('sends once, scores, and says who and when to a second try', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    await answerAll(by, asked.assessmentKey);
    const first = await world.useCases.submitAssessment(by, asked.assessmentKey, confirmed);
    expect(first).toMatchObject({ isNew: true, submittedBy: 'Guadalupe Hernández' });
    const row = world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value;
    expect(row).toMatchObject({
      status: 'submitted',
      submissions: 1,
      journalSeq: 1,
      figures: { openMusts: 0, threat: 3 },
    });

    world.clock.advance(60_000);
    const second = await world.useCases.submitAssessment(by, asked.assessmentKey, {
      ...confirmed,
      name: 'Somebody Else',
    });
    expect(second).toMatchObject({ isNew: false, submittedAt: first.submittedAt, submittedBy: 'Guadalupe Hernández' });
    // That it was sent before is said once, where it is shown; what happens next is the same.
    expect(second.next).toEqual(first.next);
    expect(world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value).toEqual(row);
    const input = { baseRevision: 1, answers: [{ questionId: 'leadershipStatement', value: 'no' }] };
    await expect(world.useCases.saveAnswers(by, leadership(asked.assessmentKey), input)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('needs a reason while required questions are open, and something to send', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    await expect(
      world.useCases.submitAssessment(by, asked.assessmentKey, { ...confirmed, openMustsReason: 'x' }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await world.useCases.saveAnswers(by, leadership(asked.assessmentKey), {
      baseRevision: 0,
      answers: [{ questionId: 'leadershipStatement', value: 'yes' }],
    });
    await expect(world.useCases.submitAssessment(by, asked.assessmentKey, confirmed)).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value.status).toBe('open');
    const sent = await world.useCases.submitAssessment(by, asked.assessmentKey, {
      ...confirmed,
      openMustsReason: 'The audit is in May.',
    });
    expect(sent.isNew).toBe(true);
    expect(world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value).toMatchObject({
      openMustsReason: 'The audit is in May.',
      figures: { vulnerabilityEvidenced: 'notRated', riskEvidenced: 'notRated' },
    });
  });

  it('a crash right after the document heals: a new process finds it, and no answer changes in between', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    await answerAll(by, asked.assessmentKey);
    // Everything after the document fails, as if the process had died there.
    await world.tenant.setFaults({
      match: { pathPattern: '/lists/.*/items' },
      kind: 'status',
      status: 503,
    });
    const sent = await world.useCases.submitAssessment(by, asked.assessmentKey, confirmed);
    expect(sent.isNew).toBe(true);
    await world.tenant.clearFaults();

    const other = await world.another();
    expect(other.sharePoint.stores.assessments.get(asked.assessmentKey)?.value.status).toBe('open');
    const input = { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'no' }] };
    await expect(other.useCases.saveAnswers(by, leadership(asked.assessmentKey), input)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(other.sharePoint.stores.assessments.get(asked.assessmentKey)?.value).toMatchObject({
      status: 'submitted',
      submittedAt: sent.submittedAt,
      journalSeq: 1,
    });
    const third = await world.another();
    await third.jobs.rescore();
    const acts = third.sharePoint.stores.journal.by('aggregate', asked.assessmentKey).map(({ value }) => value.act);
    expect(acts).toEqual(['submitted']);
  });

  it('"does not apply" is open until a reviewer agrees; the score follows', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    await answerAll(by, asked.assessmentKey);
    const { sections } = await world.useCases.questionnaire(by, asked.assessmentKey);
    const partners = sections.find(({ id }) => id === 'partners');
    await world.useCases.saveAnswers(
      by,
      { assessmentKey: asked.assessmentKey, sectionId: 'partners' },
      {
        baseRevision: partners?.revision ?? 0,
        answers: [{ questionId: 'partnerMoney', value: null, naReason: 'noPartners' }],
      },
    );
    await world.useCases.submitAssessment(by, asked.assessmentKey, confirmed);
    const figures = () => world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value.figures;
    expect(figures()).toMatchObject({ vulnerabilityDeclared: 'notRated', unanswered: 1 });
    await world.useCases.decideNotApplicable(reviewer, asked.assessmentKey, {
      questionId: 'partnerMoney',
      decision: 'agreed',
    });
    expect(figures()).toMatchObject({ unanswered: 0 });
    expect(figures()?.vulnerabilityDeclared).not.toBe('notRated');
    const detail = await world.useCases.viewPartner(manager, asked.partnerKey);
    const shown = detail.assessments[0]?.sections
      .flatMap(({ answers }) => answers)
      .find(({ questionId }) => questionId === 'partnerMoney');
    expect(shown).toMatchObject({ outcome: 'notApplicable', naState: 'agreed' });
    await expect(
      world.useCases.decideNotApplicable({ ...reviewer, roles: ['Buyer'] }, asked.assessmentKey, {
        questionId: 'partnerMoney',
        decision: 'refused',
      }),
    ).rejects.toMatchObject({ code: 'notFound' });
  });

  it('a whole questionnaire costs 2 units a save and at most 20 more, and its journal is a chain of hashes', async () => {
    const asked = await askedPartner(world);
    const by = asCard(asked);
    let saves = 0;
    const counted: World = {
      ...world,
      useCases: {
        ...world.useCases,
        saveAnswers: (...input) => {
          saves += 1;
          return world.useCases.saveAnswers(...input);
        },
      },
    };
    await world.tenant.resetUsage();
    await answerAll(by, asked.assessmentKey, counted);
    await world.useCases.submitAssessment(by, asked.assessmentKey, confirmed);
    expect((await world.tenant.work()).resourceUnits).toBeLessThanOrEqual(2 * saves + 20);

    const journal = createJournal({ ...world.sharePoint, clock: world.clock, crypto });
    const row = () => world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value;
    const act = { act: 'notApplicableAgreed' as const, actorId: 'oid:x', detail: 'q' };
    // An entry that a crash left without its head is adopted, and not written twice.
    const stale = { seq: 0, hash: '' };
    const heads = await Promise.all([
      journal.append(asked.assessmentKey, stale, act),
      journal.append(asked.assessmentKey, stale, { ...act, detail: 'r' }),
    ]);
    expect(heads.map(({ seq }) => seq).sort()).toEqual([2, 3]);
    const entries = world.sharePoint.stores.journal.by('aggregate', asked.assessmentKey).map(({ value }) => value);
    const chain = [...entries].sort((a, b) => a.seq - b.seq);
    expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(chain[0]?.hash).toBe(row()?.journalHash);
    for (const [at, { key: _key, hash, ...body }] of chain.entries()) {
      expect(body.previousHash).toBe(chain[at - 1]?.hash ?? '');
      expect(entryHash(crypto, body)).toBe(hash);
    }
  });
});
