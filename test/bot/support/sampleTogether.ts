import { askHelpCard } from '../../../bot/teams/cards/askHelpCard';
import { colleaguesCard } from '../../../bot/teams/cards/colleaguesCard';
import { commentCard } from '../../../bot/teams/cards/commentCard';
import { conflictCard } from '../../../bot/teams/cards/conflictCard';
import { copiedCard } from '../../../bot/teams/cards/copiedCard';
import { decidedCard } from '../../../bot/teams/cards/decidedCard';
import { finishCard } from '../../../bot/teams/cards/finishCard';
import { groupCard } from '../../../bot/teams/cards/groupCard';
import { handedBackCard } from '../../../bot/teams/cards/handedBackCard';
import { handOverCard } from '../../../bot/teams/cards/handOverCard';
import { invitationCard } from '../../../bot/teams/cards/invitationCard';
import { laterCard } from '../../../bot/teams/cards/laterCard';
import { moreCard } from '../../../bot/teams/cards/moreCard';
import { newerCard } from '../../../bot/teams/cards/newerCard';
import { notMeCard } from '../../../bot/teams/cards/notMeCard';
import { reminderCard } from '../../../bot/teams/cards/reminderCard';
import { replyCard } from '../../../bot/teams/cards/replyCard';
import { resultCard } from '../../../bot/teams/cards/resultCard';
import { sectionsCard } from '../../../bot/teams/cards/sectionsCard';
import { siteCard } from '../../../bot/teams/cards/siteCard';
import { addSiteCard, siteNameCard } from '../../../bot/teams/cards/siteNameCard';
import { sitesCard } from '../../../bot/teams/cards/sitesCard';
import { blockedCard } from '../../../bot/teams/cards/blockedCard';
import { lookCard } from '../../../bot/teams/cards/lookCard';
import { partsCard } from '../../../bot/teams/cards/partsCard';
import { summaryCard } from '../../../bot/teams/cards/summaryCard';
import { chosenParts, offeredPlaces } from '../../../bot/teams/handOverParts';
import { lookPagesOf } from '../../../bot/teams/lookThrough';
import { outlineOf, type PlacedGroup } from '../../../bot/teams/outline';
import { variantsOf } from './sampleVariants';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { MessageView } from '../../../src/useCases/messages';
import type { OutboundCard } from '../../../src/useCases/ports';

const TODAY = '2026-11-22';
const time = { now: '2026-11-22T10:30:00Z', timeZone: 'America/Toronto' };
const REQUEST = '01hzzzzzzzzzzzzzzzzzzzzzz9';
const pageUrl = 'https://trustlane.example/answer/#0123456789';
const PICTURE = 'https://trustlane.example/pictures/highSecuritySeal.png';

/** Two places, three people, parts handed over, a question asked. @param name stands wherever a text comes from outside */
export function togetherView(base: QuestionnaireView, name: string, isHostile: boolean): QuestionnaireView {
  const text = (own: string): string => (isHostile ? name : own);
  const [seals] = base.sections;
  if (!seals) throw new Error('The sample has no section.');
  const inSite = (siteId: string, siteName: string) => ({
    ...seals,
    siteId,
    siteName: text(siteName),
    questions: seals.questions.map((each, index) => ({
      ...each,
      siteId,
      ...(index === 0 && {
        picture: { id: 'seal', title: 'High-security seal', alt: text('A bolt seal marked H'), url: PICTURE },
      }),
    })),
  });
  const company = {
    ...seals,
    id: 'computers',
    siteId: undefined,
    siteName: undefined,
    title: 'Computers and networks',
    questions: seals.questions.map((each) => ({ ...each, siteId: undefined, id: `c-${each.id}` })),
    groups: seals.groups.map((ids) => ids.map((id) => `c-${id}`)),
  };
  const colleague = (contactKey: string, who: string, isYou = false, access: 'whole' | 'delegated' = 'whole') => ({
    contactKey,
    name: text(who),
    jobTitle: text('Yard manager'),
    isYou,
    access,
  });
  const [lupe, ana, juan] = [
    colleague('k1', 'Guadalupe Hernández', true),
    colleague('k2', 'Ana Ruiz', false, 'delegated'),
    colleague('k3', 'Juan Pérez'),
  ];
  const to = (each: typeof lupe) => ({ contactKey: each.contactKey, name: each.name });
  return {
    ...base,
    contactName: 'Guadalupe Hernández',
    sections: [company, inSite('s1', 'Monterrey'), inSite('s2', 'Saltillo')],
    answers: [
      {
        questionId: 'used',
        siteId: 's1',
        value: 'yes',
        by: text('Juan Pérez'),
        at: '2026-11-22T10:25:00Z',
        comment: text('Only for export.'),
      },
      { questionId: 'guards', siteId: 's1', value: 4, by: text('Juan Pérez'), at: '2026-11-22T10:25:00Z' },
      { questionId: 'used', siteId: 's2', value: 'no', by: 'Guadalupe Hernández', at: '2026-11-22T09:25:00Z' },
    ],
    sites: [
      { id: 's1', name: text('Monterrey'), isAddedByPartner: false },
      { id: 's2', name: text('Saltillo'), isAddedByPartner: true },
    ],
    colleagues: [lupe, ana, juan],
    delegations: [
      {
        key: REQUEST,
        places: [{ sectionId: 'computers' }],
        to: to(ana),
        by: to(lupe),
        at: '2026-11-20T09:00:00Z',
        note: text('Please ask our IT firm.'),
        state: 'open',
      },
      {
        key: REQUEST,
        places: [{ sectionId: 'seals', siteId: 's1' }],
        to: to(juan),
        by: to(lupe),
        at: '2026-11-19T09:00:00Z',
        state: 'done',
      },
    ],
    help: [
      {
        key: REQUEST,
        about: text('Do you use high-security seals (ISO 17712) on every loaded container?'),
        place: { sectionId: 'seals', siteId: 's1' },
        state: 'answered',
        messages: [
          { by: 'Guadalupe Hernández', isYou: true, at: TODAY, text: text('Does this hold for parcels too?') },
          { by: text('Maya Okafor'), isYou: false, at: TODAY, text: text('No, only for full containers.') },
        ],
      },
    ],
    named: [{ key: REQUEST, reason: 'delegate', name: text('Pedro Ruiz'), state: 'open' }],
  };
}

/** The cards for working together, by name. */
export function togetherCards(
  base: QuestionnaireView,
  message: MessageView,
  name: string,
  isHostile: boolean,
): Readonly<Record<string, OutboundCard>> {
  const view = togetherView(base, name, isHostile);
  const text = (own: string): string => (isHostile ? name : own);
  const groups = outlineOf(view);
  const placedAt = (siteId: string | undefined): PlacedGroup => {
    const found = groups.find(({ section }) => section.siteId === siteId);
    if (!found) throw new Error('The sample has no such group.');
    return found;
  };
  const [one, two] = [placedAt('s1'), placedAt('s2')];
  const origin = { assessmentKey: view.assessmentKey, sectionId: 'seals', siteId: 's2', group: 0 };
  const forms = { view, origin, requestId: REQUEST, pageUrl };
  const part: QuestionnaireView = {
    ...view,
    sections: view.sections.slice(0, 1),
    sites: [],
    yourPlaces: [{ sectionId: 'computers' }],
    delegations: view.delegations?.map((each) => ({
      ...each,
      to: { contactKey: 'k1', name: view.contactName },
      by: { contactKey: 'k3', name: text('Juan Pérez') },
    })),
  };
  const partDone = { ...part, progress: { ...part.progress, missing: [] } };
  const unnamed = { ...view, sites: [{ id: 's1', isAddedByPartner: false }] };
  const untouched = {
    ...view,
    progress: { ...view.progress, missing: view.progress.missing.map((each) => ({ ...each, siteId: 's2' })) },
    answers: view.answers.filter(({ siteId }) => siteId === 's1'),
  };
  const entered = new Map([
    ['used', { value: 'partly' }],
    ['guards', { value: '7' }],
  ]);
  const conflict = { view, placed: one, pageUrl, entered, time };
  const handedOver = {
    by: text('Juan Pérez'),
    parts: ['Computers and networks', 'Seals, Saltillo'],
    note: text('You know our computers best.'),
  };
  const before = {
    atHand: [
      'Your list of seals, and a photo of a sealed door.',
      'A plan or sketch of each place.',
      'The names of the carriers that you hire.',
      'Security certificates that you hold.',
    ],
    keptFor: 'Northgate Trading Ltd keeps your answers and files for 5 years. Maya Okafor can tell you more.',
    leaveOut: [
      'Passports and other identity documents.',
      'Results of criminal-record checks. It is enough to say that you make them.',
    ],
  };
  const decision = {
    by: text('Maya Okafor'),
    reason: 'delegate' as const,
    name: text('Pedro Ruiz'),
    parts: ['Computers and networks', 'Seals, Saltillo'],
  };
  const reply = {
    requestKey: REQUEST,
    by: text('Maya Okafor'),
    asked: text('Does this hold for parcels too?'),
    text: text('No, only for full containers. For parcels the carrier’s own label is enough.'),
    about: text('Seals, Monterrey'),
  };
  const receipt = {
    assessmentKey: view.assessmentKey,
    place: { sectionId: 'seals', siteId: 's2', group: 0 },
    text: 'Saved: Seals, Saltillo, 1 answer',
    unexplained: 1,
  };
  const { blocked, copied, lookedThrough, many, states } = variantsOf(view, text);
  const lookPageAtSite = (of: QuestionnaireView, siteId: string) => {
    const found = lookPagesOf(of).find(({ section }) => section.siteId === siteId);
    if (!found) throw new Error('The sample has no such part.');
    return found;
  };
  return {
    groupShared: groupCard({ view, placed: one, pageUrl, time }),
    groupSecondSite: groupCard({ view, placed: two, pageUrl, time }),
    conflictOne: conflictCard({ ...conflict, open: ['used'] }),
    conflictMany: conflictCard({
      ...conflict,
      open: ['used', 'guards'],
      problems: new Map([['checked', 'Choose today or an earlier day.']]),
    }),
    later: laterCard({
      assessmentKey: view.assessmentKey,
      saved: 'Saved: Seals, Saltillo, 3 answers',
      today: TODAY,
      dueOn: view.dueOn,
      remindOn: '2026-11-25',
      pageUrl,
    }),
    laterLastDay: laterCard({ assessmentKey: view.assessmentKey, today: TODAY, dueOn: '2026-11-22', pageUrl }),
    more: moreCard({ view, origin, pageUrl }),
    morePart: moreCard({
      view: part,
      origin: { assessmentKey: view.assessmentKey, sectionId: 'computers', group: 0 },
      pageUrl,
    }),
    askHelp: askHelpCard({ ...forms, origin: { ...origin, siteId: 's1' }, questions: one.questions }),
    comment: commentCard({ view, placed: one, pageUrl }),
    commentProblem: commentCard({
      view,
      placed: one,
      pageUrl,
      entered: new Map([['used', text('For all loads.')]]),
      problems: new Map([
        ['used', `Somebody wrote meanwhile: “${text('Only for export.')}”. Below is yours. Save again to keep yours.`],
      ]),
    }),
    handOver: handOverCard({ ...forms, parts: chosenParts(offeredPlaces(view), 'seals@s2') }),
    handOverMany: handOverCard({
      ...forms,
      view: many,
      parts: chosenParts(offeredPlaces(many), '*@s1,part1@s2,part2@s2,part3@s2,part4@s2,part5@s2,part6@s2,part7@s2'),
    }),
    handOverParts: partsCard({
      ...forms,
      origin: { assessmentKey: view.assessmentKey, siteId: 's2' },
      chosen: 'seals@s2',
    }),
    handOverPartsMany: partsCard({ ...forms, view: many, page: 1, chosen: 'part1,part2,part3@s1' }),
    handOverAlone: handOverCard({
      ...forms,
      view: { ...view, colleagues: [] },
      parts: chosenParts(offeredPlaces(view), 'seals@s1'),
      origin: { assessmentKey: view.assessmentKey },
    }),
    notMe: notMeCard(forms),
    result: resultCard({
      title: 'Handed over',
      sentences: [text('Ana Ruiz gets a message of her own, and you see here when she is done.')],
      small: 'Type “colleagues” to see who answers what.',
      origin,
      pageUrl,
    }),
    colleagues: colleaguesCard({ view, pageUrl, time }),
    colleaguesNone: colleaguesCard({
      view: { ...view, colleagues: view.colleagues?.slice(0, 1), delegations: [], named: [] },
      pageUrl,
      time,
    }),
    sectionsShared: sectionsCard({ view, pageUrl, time, page: 0 }),
    sectionsPart: sectionsCard({ view: partDone, pageUrl, time }),
    siteFirst: siteCard({ view: { ...view, answers: [] }, siteId: 's1', pageUrl }),
    siteSecond: siteCard({ view: untouched, siteId: 's2', pageUrl, notice: `${text('Saltillo')} is added.` }),
    siteAlone: siteCard({ view: { ...unnamed, answers: [] }, siteId: 's1', pageUrl }),
    sites: sitesCard({ view, pageUrl }),
    addSite: addSiteCard({ view, requestId: REQUEST }),
    addSiteToUnnamed: addSiteCard({ view: unnamed, requestId: REQUEST }),
    siteName: siteNameCard({ view, site: { id: 's2', name: text('Saltillo'), isAddedByPartner: true } }),
    copied: copiedCard({ view, siteId: 's2', fromSiteId: 's1', copied: 34, kept: 1, pageUrl }),
    copiedNothing: copiedCard({ view, siteId: 's2', fromSiteId: 's1', copied: 0, kept: 34, pageUrl }),
    look: lookCard({ view: copied, look: lookPageAtSite(copied, 's2'), pageUrl }),
    lookOpen: lookCard({ view: untouched, look: lookPageAtSite(untouched, 's2'), pageUrl }),
    lookDone: lookCard({ view: lookedThrough, look: lookPageAtSite(lookedThrough, 's2'), pageUrl, receipt }),
    lookBlocked: lookCard({ view: blocked, look: lookPageAtSite(blocked, 's1'), pageUrl }),
    blocked: blockedCard({ view: blocked, section: blocked.sections[1]!, pageUrl }),
    sectionsStates: sectionsCard({ view: states, pageUrl, time, page: 0 }),
    summaryBlocked: summaryCard(blocked, pageUrl, TODAY),
    finish: finishCard(part, pageUrl),
    finishDone: finishCard(partDone, pageUrl),
    newer: newerCard({ assessmentKey: view.assessmentKey, isBelow: true }),
    newerAbove: newerCard({ assessmentKey: view.assessmentKey, isBelow: false }),
    invitationBefore: invitationCard({ ...message, before }),
    invitationHandedOver: invitationCard({ ...message, step: 'handedOver', handedOver, before }),
    reminderLater: reminderCard({ ...message, step: 'later', answered: 20 }),
    reply: replyCard({ ...message, step: 'reply', reply }),
    decidedAgreed: decidedCard({ ...message, step: 'decided', decision: { ...decision, isAgreed: true } }),
    decidedRefused: decidedCard({
      ...message,
      step: 'decided',
      decision: { ...decision, isAgreed: false, note: text('Please name somebody of your own company.') },
    }),
    decidedEnds: decidedCard({
      ...message,
      step: 'decided',
      decision: { ...decision, reason: 'notMe', parts: [], isAgreed: true, endsForYou: true },
    }),
    invitationWidened: invitationCard({
      ...message,
      step: 'widened',
      widenedBy: { name: text('Juan Pérez'), isOfCustomer: false },
      before,
    }),
    handedBack: handedBackCard({
      ...message,
      step: 'handedBack',
      handedBack: { by: text('Ana Ruiz'), parts: ['Computers and networks'], open: 2 },
    }),
  };
}
