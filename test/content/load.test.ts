import { ContentError, loadContent } from '../../src/content/load';
import { changedContent } from './changedContent';

const copies = changedContent();
afterAll(copies.remove);

const problemsIn = (folder: string): readonly string[] => {
  try {
    loadContent(folder);
  } catch (error) {
    if (error instanceof ContentError) return error.problems;
    throw error;
  }
  return [];
};
const problemsOf = (file: string, from: string | RegExp, to: string): readonly string[] =>
  problemsIn(copies.changed(file, (text) => text.replace(from, to)));

describe('a fault in the content is told with its file and line', () => {
  const lead = 'questions/leadership.yaml';
  const risks = 'questions/risks.yaml';
  const partners = 'questions/partners.yaml';
  const inspections = 'questions/inspections.yaml';
  const vision = 'programs/ctpat/security-vision.yaml';
  const policy = 'policies/default.yaml';

  it.each<[string, string, string | RegExp, string, RegExp]>([
    ['broken YAML', lead, 'questions:', 'questions: [', /^questions\/leadership\.yaml:\d+: /],
    [
      'a comma that makes a second key',
      lead,
      '"Who stands behind security in your company, and',
      'Who stands behind, "and',
      /^questions\/leadership\.yaml:6: /,
    ],
    ['an empty file', lead, /[\s\S]+/, '', /^questions\/leadership\.yaml:1: is empty$/],
    [
      'a field that is not there',
      lead,
      'evidenceWanted: true',
      '',
      /^questions\/leadership\.yaml:8: leadershipStatement, evidenceWanted: is missing$/,
    ],
    [
      'an unknown field',
      lead,
      'evidenceWanted: true',
      'evidenceWanted: true\n    colour: red',
      /^questions\/leadership\.yaml:\d\d: leadershipStatement: the field "colour" is not known here\. Look whether it is spelt right$/,
    ],
    [
      'an unknown type',
      lead,
      'type: yesPartlyNo',
      'type: maybe',
      /^questions\/leadership\.yaml:10: leadershipStatement, type: here stands "maybe", and allowed are: yesPartlyNo, singleChoice, /,
    ],
    [
      'an id with a space',
      lead,
      'id: leadershipStatement',
      'id: leadership statement',
      /leadership\.yaml:8: leadership statement, id: must be letters/,
    ],
    [
      'a question twice',
      risks,
      'id: riskEmergencyPlan',
      'id: riskAssessment',
      /risks\.yaml:\d+: riskAssessment stands twice/,
    ],
    ['a section twice', risks, 'id: risks', 'id: leadership', /risks\.yaml:2: the section leadership stands twice/],
    [
      'an unknown gate',
      risks,
      '{ question: riskRoute, in',
      '{ question: nowhere, in',
      /riskRouteShows is gated by nowhere, which does not exist/,
    ],
    [
      'an answer that the gate lacks',
      risks,
      'in: ["yes", partly], otherwise',
      'in: [often], otherwise',
      /riskTopics is gated by answers that riskAssessment does not have: often/,
    ],
    [
      'a gate by a text',
      risks,
      '{ question: riskRoute, in',
      '{ question: leadershipPerson, in',
      /gated by leadershipPerson, which is not answered from a list/,
    ],
    [
      'a gate that comes later',
      risks,
      '{ question: riskRoute, in',
      '{ question: partnerCertified, in',
      /is asked before its gate partnerCertified/,
    ],
    [
      'a gate of a site for the company',
      risks,
      '{ question: riskRoute, in',
      '{ question: siteStatementShown, in',
      /asked at every site/,
    ],
    [
      'a circle of gates',
      risks,
      /type: yesPartlyNo\n(\s+text: { en: Do you have a map)/,
      'type: yesPartlyNo\n    gate: { question: riskRouteShows, in: [stops] }\n$1',
      /is gated in a circle: riskRoute, riskRouteShows, riskRoute/,
    ],
    [
      'an unknown criterion',
      lead,
      'criterion: "1.1"',
      'criterion: "1.9"',
      /leadershipStatement asks about ctpat 1\.9, which the pack does not have/,
    ],
    ['an unknown program', lead, 'program: ctpat', 'program: pip', /asks about the program pip/],
    ['an unknown part', risks, 'part: map', 'part: atlas', /asks about the part atlas/],
    ['a missing part', risks, 'part: map, ', '', /without saying which of its parts/],
    [
      'evidence without what it shows',
      lead,
      /proof: .*signature.*\n/,
      '\n',
      /leadershipStatement wants evidence and does not say/,
    ],
    [
      'a text that counts',
      lead,
      'relation: related',
      'relation: equal',
      /leadershipPerson counts for a criterion and no answer/,
    ],
    ['outcomes for some choices', lead, ', outcome: partlyMet }', ' }', /leadershipReports gives an outcome to some/],
    ['a counted choice that is not there', lead, 'of: [management, ', 'of: [owners, ', /counts the choice owners/],
    ['a count above the choices', lead, 'atLeast: 3', 'atLeast: 7', /counts from 7 choices and names only 6/],
    ['"does not apply" as a choice', partners, 'id: nothing', 'id: notApplicable', /has a choice called notApplicable/],
    [
      'a number with choices',
      'questions/inspections.yaml',
      'unit: { en: months }',
      'choices: [{ id: aa, text: { en: A } }, { id: bb, text: { en: B } }]',
      /siteCheckSheetsKept is a number question and takes no choices/,
    ],
    [
      'a table without lines',
      inspections,
      /rows:\n(\s+- \{ id: [\s\S]*?)\n {4}choices:/,
      'choices:',
      /siteSevenPoints is a table and needs at least two rows/,
    ],
    [
      'a line twice',
      inspections,
      '{ id: floor, text: { en: 7',
      '{ id: doors, text: { en: 7',
      /siteSevenPoints has the row doors twice/,
    ],
    [
      'a table that says nothing',
      inspections,
      /, outcome: \w+ \}/g,
      ' }',
      /siteSevenPoints is a table and gives no outcome to its choices/,
    ],
    [
      'more lines counted than there are',
      inspections,
      'rule: rows, atLeast: 7',
      'rule: rows, atLeast: 8',
      /counts from 8 rows and has only 7/,
    ],
    [
      'a gate by a table',
      inspections,
      'question: siteUnitKinds, in: [cooled] }',
      'question: siteSevenPoints, in: [always] }',
      /gated by siteSevenPoints, which is not answered from a list/,
    ],
    [
      'rows without a table',
      lead,
      'evidenceWanted: true',
      'evidenceWanted: true\n    rows: [{ id: aa, text: { en: A } }, { id: bb, text: { en: B } }]',
      /leadershipStatement has rows, which only a table has/,
    ],
    [
      'an unknown document',
      lead,
      'document: supplyChainSecurity',
      'document: nowhere',
      /^questions\/leadership\.yaml:\d+: leadershipPledge shows the document nowhere, which does not exist/,
    ],
    [
      'no document to accept',
      lead,
      /\n\s+document: supplyChainSecurity/,
      '',
      /leadershipPledge asks to accept a document and names none/,
    ],
    [
      'a document that cannot be accepted',
      lead,
      'type: acceptDocument',
      'type: yesPartlyNo',
      /leadershipPledge names a document, which only/,
    ],
    [
      'an empty document',
      'documents/fairLabour.yaml',
      /paragraphs:[\s\S]*/,
      'paragraphs: []\n',
      /^documents\/fairLabour\.yaml:\d+: paragraphs: needs at least 1 entries and has 0$/,
    ],
    [
      'a document twice',
      'documents/fairLabour.yaml',
      'id: fairLabour',
      'id: supplyChainSecurity',
      /the document supplyChainSecurity stands twice/,
    ],
    [
      'evidence that wants none',
      'questions/sealsAtSite.yaml',
      /(type: evidence[\s\S]*?)evidenceWanted: true/,
      '$1evidenceWanted: false',
      /siteSealList is answered by evidence and does not want any/,
    ],
    [
      'a type that is none',
      vision,
      '[otherMembers,',
      '[strangers,',
      /security-vision\.yaml:1: strangers is neither a type nor a group/,
    ],
    [
      'an unknown picture',
      'questions/inspections.yaml',
      'picture: sevenPoints',
      'picture: eightPoints',
      /^questions\/inspections\.yaml:\d+: siteSevenPoints shows the picture eightPoints, which does not exist/,
    ],
    [
      'a picture without its drawing',
      'pictures/pictures.yaml',
      'file: sevenPoints.svg',
      'file: nowhere.svg',
      /^pictures\/pictures\.yaml:\d+: there is no drawing nowhere\.svg/,
    ],
    [
      'a picture twice',
      'pictures/pictures.yaml',
      'id: sevenPoints',
      'id: highSecuritySeal',
      /^pictures\/pictures\.yaml:\d+: the picture highSecuritySeal stands twice/,
    ],
    ['an unknown category', vision, 'category: "1"', 'category: "99"', /1\.1 belongs to the category 99/],
    ['a criterion twice', vision, 'id: "1.2"', 'id: "1.1"', /security-vision\.yaml:\d+: 1\.1 stands twice/],
    [
      'a band that leaves a product out',
      policy,
      'from: 6',
      'from: 7',
      /default\.yaml:\d+: bands: must give threat x vulnerability 6 exactly one band/,
    ],
    ['a band that gets better', policy, 'band: high', 'band: low', /must not get better at 6/],
    ['a vulnerability that gets better', policy, 'allMet: 1', 'allMet: 3', /vulnerability: must not get better/],
    [
      'credit for silence',
      policy,
      'unanswered: 0',
      'unanswered: 1',
      /conformity, credit, unanswered: must be 0, and here stands 1$/,
    ],
    [
      'a percentile above 100',
      'threat/wgi-2023.csv',
      'MX,MEX,Mexico,Mexique,México,United Mexican States|Estados Unidos Mexicanos|Méjico,22.75',
      'MX,MEX,Mexico,Mexique,México,,122.75',
      /wgi-2023\.csv:\d+: pv: must be at most 100, and here stands "122\.75"$/,
    ],
    ['a country twice', 'threat/wgi-2023.csv', '\nAE,', '\nAD,', /wgi-2023\.csv:3: AD stands twice/],
    [
      'a text without English',
      'texts/partner.yaml',
      '  en: Your answers',
      '  fr: Vos réponses',
      /texts\/partner\.yaml:\d+: whoSees/,
    ],
  ])('%s', (_name, file, from, to, problem) => {
    expect(problemsOf(file, from, to)).toContainEqual(expect.stringMatching(problem));
  });

  it('a file of questions that is not read because of its name', () => {
    expect(problemsIn(copies.small({ 'questions/more.yml': '' }))).toEqual([
      'questions/more.yml:1: is not read, because its name does not end in .yaml',
    ]);
  });

  it('a must that nobody is asked about, and one that wants no evidence', () => {
    const unasked = problemsOf(
      'questions/hiredCarriers.yaml',
      'criterion: "3.8", relation: equal',
      'criterion: "3.8", relation: related',
    );
    expect(unasked).toContainEqual(
      expect.stringMatching(/business-partners\.yaml:\d+: 3\.8 has no question for foreignManufacturer/),
    );
    const unproven = problemsOf('questions/fairLabour.yaml', 'evidenceWanted: true', 'evidenceWanted: false');
    expect(unproven).toContainEqual(expect.stringMatching(/3\.9 is a must and wants no evidence from importer/));
  });
  it('all faults of all files at once', () => {
    const faulty = { 'questions/leadership.yaml': 'section: 1\n', 'questions/risks.yaml': 'section: 1\n' };
    expect(problemsIn(copies.small(faulty)).join('\n')).toMatch(/leadership\.yaml[\s\S]*risks\.yaml/);
  });
});
