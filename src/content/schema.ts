import { z } from 'zod';
import { isCalendarDate } from '../domain/calendarDate';
import { PARTNER_TYPES, type PartnerType } from '../domain/partner';
import { QUESTION_TYPES, RELATIONS } from '../domain/question';

/** Ids travel in list columns, addresses and card inputs: letters and digits only, for ever the same. */
const id = z.string().regex(/^[a-z][A-Za-z0-9]{1,59}$/, 'must be letters and digits, starting with a small letter');
const title = z.string().trim().min(1).max(300);
const text = z.strictObject({ en: title, fr: title.optional(), es: title.optional() });
const version = z.string().regex(/^\d+\.\d+\.\d+$/, 'must look like 1.0.0');
const calendarDate = z.string().refine(isCalendarDate, 'must be a day written YYYY-MM-DD');
const criterionId = z.string().regex(/^\d{1,2}\.\d{1,2}$/, 'must look like 1.1, in quotes');
const obligation = z.enum(['must', 'should']);
const partnerType = z.enum(Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]]);
const count = z.number().int().min(1);

const counts = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('chosen'), of: z.array(id).min(1), atLeast: count, partlyFrom: count.optional() }),
  z.strictObject({ rule: z.literal('rows'), atLeast: count, partlyFrom: count.optional() }),
  z.strictObject({ rule: z.literal('atLeast'), value: z.number(), partly: z.number().optional() }),
  z.strictObject({ rule: z.literal('atMost'), value: z.number(), partly: z.number().optional() }),
  z.strictObject({ rule: z.literal('withinMonths'), months: count, partlyMonths: count.optional() }),
]);

/** A row's id is a part of the name of an input, and its text has to stand beside its choices on a telephone. */
const tableRow = z.strictObject({
  id: id.max(30),
  text: z.strictObject({ en: title.max(80), fr: title.max(100).optional(), es: title.max(100).optional() }),
});

const question = z.strictObject({
  id,
  version: count,
  type: z.enum(QUESTION_TYPES),
  text,
  help: text.optional(),
  goodPractice: text.optional(),
  proof: text.optional(),
  choices: z
    .array(
      z.strictObject({
        id,
        text,
        outcome: z.enum(['met', 'partlyMet', 'notMet']).optional(),
        exclusive: z.boolean().optional(),
      }),
    )
    .min(2)
    .max(20)
    .optional(),
  rows: z.array(tableRow).min(2).max(30).optional(),
  /** Id of a file in `documents`. */
  document: id.optional(),
  picture: id.optional(),
  unit: text.optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  decimals: z.number().int().min(1).max(6).optional(),
  maxLength: z.number().int().min(1).max(4000).optional(),
  when: z.enum(['past', 'future']).optional(),
  required: z.boolean().optional(),
  naReasons: z.array(z.strictObject({ id, text })).min(1).max(10).optional(),
  gate: z
    .strictObject({ question: id, in: z.array(z.string()).min(1), otherwise: z.literal('notMet').optional() })
    .optional(),
  counts: counts.optional(),
  asksAbout: z
    .array(
      z.strictObject({ program: z.string(), criterion: criterionId, part: id.optional(), relation: z.enum(RELATIONS) }),
    )
    .min(1),
  evidenceWanted: z.boolean(),
  appliesTo: z.array(partnerType).min(1).optional(),
});

/** A file of the question bank: one section and its questions in the order they are asked. */
export const questionFile = z.strictObject({
  section: z.strictObject({
    id,
    order: z.number().int(),
    level: z.enum(['company', 'site']),
    title: text,
    intro: text.optional(),
  }),
  questions: z.array(question).min(1),
});

const paragraph = z.string().trim().min(1).max(1200);

/** A document to read and accept: a text without markup, because cards and pages show it as it stands. */
export const documentFile = z.strictObject({
  id,
  version: count,
  title: text,
  paragraphs: z
    .array(z.strictObject({ en: paragraph, fr: paragraph.optional(), es: paragraph.optional() }))
    .min(1)
    .max(30),
});

/** Programs are named in keys of rows, so their ids are short and plain. */
const PROGRAM_ID = /^[a-z][a-z0-9]{1,19}$/;

/** A file of criteria. Lists of types may name groups of the pack. */
export const criteriaFile = z
  .array(
    z.strictObject({
      id: criterionId,
      category: z.string(),
      obligation,
      earlierObligations: z.array(z.strictObject({ obligation, until: calendarDate })).optional(),
      parts: z.array(z.strictObject({ id, obligation, title })).min(2).optional(),
      title,
      appliesTo: z.array(z.string()),
      appliesToToBeChecked: z.array(z.string()),
      confirmed: z.boolean(),
      basisNote: z.string().optional(),
      evidence: z.array(title).min(1),
    }),
  )
  .min(1);

export const packFile = z.strictObject({
  /** The name of its folder. */
  id: z.string().regex(PROGRAM_ID, 'must be small letters and digits, the same as the name of the folder'),
  version,
  title,
  authority: title,
  basis: z.string().min(1),
  categories: z.array(z.strictObject({ id: z.string(), title })).min(1),
  /** Names for lists of types. */
  groups: z.record(id, z.array(partnerType).min(1)).default({}),
  /** What a criterion may hang on: the question that finds it out, and the answers that open what hangs on it. */
  conditions: z
    .array(
      z.strictObject({
        id,
        title,
        question: id,
        in: z.array(z.string()).min(1),
        /** Criteria that hold only then, with all that is asked about them. */
        criteria: z.array(criterionId).default([]),
      }),
    )
    .optional(),
  /** Files beside the pack that hold its criteria, in order. */
  criteria: z.array(z.string().regex(/^[\w-]+\.yaml$/, 'must be the name of a file that ends in .yaml')).min(1),
});

/** Which program partners are asked about, where there are several. */
export const chosenFile = z.strictObject({ program: z.string() });

const rating = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const percentile = z.number().min(0).max(100);
const share = z.number().min(0).max(1);

export const policyFile = z
  .strictObject({
    id,
    version,
    title,
    threat: z.strictObject({
      highBelow: percentile,
      mediumBelow: percentile,
      notRatedCountsAs: z.union([z.literal(2), z.literal(3)]),
      factors: z.array(z.strictObject({ id, title, proxy: z.enum(['pv', 'rl', 'cc']) })).min(1),
    }),
    vulnerability: z.strictObject({ allMet: rating, shouldMissed: rating, mustMissed: z.literal(3) }),
    conformity: z.strictObject({
      weight: z.strictObject({ must: z.number().positive(), should: z.number().positive() }),
      credit: z.strictObject({ met: share, partlyMet: share, notMet: z.literal(0), unanswered: z.literal(0) }),
    }),
    bands: z
      .array(z.strictObject({ band: z.enum(['low', 'medium', 'high']), from: z.number(), to: z.number() }))
      .min(1),
  })
  .superRefine((policy, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (policy.threat.highBelow > policy.threat.mediumBelow) refuse('threat', 'highBelow must not exceed mediumBelow');
    const { allMet, shouldMissed, mustMissed } = policy.vulnerability;
    if (allMet > shouldMissed || shouldMissed > mustMissed)
      refuse('vulnerability', 'must not get better when more is missed');
    if (policy.conformity.credit.partlyMet > policy.conformity.credit.met)
      refuse('conformity', 'partlyMet must not earn more than met');
    const order = ['low', 'medium', 'high'];
    let reached = 0;
    for (const product of [1, 2, 3, 4, 6, 9]) {
      const bands = policy.bands.filter(({ from, to }) => product >= from && product <= to);
      if (bands.length !== 1) refuse('bands', `must give threat x vulnerability ${product} exactly one band`);
      const rank = order.indexOf(bands[0]?.band ?? 'low');
      if (rank < reached) refuse('bands', `must not get better at ${product}`);
      reached = Math.max(reached, rank);
    }
  });

export const textsFile = z.record(id, text);

/** The list of line drawings: `alt` tells in words what a drawing shows. */
export const picturesFile = z.array(
  z.strictObject({
    id,
    file: z.string().regex(/^\w+\.svg$/, 'must be the name of a file that ends in .svg'),
    title: text,
    alt: z.strictObject({ en: z.string().min(1), fr: z.string().optional(), es: z.string().optional() }),
  }),
);

export const wgiSource = z.strictObject({
  file: z.string().regex(/^[\w-]+\.csv$/, 'must be the name of a file that ends in .csv'),
  attribution: z.string().min(1),
  columns: z.record(z.string(), z.string()),
  names: z.string(),
  notRated: z.string(),
});

/** Percentiles of one country as a number, or nothing where the cell is empty. */
const figure = z
  .string()
  .transform((cell) => (cell === '' ? undefined : Number(cell)))
  .pipe(percentile.optional());

export const wgiRow = z.strictObject({
  iso_alpha2: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters'),
  iso_alpha3: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters'),
  name_en: z.string().min(1),
  name_fr: z.string(),
  name_es: z.string(),
  aliases: z.string(),
  pv: figure,
  rl: figure,
  cc: figure,
  year: z
    .string()
    .transform((cell) => (cell === '' ? undefined : Number(cell)))
    .pipe(z.number().int().min(1996).max(2100).optional()),
});
