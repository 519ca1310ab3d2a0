import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { thawContent } from '../../src/content/freezeContent';
import { loadContent } from '../../src/content/load';
import { obligationOf } from '../../src/domain/criterion';
import { PARTNER_TYPES, type PartnerType } from '../../src/domain/partner';
import { criterionOf } from '../../src/domain/program';
import { inputsOf } from '../../src/domain/question';
import { composeQuestionnaire } from '../../src/domain/questionnaire';
import { threatOf } from '../../src/domain/threat';

const FOLDER = path.resolve(__dirname, '../../src/content');
const content = loadContent(FOLDER);
const [pack] = content.packs;
if (!pack) throw new Error('There is no pack.');
const compose = (partnerTypes: readonly PartnerType[]) =>
  composeQuestionnaire({ ...content, pack, partnerTypes, sites: [] });
const asked = (partnerTypes: readonly PartnerType[]) =>
  compose(partnerTypes).sections.flatMap(({ questions }) => questions);

describe('the content that is shipped', () => {
  it('opens every file', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(yaml|csv)$/.test(name),
    );
    expect(files.length).toBe(14);
    expect(content.sections.length).toBe(readdirSync(path.join(FOLDER, 'questions')).length);
    expect(content.questions.length).toBe(28);
  });

  it('has the fifteen criteria of categories 1 to 3', () => {
    expect(pack.criteria.map(({ id }) => id)).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '1.4',
      '2.1',
      '2.2',
      '2.3',
      '2.4',
      '3.1',
      '3.4',
      '3.5',
      '3.6',
      '3.7',
      '3.8',
      '3.9',
    ]);
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

  it.each(Object.keys(PARTNER_TYPES) as PartnerType[])(
    'asks a partner of the type %s something, at the company and at its site',
    (type) => {
      const levels = new Set(asked([type]).map(({ level }) => level));
      expect(levels).toEqual(new Set(['company', 'site']));
    },
  );

  it('asks a foreign manufacturer everything, a sea carrier neither of hired trucks nor of labour, a cleaning firm least', () => {
    expect(asked(['foreignManufacturer']).length).toBe(28);
    const seaCarrier = asked(['seaCarrier']).map(({ section }) => section);
    expect(seaCarrier).not.toContain('hiredCarriers');
    expect(seaCarrier).not.toContain('fairLabour');
    expect(asked(['cleaningFirm']).length).toBeLessThan(asked(['seaCarrier']).length);
  });

  it('uses every kind of answer but long text, gates of company and site, and reasons why something does not apply', () => {
    const types = new Set(content.questions.map(({ type }) => type));
    expect([...types].sort()).toEqual(['date', 'multipleChoice', 'number', 'shortText', 'singleChoice', 'yesPartlyNo']);
    expect(content.questions.filter(({ gate }) => gate).length).toBeGreaterThan(5);
    expect(content.questions.filter((question) => inputsOf(question) === 2).length).toBeGreaterThan(5);
  });

  it('keeps questions short enough to be read on a phone', () => {
    for (const { text } of content.questions) expect(text.en.length).toBeLessThanOrEqual(140);
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
