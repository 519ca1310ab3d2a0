import { Readable } from 'node:stream';
import type { Contact } from '../../../src/domain/contact';
import type { Answering } from '../../../src/useCases/useCases';
import { aPdf } from '../../useCases/files';
import { askedPartner, manager, newKey, type World } from '../../useCases/world';

/** What no answer to a colleague may ever hold: it stands in all that was not handed over. */
export const SECRET = 'SECRET-OF-OTHERS';
export const OWN_PLACES = [{ sectionId: 'partners' }, { sectionId: 'atThisSite', siteId: 'mty' }];

/**
 * A partner with two plants whose contact Lupe has answered, asked and shared, with secrets everywhere but in what she
 * handed over to Ana; and another partner that is asked the same.
 */
export async function delegatedScene(world: World) {
  const { useCases, sharePoint } = world;
  const sites = [
    { id: 'mty', name: 'Monterrey' },
    { id: 'slt', name: `Saltillo ${SECRET}` },
  ];
  const asked = await askedPartner(world, { sites, email: `lupe-${newKey()}@acero.example` });
  const other = await askedPartner(world);
  const { assessmentKey, partnerKey } = asked;
  const lupe: Answering = { contact: asked.contact, source: 'page' };
  const save = (sectionId: string, questionId: string, value: unknown, siteId?: string) =>
    useCases.saveAnswers(
      lupe,
      { assessmentKey, sectionId, ...(siteId ? { siteId } : {}) },
      { baseRevision: 99, answers: [{ questionId, value, comment: SECRET }] },
    );
  await save('leadership', 'leadershipPerson', SECRET);
  await save('leadership', 'leadershipStatement', 'yes');
  await save('atThisSite', 'siteEmergencyPractised', 'yes', 'slt');
  const evidence = await useCases.attachEvidence(
    lupe,
    { assessmentKey, questionId: 'leadershipStatement' },
    { name: `${SECRET}.pdf`, body: Readable.from(aPdf) },
  );
  const { key: helpKey } = await useCases.askForHelp(lupe, assessmentKey, { requestId: newKey(), text: SECRET });
  const give = async (name: string, places: typeof OWN_PLACES, note: string): Promise<Contact> => {
    const email = `${newKey()}@acero.example`;
    const to = { name, email };
    await useCases.delegate(lupe, assessmentKey, { requestId: newKey(), places, to, note });
    const found = sharePoint.stores.contacts.by('email', email)[0]?.value;
    if (!found) throw new Error('The colleague is not there.');
    return found;
  };
  await give('Bea', [{ sectionId: 'risks' }], SECRET);
  const ana = await give('Ana', OWN_PLACES, 'Please.');
  await useCases.notMe(lupe, assessmentKey, {
    requestId: newKey(),
    colleague: { name: 'Eva Luna', email: `${SECRET.toLowerCase()}@elsewhere.example` },
    note: SECRET,
  });
  await useCases.saveAnswers(
    lupe,
    { assessmentKey, sectionId: 'partners' },
    { baseRevision: 0, answers: [{ questionId: 'partnerScreening', value: 'yes' }] },
  );

  /** Everything that a colleague with a part may not change. */
  const state = () => {
    const { stores } = sharePoint;
    const assessment = stores.assessments.get(assessmentKey)?.value;
    return JSON.stringify({
      sections: stores.sections
        .heads(assessmentKey)
        .filter(({ value }) => !(value.sectionId === 'partners' || value.siteId === 'mty'))
        .map(({ value }) => [value.key, value.revision]),
      evidence: stores.evidence.by('assessmentKey', assessmentKey).map(({ value }) => value),
      sites: stores.partners.get(partnerKey)?.value.sites,
      contacts: stores.contacts.by('partnerKey', partnerKey).map(({ value }) => value),
      delegations: assessment?.delegations,
      status: assessment?.status,
      requests: stores.partnerRequests
        .by('assessmentKey', assessmentKey)
        .filter(({ value }) => value.contactKey !== ana.key)
        .map(({ value }) => value),
      others:
        stores.sections.heads(other.assessmentKey).length +
        stores.partnerRequests.by('assessmentKey', other.assessmentKey).length,
    });
  };
  return { ...asked, lupe, other, ana, evidenceKey: evidence.key, helpKey, save, state, manager };
}
export type DelegatedScene = Awaited<ReturnType<typeof delegatedScene>>;
