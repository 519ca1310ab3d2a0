import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Answering } from '../../src/useCases/useCases';
import { askedPartner, buyer, manager, reader, reviewer, startWorld, type World } from './world';
import { aPdf } from './files';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const question = 'leadershipChecks';
const rowsOf = (assessmentKey: string) => world.sharePoint.stores.evidence.by('assessmentKey', assessmentKey);
const asPage = (asked: { contact: Answering['contact'] }): Answering => ({ contact: asked.contact, source: 'page' });
const attach = (
  asked: { contact: Answering['contact']; assessmentKey: string },
  bytes: Buffer,
  name = 'statement.pdf',
) =>
  world.useCases.attachEvidence(
    asPage(asked),
    { assessmentKey: asked.assessmentKey, questionId: question },
    { name, body: Readable.from([bytes]) },
  );
const submitted = async (asked: { contact: Answering['contact']; assessmentKey: string }) => {
  const by = asPage(asked);
  await world.useCases.saveAnswers(
    by,
    { assessmentKey: asked.assessmentKey, sectionId: 'leadership' },
    { baseRevision: 0, answers: [{ questionId: question, value: 'yes' }] },
  );
  await attach(asked, aPdf);
  await world.useCases.submitAssessment(by, asked.assessmentKey, {
    name: 'Lupe',
    jobTitle: 'Manager',
    isConfirmed: true,
    openMustsReason: 'Later.',
  });
};

describe('a proof', () => {
  it('goes into the library with its type by content, size, hash and cleaned name', async () => {
    const asked = await askedPartner(world);
    const item = await attach(asked, aPdf, '..\\..\\=cmd|\u202efdp.PDF');
    expect(item).toMatchObject({ name: '=cmd_fdp.pdf', size: aPdf.length, state: 'toReview' });
    const [row] = rowsOf(asked.assessmentKey);
    expect(row?.value).toMatchObject({
      contentType: 'application/pdf',
      sha256: createHash('sha256').update(aPdf).digest('hex'),
      criteria: ['ctpat:1.3'],
    });
    expect((await world.useCases.evidenceContent(reader, item.key)).name).toBe('=cmd_fdp.pdf');
  });

  it.each([
    ['is a program', Buffer.from('MZ\u0090\u0000\u0003'.repeat(100), 'latin1'), 'invalid'],
    ['is empty', Buffer.alloc(0), 'invalid'],
    ['is a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'invalid'],
  ])('that %s is refused and leaves nothing behind', async (_what, bytes, code) => {
    const asked = await askedPartner(world);
    await world.tenant.resetUsage();
    await expect(attach(asked, bytes)).rejects.toMatchObject({ code });
    expect((await world.tenant.work()).requests).toBe(0);
    expect(rowsOf(asked.assessmentKey)).toEqual([]);
  });

  it('to a question that is not asked, of another partner, or after sending is refused', async () => {
    const [asked, other] = [await askedPartner(world), await askedPartner(world)];
    const to = (questionId: string, contact = asked.contact) =>
      world.useCases.attachEvidence(
        { contact, source: 'page' },
        { assessmentKey: asked.assessmentKey, questionId },
        { name: 'a.pdf', body: Readable.from([aPdf]) },
      );
    await expect(to('carriersApproved')).rejects.toMatchObject({ code: 'invalid' });
    await expect(to(question, other.contact)).rejects.toMatchObject({ code: 'notFound' });
    await submitted(asked);
    await expect(to(question)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('can be taken back while nobody has looked at it', async () => {
    const asked = await askedPartner(world);
    const { key } = await attach(asked, aPdf);
    const other = await askedPartner(world);
    await expect(world.useCases.withdrawEvidence(asPage(other), other.assessmentKey, key)).rejects.toMatchObject({
      code: 'notFound',
    });
    await world.useCases.withdrawEvidence(asPage(asked), asked.assessmentKey, key);
    expect(rowsOf(asked.assessmentKey)).toEqual([]);
    const second = await attach(asked, aPdf);
    const version = world.sharePoint.stores.evidence.get(second.key)?.version ?? '';
    await world.useCases.reviewEvidence(reviewer, second.key, { version, reviewState: 'accepted' });
    await expect(world.useCases.withdrawEvidence(asPage(asked), asked.assessmentKey, second.key)).rejects.toMatchObject(
      { code: 'conflict' },
    );
  });
});

describe('a review', () => {
  it('needs a role, a note to reject, and the version that was seen', async () => {
    const asked = await askedPartner(world);
    const { key } = await attach(asked, aPdf);
    const version = () => world.sharePoint.stores.evidence.get(key)?.version ?? '';
    const review = (by: typeof reviewer, more: object) =>
      world.useCases.reviewEvidence(by, key, {
        version: version(),
        reviewState: 'rejected',
        note: 'It is not signed.',
        ...more,
      });
    await expect(review(reader, {})).rejects.toMatchObject({ code: 'forbidden' });
    await expect(review(buyer, {})).rejects.toMatchObject({ code: 'notFound' });
    await expect(review(reviewer, { note: undefined })).rejects.toMatchObject({ code: 'invalid' });
    await expect(review(reviewer, { version: '"old"' })).rejects.toMatchObject({ code: 'conflict' });
    await review(reviewer, {});
    expect(world.sharePoint.stores.evidence.get(key)?.value).toMatchObject({
      reviewState: 'rejected',
      reviewNote: 'It is not signed.',
      reviewedBy: `oid:${reviewer.oid}`,
    });
  });

  it('of a submitted questionnaire scores again at once and stands in the journal, whoever made it and where', async () => {
    const asked = await askedPartner(world);
    await submitted(asked);
    const row = () => world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value;
    const unproven = row()?.figures?.unproven ?? 0;
    const [stored] = rowsOf(asked.assessmentKey);
    if (!stored) throw new Error('no proof');
    await world.useCases.reviewEvidence(reviewer, stored.value.key, {
      version: stored.version,
      reviewState: 'accepted',
    });
    expect(row()).toMatchObject({ journalSeq: 2, figures: { unproven: unproven - 1 } });

    // Now a person of the customer changes their mind in the library itself.
    const { service } = world.tenant.environment;
    const { body } = await world.tenant.graph(`/sites/${service.RECORDS_SITE_ID}/lists/Evidence/items?$expand=fields`);
    const item = body.value.find(
      (each: { fields: { EvidenceKey?: string } }) => each.fields.EvidenceKey === stored.value.key,
    );
    await world.tenant.edit('jonas', service.RECORDS_SITE_ID ?? '', 'Evidence', item.id, { ReviewState: 'rejected' });
    const other = await world.another();
    expect(other.sharePoint.stores.evidence.get(stored.value.key)?.value.reviewState).toBe('rejected');
    await other.jobs.rescore();
    expect(other.sharePoint.stores.assessments.get(asked.assessmentKey)?.value).toMatchObject({
      journalSeq: 3,
      figures: { unproven },
    });
    const acts = other.sharePoint.stores.journal.by('aggregate', asked.assessmentKey).map(({ value }) => value.act);
    expect(acts).toEqual(['submitted', 'evidenceAccepted', 'evidenceRejected']);
    await world.tenant.resetUsage();
    other.clock.advance(5_000);
    await other.jobs.rescore();
    expect((await world.tenant.work()).requests).toBe(0);
  });

  it('after the partner moved to another country still scores what was sent, with the threat of that day', async () => {
    const asked = await askedPartner(world);
    await submitted(asked);
    const row = () => world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value.figures;
    const { threat, threatTotal } = row() ?? {};
    const { partner, version } = await world.useCases.viewPartner(manager, asked.partnerKey);
    await world.useCases.changePartner(manager, asked.partnerKey, { ...partner, country: 'SE', version });
    const [stored] = rowsOf(asked.assessmentKey);
    if (!stored) throw new Error('no proof');
    const review = { version: stored.version, reviewState: 'accepted' } as const;
    await world.useCases.reviewEvidence(reviewer, stored.value.key, review);
    expect(row()).toMatchObject({ threat, threatTotal });
    const detail = await world.useCases.viewPartner(manager, asked.partnerKey);
    expect(detail.assessments[0]?.score?.threat.country).toBe('MX');
  });

  it('that runs out makes the proof worth nothing from the next day on', async () => {
    const asked = await askedPartner(world, { dueIn: 100 });
    await submitted(asked);
    const row = () => world.sharePoint.stores.assessments.get(asked.assessmentKey)?.value.figures;
    const before = row()?.unproven ?? 0;
    const [stored] = rowsOf(asked.assessmentKey);
    if (!stored) throw new Error('no proof');
    const validUntil = world.clock.now().toISOString().slice(0, 10);
    await world.useCases.reviewEvidence(reviewer, stored.value.key, {
      version: stored.version,
      reviewState: 'accepted',
      validUntil,
    });
    expect(row()?.unproven).toBe(before - 1);
    world.clock.advance(86_400_000);
    await world.jobs.rescore();
    expect(row()?.unproven).toBe(before);
    const detail = await world.useCases.viewPartner(manager, asked.partnerKey);
    expect(detail.assessments[0]?.score?.receipt.find(({ questionId }) => questionId === question)?.proof).toBe(
      'proof has run out',
    );
  });
});
