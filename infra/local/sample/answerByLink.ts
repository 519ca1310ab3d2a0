import type { ControlApi } from '../controlApi';
import { gradeOf, type SampleAnswer, type SampleGate, type SampleQuestion, sampleAnswer, samplePdf } from './answers';
import { askAndName } from './askAndName';
import { inTurns } from './inTurns';
import type { SamplePartner } from './partners';
import { PartnerBrowser } from './productApi';

interface AskedQuestion extends SampleQuestion {
  readonly gate?: { readonly question: string; readonly in: readonly string[] };
}
interface QuestionnaireOnPage {
  /** What is asked, each once; `sections` say at which places. */
  readonly parts: readonly { readonly id: string; readonly questions: readonly Omit<AskedQuestion, 'siteId'>[] }[];
  readonly sections: readonly { readonly part: number; readonly siteId?: string; readonly revision: number }[];
  readonly evidence: readonly { readonly questionId: string; readonly siteId?: string }[];
}
interface Session {
  readonly assessments: readonly { readonly key: string; readonly status: string; readonly needsCode?: boolean }[];
}

/** How many proofs a partner adds; the others add one to each answer that is as asked. */
const FEW_PROOFS: Partial<Record<SamplePartner['behaviour'], number>> = { started: 0, middling: 6, weak: 3 };

/**
 * Answers a partner's questionnaire on the partner page, adds proof and sends it, as its contact would. Nothing is done
 * twice: what an earlier start did is seen and left.
 * @param today YYYY-MM-DD
 */
export async function answerByLink(
  productUrl: string,
  control: ControlApi,
  partner: SamplePartner,
  today: string,
): Promise<void> {
  const { contact, behaviour } = partner;
  const secret = await secretFor(control, partner);
  if (!secret || !contact) return;
  const browser = new PartnerBrowser(productUrl);
  const session = await browser.call<Session>('POST', '/session', { secret });
  const assessment = session.assessments[0];
  if (!assessment || assessment.status === 'submitted') return;
  if (assessment.needsCode) await proveMailbox(browser, control, contact.email);

  const at = `/assessments/${encodeURIComponent(assessment.key)}`;
  const page = await browser.call<QuestionnaireOnPage>(
    'GET',
    `/questionnaire?assessment=${encodeURIComponent(assessment.key)}`,
  );
  const asked = sectionsOf(page);
  const sections = behaviour === 'started' ? asked.slice(0, partner.sections ?? 3) : asked;
  const opening = openingChoices(page);
  const given = new Map<string, unknown>();
  const isAsked = ({ gate, siteId }: AskedQuestion): boolean => {
    if (!gate) return true;
    const value = given.get(`${gate.question} ${siteId ?? ''}`) ?? given.get(`${gate.question} `);
    return [value].flat().some((each) => typeof each === 'string' && gate.in.includes(each));
  };
  const gateOf = ({ id, siteId }: AskedQuestion): SampleGate | undefined => {
    const choices = opening.get(id);
    return choices && { opening: choices, isOpen: isOpened(partner, id, siteId) };
  };
  let position = 0;
  let files = page.evidence.length;
  for (const section of sections) {
    const answers: SampleAnswer[] = [];
    const proofs: AskedQuestion[] = [];
    for (const question of section.questions) {
      const place = position++;
      if (!isAsked(question)) continue;
      const answer = sampleAnswer(question, place, behaviour, contact, today, gateOf(question));
      given.set(`${question.id} ${section.siteId ?? ''}`, answer.value);
      answers.push(answer);
      if (question.evidenceWanted && gradeOf(question, place, behaviour) === 'good') proofs.push(question);
    }
    if (answers.length === 0) continue;
    const saved = await browser.call<{ refused: readonly { questionId: string; problem: string }[] }>(
      'PUT',
      `${at}/sections/${section.id}/${section.siteId ?? '-'}`,
      { baseRevision: section.revision, answers },
    );
    const [refused] = saved.refused;
    if (refused) throw new Error(`The sample's answer to ${refused.questionId} was refused: ${refused.problem}`);
    const wanted = proofs
      .filter(({ id }) => !page.evidence.some((item) => item.questionId === id && item.siteId === section.siteId))
      .sort((a, b) => Number(b.type === 'evidence') - Number(a.type === 'evidence'))
      .slice(0, Math.max(0, (FEW_PROOFS[behaviour] ?? Number.POSITIVE_INFINITY) - files));
    files += wanted.length;
    await inTurns(wanted, async ({ id }) => {
      const query = new URLSearchParams({ questionId: id, ...(section.siteId ? { siteId: section.siteId } : {}) });
      const name = fileNameOf(id);
      const bytes = samplePdf(`${partner.name}: ${name.replace('.pdf', '')}`);
      await browser.call('POST', `${at}/evidence?${query}`, undefined, { name, bytes });
    });
  }
  if (behaviour === 'started') {
    const next = asked[sections.length];
    const prove = async () => {
      if (!assessment.needsCode) await proveMailbox(browser, control, contact.email);
    };
    if (next) await askAndName(browser, partner, at, { sectionId: next.id, siteId: next.siteId }, prove);
    return;
  }
  await browser.call('POST', `${at}/submit`, {
    name: contact.name,
    jobTitle: contact.jobTitle,
    isConfirmed: true,
    openMustsReason: 'Our procedure is being rewritten and will be ready next month.',
  });
}

/** The sections in order, each with its questions. */
const sectionsOf = ({ parts, sections }: QuestionnaireOnPage) =>
  sections.map(({ part, siteId, revision }) => {
    const { id = '', questions = [] } = parts[part] ?? {};
    return { id, siteId, revision, questions: questions.map((each): AskedQuestion => ({ ...each, siteId })) };
  });

/** By question, the choices that open others. */
function openingChoices({ parts }: QuestionnaireOnPage): ReadonlyMap<string, ReadonlySet<string>> {
  const choices = new Map<string, Set<string>>();
  for (const { gate } of parts.flatMap(({ questions }) => questions)) {
    if (!gate) continue;
    const known = choices.get(gate.question) ?? new Set();
    for (const each of gate.in) known.add(each);
    choices.set(gate.question, known);
  }
  return choices;
}

/** Most things apply to who moves or makes goods, some do not; who deals with papers alone is asked little. */
function isOpened(partner: SamplePartner, questionId: string, siteId = ''): boolean {
  if (partner.isPaperOnly && questionId === 'handlesCargo') return false;
  const sum = [...`${partner.name} ${questionId} ${siteId}`].reduce((so, each) => so + each.charCodeAt(0), 0);
  return questionId === 'handlesCargo' || sum % 3 !== 0;
}

/** `riskEmergencyPlan` becomes `Risk emergency plan.pdf`. */
const fileNameOf = (questionId: string): string => {
  const words = questionId.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.pdf`;
};

/** The secret of a contact's link: from the mail, or from the card's "Answer on one page". */
async function secretFor(control: ControlApi, partner: SamplePartner): Promise<string | undefined> {
  const newestFirst = partner.guest
    ? (await control.cardsOf(partner.guest)).map((card) => JSON.stringify(card)).reverse()
    : (await control.mailTo(partner.contact?.email ?? '')).map(({ html, text }) => html ?? text);
  for (const text of newestFirst) {
    const found = /\/answer\/#([0-9a-zA-Z]+)/.exec(text);
    if (found?.[1]) return found[1];
  }
  return undefined;
}

/** Types the code from the mail: where there are answers already, and before a colleague is named. */
async function proveMailbox(browser: PartnerBrowser, control: ControlApi, address: string): Promise<void> {
  await browser.call('POST', '/session/code');
  const [mail] = await control.mailTo(address);
  const code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
  await browser.call('POST', '/session/verify', { code });
}
