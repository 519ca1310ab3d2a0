import type { QuestionnaireView, SaveResult } from '../../../src/contracts/questionnaire';
import type { Contact } from '../../../src/domain/contact';
import { AppError } from '../../../src/errors';
import type { UseCases } from '../../../src/useCases/useCases';

const CAMPAIGN = '01hzzzzzzzzzzzzzzzzzzzzzzz';
export const LUPE = contact('01haaaaaaaaaaaaaaaaaaaaaaa', 'Guadalupe');
export const MINH = contact('01hbbbbbbbbbbbbbbbbbbbbbbb', 'Minh');
export const HERS = `${CAMPAIGN}|${LUPE.partnerKey}`;
export const HIS = `${CAMPAIGN}|${MINH.partnerKey}`;
export const AT_HERS = `/partner/assessments/${encodeURIComponent(HERS)}`;

function contact(key: string, name: string): Contact {
  return {
    key,
    partnerKey: key.replace(/^01h./, '01hp'),
    name,
    email: 'x@y.example',
    language: 'en',
    status: 'active',
  };
}

/** What the stand-in knows. Tests change it. */
export interface LinkState {
  revisions: Record<string, number>;
  /** Of the link that opens. */
  generation: number;
  /** How many codes were tried. */
  tries: number;
}

/** A stand-in that behaves as the product does where the partner page's rules look: revisions, scope, codes. */
export function linkStandIn(link: LinkState): Partial<UseCases> {
  const scope = (by: { contact: Contact }, key: string): void => {
    if (!key.endsWith(by.contact.partnerKey)) throw new AppError('notFound', 'This questionnaire is not there.');
  };
  const view = (key: string): QuestionnaireView =>
    ({
      assessmentKey: key,
      sections: ['seals', 'people'].map((id) => ({ id, revision: link.revisions[id] ?? 0, questions: [] })),
      progress: { missing: [] },
      answers: [{ questionId: 'q1', value: 'her secret answer' }],
      evidence: [
        { key: '01hffffffffffffffffffffff1', name: 'own.pdf' },
        { key: '01hffffffffffffffffffffff2', name: 'foreign.pdf' },
      ],
    }) as never;

  /** The save that goes with a file which is the answer. */
  const saveFileAnswer = async (): Promise<SaveResult> => {
    link.revisions.seals = (link.revisions.seals ?? 0) + 1;
    return { revision: link.revisions.seals, answers: [], conflicts: [], refused: [] } as unknown as SaveResult;
  };

  return {
    openLink: (secret) => {
      const found = { lupe: LUPE, minh: MINH }[secret];
      if (!found) throw new AppError('notFound', 'This link is not known.');
      return { linkKey: found.key, generation: link.generation, contact: found, needsCode: false };
    },
    contactOfLink: (linkKey, wanted) => {
      if (wanted !== link.generation) throw new AppError('unauthenticated', 'This link was replaced.');
      return linkKey === LUPE.key ? LUPE : MINH;
    },
    needsCode: () => Object.keys(link.revisions).length > 0,
    assessmentsOf: (by) => [
      { key: `${CAMPAIGN}|${by.partnerKey}`, title: 'Security 2027', dueOn: '2027-06-30', status: 'open', percent: 0 },
    ],
    questionnaire: async (by, key) => {
      scope(by, key);
      return view(key);
    },
    saveAnswers: async (by, at) => {
      scope(by, at.assessmentKey);
      link.revisions[at.sectionId] = (link.revisions[at.sectionId] ?? 0) + 1;
      return {
        revision: link.revisions[at.sectionId],
        answers: [],
        conflicts: [],
        refused: [],
      } as unknown as SaveResult;
    },
    attachEvidence: async (by, at, _file, around) => {
      scope(by, at.assessmentKey);
      if (at.questionId === 'answeredByFile') {
        // Somebody else answers while the bytes are on their way.
        if (at.siteId === 'late') link.revisions.seals = (link.revisions.seals ?? 0) + 1;
        await around?.({ sectionId: 'seals' }, () => saveFileAnswer());
      }
      return { key: '01hffffffffffffffffffffff1', name: 'own.pdf' } as never;
    },
    submitAssessment: async () => ({ submittedAt: '', submittedBy: '', isNew: true, next: [] }),
    withdrawEvidence: async (_by, _assessmentKey, _evidenceKey, around) => {
      await around?.({ sectionId: 'seals' }, () => saveFileAnswer());
    },
    sendCode: async () => ({ sentTo: 'x…@y.example' }),
    verifyCode: (_contact, code) => {
      link.tries += 1;
      if (code !== '123456') throw new AppError('invalid', 'This code does not fit.');
    },
  };
}
