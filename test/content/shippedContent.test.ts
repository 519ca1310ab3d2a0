import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { lintContent } from '../../infra/contentLint/lintContent';
import { thawContent } from '../../src/content/freezeContent';
import { loadContent } from '../../src/content/load';
import { applicabilityOf, obligationOf } from '../../src/domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import { criterionOf } from '../../src/domain/program';
import { mayNotApply } from '../../src/domain/question';
import { composeQuestionnaire } from '../../src/domain/questionnaire';
import { threatOf } from '../../src/domain/threat';

const FOLDER = path.resolve(__dirname, '../../src/content');
const TYPES = Object.keys(PARTNER_TYPES) as PartnerType[];
const SERVICE_PARTNERS: readonly PartnerType[] = [
  'itProvider',
  'cleaningFirm',
  'guardFirm',
  'maintenanceShop',
  'equipmentLessor',
  'driverAgency',
];
const content = loadContent(FOLDER);
const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');
const compose = (partnerTypes: readonly PartnerType[]) =>
  composeQuestionnaire({ ...content, pack, partnerTypes, sites: [] });
const asked = (partnerTypes: readonly PartnerType[]) =>
  compose(partnerTypes).sections.flatMap(({ questions }) => questions);

describe('the content that is shipped', () => {
  it('opens every file', () => {
    const filesIn = (folder: string) => readdirSync(path.join(FOLDER, folder)).filter((name) => name.endsWith('.yaml'));
    expect(content.sections.length).toBe(filesIn('questions').length);
    const criteriaFiles = filesIn('programs/ctpat').filter((name) => name !== 'pack.yaml');
    expect(criteriaFiles.length).toBe(pack.categories.length);
  });

  it('has the hundred criteria, 64 musts and 36 shoulds, in twelve categories', () => {
    expect(pack.criteria.length).toBe(100);
    expect(new Set(pack.criteria.map(({ id }) => id)).size).toBe(100);
    expect(pack.criteria.filter(({ obligation }) => obligation === 'must').length).toBe(64);
    expect(pack.criteria.filter(({ obligation }) => obligation === 'should').length).toBe(36);
    expect(pack.categories.map(({ id }) => id)).toEqual([...Array(12).keys()].map((index) => String(index + 1)));
    for (const { id, category } of pack.criteria) expect(id.split('.')[0]).toBe(category);
  });

  it('asks in parts what mixes must and should', () => {
    expect(pack.criteria.filter(({ parts }) => parts).map(({ id }) => id)).toEqual([
      '2.2',
      '3.1',
      '9.4',
      '9.13',
      '10.2',
      '10.4',
      '12.1',
    ]);
  });

  it('asks every type about every criterion it has, and wants evidence for every must', () => {
    for (const type of TYPES) {
      const questions = asked([type]);
      for (const criterion of pack.criteria) {
        if (applicabilityOf(criterion, [type]) === 'doesNotApply') continue;
        for (const part of criterion.parts?.map(({ id }) => id) ?? [undefined]) {
          const counting = questions.filter(({ asksAbout }) =>
            asksAbout.some(
              (asks) => asks.criterion === criterion.id && asks.part === part && asks.relation !== 'related',
            ),
          );
          const wanted = obligationOf(criterion, part) === 'should' || counting.some((each) => each.evidenceWanted);
          expect([type, criterion.id, part, counting.length > 0, wanted]).toEqual([
            type,
            criterion.id,
            part,
            true,
            true,
          ]);
        }
      }
    }
  });

  it('has nothing that the linter would name', () => {
    expect(lintContent(FOLDER).problems).toEqual([]);
  });

  it.each(SERVICE_PARTNERS)('asks a %s no more than 45 questions', (type) => {
    expect(asked([type]).length).toBeLessThanOrEqual(45);
  });

  it('says in a note why a criterion holds for types that no publication names', () => {
    for (const { basisNote, appliesToToBeChecked, confirmed } of pack.criteria) {
      if (appliesToToBeChecked.length > 0 || !confirmed) expect(basisNote?.length).toBeGreaterThan(20);
    }
  });

  it('names no criterion that only a question set of ours has', () => {
    expect(pack.criteria.filter(({ id }) => !/^\d+\.\d+$/.test(id))).toEqual([]);
  });

  it.each<[string, string | undefined, string | undefined, 'must' | 'should']>([
    ['1.1', undefined, undefined, 'should'],
    ['1.3', undefined, undefined, 'must'],
    ['2.2', 'map', undefined, 'should'],
    ['2.2', 'complete', undefined, 'must'],
    ['3.1', 'screening', undefined, 'must'],
    ['3.1', 'moneyLaundering', undefined, 'should'],
    ['3.7', undefined, undefined, 'should'],
    ['3.9', undefined, '2022-12-31', 'should'],
    ['3.9', undefined, '2023-01-01', 'must'],
    ['3.9', undefined, undefined, 'must'],
    ['9.4', 'watched', undefined, 'must'],
    ['9.4', 'searches', undefined, 'should'],
    ['9.13', 'coverage', undefined, 'must'],
    ['9.13', 'quality', undefined, 'should'],
    ['10.2', 'badgeGiven', undefined, 'should'],
    ['10.2', 'badgeShown', undefined, 'must'],
    ['10.4', 'log', undefined, 'must'],
    ['10.4', 'details', undefined, 'should'],
    ['12.1', 'programme', undefined, 'must'],
    ['12.1', 'records', undefined, 'should'],
  ])('%s %s on %s is a %s', (id, part, on, obligation) => {
    const criterion = criterionOf(pack, id);
    expect(criterion && obligationOf(criterion, part, on)).toBe(obligation);
  });

  it('says for which types a criterion is still to be checked', () => {
    expect(criterionOf(pack, '1.1')?.appliesTo).toContain('highwayCarrier');
    expect(criterionOf(pack, '1.1')?.appliesToToBeChecked).not.toContain('highwayCarrier');
    expect(criterionOf(pack, '3.5')).toMatchObject({
      appliesTo: [],
      appliesToToBeChecked: expect.arrayContaining(['seaCarrier']),
    });
  });

  it.each(TYPES)('asks a partner of the type %s something, at the company and at its site', (type) => {
    const levels = new Set(asked([type]).map(({ level }) => level));
    expect(levels).toEqual(new Set(['company', 'site']));
  });

  it('asks each type only what concerns it', () => {
    const criteriaOf = (type: PartnerType) =>
      new Set(asked([type]).flatMap(({ asksAbout }) => asksAbout.map((each) => each.criterion)));
    expect(asked(['seaCarrier']).map(({ section }) => section)).not.toContain('fairLabour');
    expect(criteriaOf('customsBroker')).toContain('12.5');
    expect(criteriaOf('foreignManufacturer')).not.toContain('12.5');
    expect(criteriaOf('airCarrier')).toContain('6.4');
    expect(criteriaOf('highwayCarrier')).toContain('6.3');
    expect(criteriaOf('itProvider')).toContain('4.2');
    expect(criteriaOf('cleaningFirm')).not.toContain('4.2');
    expect(criteriaOf('guardFirm')).toContain('10.10');
    expect(asked(['cleaningFirm']).length).toBeLessThan(asked(['seaCarrier']).length);
  });

  it.each([
    ['handlesCargo', 'siteSealTest'],
    ['usesSeals', 'siteSealsCounted'],
    ['siteProtection', 'siteCameraGoods'],
    ['siteProtection', 'siteGuardOrders'],
    ['siteHoldsCargo', 'siteGoodsOvernight'],
    ['siteDriversCome', 'siteDriversShowId'],
    ['carriersHired', 'carriersApproved'],
    ['cyberAway', 'cyberOutsideProtected'],
    ['cyberAway', 'cyberPrivateRules'],
    ['pestExposure', 'woodMarked'],
    ['pestExposure', 'pestRulesCover'],
    ['sitePestExposure', 'siteGroundClean'],
    ['borderWork', 'sealOnTheWay'],
  ])('the condition %s opens %s and comes before it', (gate, question) => {
    const all = asked(['foreignManufacturer']).map(({ id }) => id);
    expect(content.questions.find(({ id }) => id === question)?.gate?.question).toBe(gate);
    expect(all.indexOf(gate)).toBeGreaterThanOrEqual(0);
    expect(all.indexOf(gate)).toBeLessThan(all.indexOf(question));
  });

  it('uses every kind of answer but long text, gates of company and site, and reasons why something does not apply', () => {
    const types = new Set(content.questions.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'acceptDocument',
      'date',
      'evidence',
      'multipleChoice',
      'number',
      'shortText',
      'singleChoice',
      'table',
      'yesPartlyNo',
    ]);
    expect(content.questions.filter(({ gate }) => gate).length).toBeGreaterThan(5);
    expect(content.questions.filter(mayNotApply).length).toBeGreaterThan(5);
  });

  it('shows every drawing that there is', () => {
    const shown = new Set(content.questions.flatMap(({ picture }) => picture ?? []));
    const drawings = readdirSync(path.join(FOLDER, 'pictures')).filter((name) => name.endsWith('.svg'));
    expect([...shown].map((id) => `${id}.svg`).sort()).toEqual(drawings.sort());
  });

  it('knows every country once, with figures for most', () => {
    expect(content.countries.all.length).toBe(250);
    expect(content.wgi.byCountry.size).toBe(250);
    expect([...content.wgi.byCountry.values()].filter(({ cc }) => cc !== undefined).length).toBe(213);
    expect(content.wgi.attribution).toMatch(/World Bank.*CC BY 4\.0/);
  });

  it.each([
    ['México', 'MX', 3],
    ['Viet Nam', 'VN', 2],
    ['Hong Kong', 'HK', 1],
    ['Sweden', 'SE', 1],
    ['canada', 'CA', 1],
    ['USA', 'US', 2],
    ['Curaçao', 'CW', 2],
  ])('%s is %s with threat %i', (name, code, rating) => {
    const country = content.countries.find(name);
    expect(country?.code).toBe(code);
    expect(threatOf(country?.code, content.wgi, content.policy).rating).toBe(rating);
  });

  it('freezes to one text that is named by its SHA-256 and gives the same content back', () => {
    expect(loadContent(FOLDER).frozen).toBe(content.frozen);
    expect(content.hash).toBe(createHash('sha256').update(content.frozen).digest('hex'));
    const { packs, sections, questions, policy, wgi } = content;
    expect(JSON.parse(JSON.stringify(thawContent(content.frozen)))).toEqual(
      JSON.parse(JSON.stringify({ packs, sections, questions, policy, wgi })),
    );
    expect(thawContent(content.frozen).wgi.byCountry.get('MX')).toEqual(wgi.byCountry.get('MX'));
  });
  it('refuses frozen content of another version', () => {
    expect(() => thawContent('{"schemaVersion":2}')).toThrow('another version');
  });
});
