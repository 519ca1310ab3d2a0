import { z } from 'zod';
import { colleagueView, delegationView, helpThread, namedColleague, sectionPlace, siteView } from './collaboration';

/** What the partner's page and the bot's cards show. No risk figure is ever in here. */
export const choiceView = z.object({
  id: z.string(),
  text: z.string(),
  /** It is chosen alone, such as "None of these" (multiple choice only). */
  exclusive: z.boolean().optional(),
});

export const questionView = z.object({
  id: z.string(),
  siteId: z.string().optional(),
  type: z.enum([
    'yesPartlyNo',
    'singleChoice',
    'multipleChoice',
    'number',
    'date',
    'shortText',
    'longText',
    'table',
    'acceptDocument',
    'evidence',
  ]),
  text: z.string(),
  help: z.string().optional(),
  goodPractice: z.string().optional(),
  proof: z.string().optional(),
  /** For a table those of each row; for evidence what a person may choose instead of adding a file. */
  choices: z.array(choiceView).optional(),
  /** For a table, in order. */
  rows: z.array(choiceView).optional(),
  /** For "read and accept": the whole text. */
  document: z.object({ title: z.string(), version: z.number().int(), paragraphs: z.array(z.string()) }).optional(),
  unit: z.string().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  maxLength: z.number().optional(),
  /** Decimal places of a number; absent means whole numbers. */
  decimals: z.number().int().optional(),
  /** For a date: `past` refuses days after today, `future` days before it. */
  when: z.enum(['past', 'future']).optional(),
  /** `false`: it is never missing. Absent means that an answer is expected. */
  required: z.boolean().optional(),
  naReasons: z.array(choiceView).optional(),
  evidenceWanted: z.boolean(),
  isMust: z.boolean(),
  /** Asked only while the gate's answer is one of these. The server decides; the page follows at once. */
  gate: z.object({ question: z.string(), in: z.array(z.string()) }).optional(),
  /**
   * A line drawing that shows what is meant. `url` is the whole public address of the PNG on the service, for cards;
   * `drawing` that of the SVG without host, for pages of the service. Width and height are those of the drawing.
   */
  picture: z
    .object({
      id: z.string(),
      title: z.string(),
      alt: z.string(),
      url: z.string(),
      drawing: z.string().optional(),
      width: z.number().int().optional(),
      height: z.number().int().optional(),
    })
    .optional(),
  /** `false`: whether it is asked of this kind of partner is still to be checked with the authority's text. */
  isApplicabilityChecked: z.boolean().optional(),
});
export type QuestionView = z.infer<typeof questionView>;

/** A record holds the choice of each answered row of a table. */
export const answerValue = z.union([z.string(), z.array(z.string()), z.number(), z.record(z.string(), z.string())]);

export const currentAnswer = z.object({
  questionId: z.string(),
  siteId: z.string().optional(),
  value: answerValue.nullable(),
  naReason: z.string().optional(),
  comment: z.string().optional(),
  /** Id of the site whose answer was taken over, while it stays as it was taken. */
  copiedFrom: z.string().optional(),
  by: z.string(),
  at: z.string(),
});
export type CurrentAnswer = z.infer<typeof currentAnswer>;

export const evidenceItem = z.object({
  key: z.string(),
  questionId: z.string(),
  siteId: z.string().optional(),
  name: z.string(),
  size: z.number().int(),
  state: z.enum(['toReview', 'accepted', 'rejected']),
  note: z.string().optional(),
  addedAt: z.string(),
});
export type EvidenceItem = z.infer<typeof evidenceItem>;

export const sectionView = z.object({
  id: z.string(),
  siteId: z.string().optional(),
  siteName: z.string().optional(),
  title: z.string(),
  /** What the section is about, in a sentence. */
  intro: z.string().optional(),
  revision: z.number().int(),
  state: z.enum(['notStarted', 'started', 'done']),
  /**
   * Set while nothing can be saved here, because somebody changed the part's row by hand: what is so and whom to tell,
   * in sentences. Its answers may be missing; they count as open until the row is mended.
   */
  blocked: z.string().optional(),
  /** Question ids per card, at most 6 inputs each. */
  groups: z.array(z.array(z.string())),
  /** By index in `groups`: the rows that a card shows of its only question, a table. */
  tableRows: z.record(z.string(), z.array(z.string())).optional(),
  questions: z.array(questionView),
});
export type SectionView = z.infer<typeof sectionView>;

/** GET /partner/questionnaire (and inside the bot): one assessment, whole. */
export const questionnaireView = z.object({
  assessmentKey: z.string(),
  partnerName: z.string(),
  customerName: z.string(),
  askedBy: z.object({ name: z.string(), email: z.string() }),
  why: z.string(),
  dueOn: z.string(),
  status: z.enum(['open', 'submitted']),
  submittedAt: z.string().optional(),
  submittedBy: z.string().optional(),
  contactName: z.string(),
  /** Who will read the answers, in the sentence that the messages use. */
  whoSees: z.string().optional(),
  /** Said where the authority's own text was not compared yet. */
  basisNote: z.string(),
  sections: z.array(sectionView),
  answers: z.array(currentAnswer),
  evidence: z.array(evidenceItem),
  /** What to have at hand, what happens to the answers, what not to send; sentences for the first page. */
  before: z.object({ atHand: z.array(z.string()), keptFor: z.string(), leaveOut: z.array(z.string()) }).optional(),
  sites: z.array(siteView).optional(),
  colleagues: z.array(colleagueView).optional(),
  delegations: z.array(delegationView).optional(),
  /** Set for somebody who answers only what was handed over: `sections` holds no others. */
  yourPlaces: z.array(sectionPlace).optional(),
  /** For somebody with parts: what these wait for in parts of others, a sentence each. */
  waiting: z.array(z.string()).optional(),
  help: z.array(helpThread).optional(),
  named: z.array(namedColleague).optional(),
  /** The day on which this contact wants to be reminded. */
  remindOn: z.string().optional(),
  progress: z.object({
    answered: z.number().int(),
    total: z.number().int(),
    percent: z.number(),
    minutesLeft: z.number().int(),
    /** What it may come to, should everything be asked that no gate has closed yet. */
    minutesAtMost: z.number().int().optional(),
    missing: z.array(
      z.object({
        sectionId: z.string(),
        questionId: z.string(),
        siteId: z.string().optional(),
        text: z.string(),
        isMust: z.boolean(),
      }),
    ),
  }),
});
export type QuestionnaireView = z.infer<typeof questionnaireView>;

/** GET /partner/session: which questionnaires this contact has. */
export const partnerSession = z.object({
  contactName: z.string(),
  /** Tells contacts apart on a device that several use; it opens nothing. */
  contactKey: z.string().optional(),
  customerName: z.string(),
  /** When true, existing answers stay hidden until the code from the mail was typed on this browser. */
  needsCode: z.boolean(),
  /** Where the code was sent, masked: "l…@acerosdelnorte.example". */
  codeSentTo: z.string().optional(),
  assessments: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      /** Who it is about: somebody may answer for several companies. */
      partnerName: z.string().optional(),
      dueOn: z.string(),
      status: z.enum(['open', 'submitted']),
      percent: z.number(),
      /** Questions, of those asked now; absent while they are not counted yet, and once it is sent. */
      answered: z.number().int().optional(),
      total: z.number().int().optional(),
      /** Name of whoever sent it, once it is sent. */
      submittedBy: z.string().optional(),
      /** Whether this one holds answers that stay hidden until the code was typed. An empty one opens without. */
      needsCode: z.boolean().optional(),
    }),
  ),
});
export type PartnerSession = z.infer<typeof partnerSession>;

/** PUT /partner/assessments/{key}/sections/{sectionId}/{siteId or -} */
export const saveSection = z.object({
  /** The revision the page has seen; 0 for none. */
  baseRevision: z.number().int().min(0),
  answers: z
    .array(
      z.object({
        questionId: z.string().max(100),
        /** null clears the answer. Checked against the question by the server. */
        value: z.unknown(),
        naReason: z.string().max(100).optional(),
        comment: z.string().max(2000, 'Use at most 2,000 characters for the comment.').optional(),
      }),
    )
    .max(60),
});
export type SaveSection = z.infer<typeof saveSection>;

export const saveResult = z.object({
  revision: z.number().int(),
  savedAt: z.string(),
  /** Answers that were not saved, each with a sentence. */
  refused: z.array(z.object({ questionId: z.string(), problem: z.string() })),
  /** Answers that somebody else changed meanwhile: theirs is kept until you decide. */
  conflicts: z.array(
    z.object({
      questionId: z.string(),
      theirs: answerValue.nullable(),
      theirsText: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  answers: z.array(currentAnswer),
  progress: questionnaireView.shape.progress,
});
export type SaveResult = z.infer<typeof saveResult>;

/** POST /partner/assessments/{key}/submit */
export const submitInput = z.object({
  name: z.string().trim().min(2, 'Write your full name.').max(120, 'Use at most 120 characters for your name.'),
  jobTitle: z
    .string()
    .trim()
    .min(2, 'Write your job title.')
    .max(120, 'Use at most 120 characters for your job title.'),
  isConfirmed: z.literal(true, 'Tick the box to confirm that the answers are true to the best of your knowledge.'),
  /** Needed when required questions are still open: why they cannot be answered now. */
  openMustsReason: z.string().trim().max(500, 'Use at most 500 characters for the reason.').optional(),
});
export type SubmitInput = z.infer<typeof submitInput>;

export const submitResult = z.object({
  submittedAt: z.string(),
  submittedBy: z.string(),
  /** True when this call did it; false when it had been sent before and nothing changed. */
  isNew: z.boolean(),
  /** What happens next, as sentences. */
  next: z.array(z.string()),
});
export type SubmitResult = z.infer<typeof submitResult>;
