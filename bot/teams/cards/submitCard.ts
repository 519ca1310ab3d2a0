import { CONFIRMATION } from '../../../src/contracts/confirmation';
import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, container, type Element, execute, heading, paragraph, subtle } from './elements';

export interface SubmitEntered {
  readonly name?: string;
  readonly jobTitle?: string;
  readonly openMustsReason?: string;
}

export interface SubmitCardInput {
  readonly view: QuestionnaireView;
  readonly entered: SubmitEntered;
  /** Sentences that say what to change. */
  readonly problems?: readonly string[];
}

/** The last step: name, title, confirmation, and the reason when required answers are missing. */
export function submitCard({ view, entered, problems = [] }: SubmitCardInput): OutboundCard {
  const musts = view.progress.missing.filter(({ isMust }) => isMust).length;
  const data = { assessmentKey: view.assessmentKey };
  const title = `Send the answers for ${view.partnerName}`;
  const text = (id: string, label: string, value: string | undefined, errorMessage: string): Element => ({
    type: 'Input.Text',
    id,
    label,
    maxLength: 120,
    isRequired: true,
    errorMessage,
    ...(value && { value }),
  });
  return card(
    problems.length > 0 ? `${title}. Not sent yet.` : title,
    [
      heading(title),
      ...(problems.length > 0
        ? [
            container(
              problems.map((problem) => paragraph(problem, { color: 'Attention' })),
              'attention',
            ),
          ]
        : []),
      paragraph(`After sending, the answers are fixed and ${view.customerName} reads them.`),
      text('name', 'Your full name', entered.name, 'Write your full name.'),
      text('jobTitle', 'Your job title', entered.jobTitle, 'Write your job title.'),
      ...(musts > 0 ? reasonBlock(musts, entered.openMustsReason) : []),
      {
        type: 'Input.Toggle',
        id: 'isConfirmed',
        title: CONFIRMATION,
        label: 'Confirmation',
        wrap: true,
        value: 'false',
        isRequired: true,
        errorMessage: 'Tick the box to confirm.',
      },
      ...(view.basisNote === '' ? [] : [subtle(view.basisNote)]),
    ],
    [
      execute('Send answers', 'submit', data, { isPrimary: true }),
      execute('Back', 'summary', data, { inputs: 'none' }),
    ],
    data,
  );
}

function reasonBlock(musts: number, value: string | undefined): readonly Element[] {
  const subject = musts === 1 ? '1 required answer is' : `${musts} required answers are`;
  return [
    container([paragraph(`${subject} missing. You can send all the same if you say why.`)], 'warning'),
    {
      type: 'Input.Text',
      id: 'openMustsReason',
      label: 'Why they cannot be answered now',
      isMultiline: true,
      maxLength: 500,
      isRequired: true,
      errorMessage: 'Say why the required answers are missing, or go back and answer them.',
      ...(value && { value }),
    },
  ];
}
