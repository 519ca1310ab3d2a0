import type { Behaviour } from './partners';

interface Question {
  readonly id: string;
  readonly siteId?: string;
  readonly type: string;
  readonly choices?: readonly { readonly id: string }[];
  readonly naReasons?: readonly { readonly id: string }[];
  readonly min?: number;
  readonly max?: number;
  readonly evidenceWanted: boolean;
}

export interface SampleAnswer {
  readonly questionId: string;
  readonly value: unknown;
  readonly naReason?: string;
}

/** How many of ten answers are good, and how many are half good, by behaviour. */
const GOOD_OF_TEN: Partial<Record<Behaviour, readonly [good: number, half: number]>> = {
  thorough: [10, 0],
  middling: [8, 1],
  weak: [5, 2],
  started: [7, 2],
};

/**
 * An answer as a contact of this behaviour would give it. Decided by the question's place, not by chance, so that
 * the sample is the same on every machine. Choices are taken to stand from best to worst.
 */
export function sampleAnswer(question: Question, position: number, behaviour: Behaviour, today: string): SampleAnswer {
  const [good, half] = GOOD_OF_TEN[behaviour] ?? [6, 2];
  const turn = (position * 7 + 3) % 10;
  const grade = turn < good ? 0 : turn < good + half ? 1 : 2;
  const questionId = question.id;
  const pick = (at: number): string => question.choices?.[Math.min(at, question.choices.length - 1)]?.id ?? 'yes';
  switch (question.type) {
    case 'yesPartlyNo':
      return { questionId, value: question.choices ? pick(grade) : ['yes', 'partly', 'no'][grade] };
    case 'singleChoice':
      return { questionId, value: pick(grade === 0 ? 0 : (question.choices?.length ?? 1) - 1) };
    case 'multipleChoice':
      return { questionId, value: (question.choices ?? []).slice(0, grade === 0 ? 3 : 1).map((choice) => choice.id) };
    case 'number':
      return { questionId, value: Math.min(Math.max(12, question.min ?? 0), question.max ?? 1_000_000) };
    case 'date':
      return { questionId, value: `${Number(today.slice(0, 4)) - (grade === 2 ? 3 : 0)}-02-15` };
    default:
      return {
        questionId,
        value: 'Our plant manager is responsible; the written procedure is kept in the quality office.',
      };
  }
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
