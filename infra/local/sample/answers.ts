import type { Behaviour } from './partners';

/** A question as the partner page receives it. */
export interface SampleQuestion {
  readonly id: string;
  readonly siteId?: string;
  readonly type: string;
  readonly choices?: readonly { readonly id: string; readonly exclusive?: boolean }[];
  readonly rows?: readonly { readonly id: string }[];
  readonly naReasons?: readonly { readonly id: string }[];
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  readonly when?: 'past' | 'future';
  readonly text?: string;
  readonly isMust: boolean;
  readonly evidenceWanted: boolean;
}

export interface SampleAnswer {
  readonly questionId: string;
  readonly value: unknown;
  readonly naReason?: string;
}

/** The choices of a question that open others, and whether this partner opens them. */
export interface SampleGate {
  readonly opening: ReadonlySet<string>;
  readonly isOpen: boolean;
}

/** How good an answer is: as asked, half of it, or not at all. */
export type Grade = 'good' | 'half' | 'poor';

/** The one question that the partner in review says does not apply. */
const NOT_APPLICABLE = 'partnerCertificateWatched';

/** Of ten musts and of ten shoulds, how many are good and how many half good, by behaviour. */
const OF_TEN: Partial<
  Record<Behaviour, { readonly must: readonly [number, number]; readonly should: readonly [number, number] }>
> = {
  thorough: { must: [10, 0], should: [10, 0] },
  inReview: { must: [10, 0], should: [10, 0] },
  solid: { must: [10, 0], should: [5, 3] },
  middling: { must: [8, 1], should: [7, 2] },
  weak: { must: [5, 2], should: [4, 3] },
};

/** Decided by the question's place, not by chance, so that the sample is the same on every machine. */
export function gradeOf(question: SampleQuestion, position: number, behaviour: Behaviour): Grade {
  const shares = OF_TEN[behaviour] ?? { must: [7, 2], should: [6, 2] };
  const [good, half] = question.isMust ? shares.must : shares.should;
  const turn = (position * 7 + 3) % 10;
  if (turn < good) return 'good';
  return turn < good + half ? 'half' : 'poor';
}

/**
 * An answer as a contact of this behaviour would give it. Single choices are taken to stand from best to worst.
 * @param today YYYY-MM-DD
 */
export function sampleAnswer(
  question: SampleQuestion,
  position: number,
  behaviour: Behaviour,
  person: { readonly name: string; readonly jobTitle: string },
  today: string,
  gate?: SampleGate,
): SampleAnswer {
  const grade = gradeOf(question, position, behaviour);
  const questionId = question.id;
  const naReason = question.naReasons?.[0]?.id;
  if (behaviour === 'inReview' && questionId === NOT_APPLICABLE && naReason)
    return { questionId, value: null, naReason };
  const choices = question.choices ?? [];
  switch (question.type) {
    case 'yesPartlyNo':
      return { questionId, value: { good: 'yes', half: 'partly', poor: 'no' }[grade] };
    case 'singleChoice': {
      // What only decides which questions follow is no matter of good or bad.
      if (gate)
        return {
          questionId,
          value: (choices.find(({ id }) => gate.opening.has(id) === gate.isOpen) ?? choices[0])?.id,
        };
      const at = { good: 0, half: Math.floor(choices.length / 2), poor: choices.length - 1 }[grade];
      return { questionId, value: choices[at]?.id };
    }
    case 'multipleChoice': {
      const open = choices.filter(({ exclusive }) => !exclusive);
      const wanted = { good: open.length, half: 1, poor: 0 }[grade];
      const chosen = wanted > 0 ? open.slice(0, wanted) : choices.filter(({ exclusive }) => exclusive).slice(0, 1);
      return { questionId, value: chosen.map(({ id }) => id) };
    }
    case 'table': {
      // The first three stand from best to worst; a fourth says that there is no such thing. Half good is every other line.
      const [best, worst] = [choices[0]?.id, choices[Math.min(2, choices.length - 1)]?.id];
      const isGood = (line: number): boolean => grade === 'good' || (grade === 'half' && line % 2 === 0);
      const rows = (question.rows ?? []).map(({ id }, line) => [id, isGood(line) ? best : worst]);
      return { questionId, value: Object.fromEntries(rows) };
    }
    case 'acceptDocument':
      return { questionId, value: grade === 'poor' ? 'notAccepted' : 'accepted' };
    case 'evidence':
      // A good one is answered by its file, which follows.
      return { questionId, value: grade === 'good' ? null : 'cannot' };
    case 'number':
      return { questionId, value: Math.min(Math.max(30, question.min ?? 0), question.max ?? 1_000_000) };
    case 'date':
      return {
        questionId,
        value: monthsBefore(today, (question.when === 'future' ? -1 : 1) * { good: 5, half: 17, poor: 38 }[grade]),
      };
    case 'shortText': {
      const isAboutSomebody = /\b(who|whom|person|somebody|in charge|name)\b/i.test(question.text ?? '');
      const words = isAboutSomebody ? `${person.name}, ${person.jobTitle}` : 'See our security manual, chapter 4';
      return { questionId, value: words.slice(0, question.maxLength) };
    }
    default:
      return { questionId, value: 'The written procedure is kept in the quality office and looked at every year.' };
  }
}

function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-15T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

/** A small, valid one-page PDF with one line of text: proof that can be opened. */
export function samplePdf(line: string): Uint8Array<ArrayBuffer> {
  const text = line.replace(/[()\\]/g, ' ').replace(/[^\x20-\x7e]/g, '?');
  const stream = `BT /F1 18 Tf 60 720 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = pdf.length;
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  pdf += offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  pdf += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(pdf);
}
