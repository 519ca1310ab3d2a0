import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, paragraph, subtle } from './elements';
import { backTo, type Origin, originData, textInput } from './formParts';

export interface NotMeInput {
  readonly view: QuestionnaireView;
  readonly origin: Origin;
  readonly requestId: string;
}

/** Somebody else should be asked: by name, or the customer is told that nobody is known. */
export function notMeCard({ view, origin, requestId }: NotMeInput): OutboundCard {
  const title = 'Somebody else should be asked';
  const data = { ...originData(origin), requestId };
  return card(
    title,
    [
      heading(title),
      paragraph(
        `The person you name gets the questions for ${view.partnerName} in your place, with everything that is answered so far. After that you are not asked any more.`,
      ),
      subtle(`With an address outside your company, ${view.customerName} is asked first.`),
      textInput('name', 'Full name', 120),
      textInput('email', 'Mail address', 200, { style: 'email' }),
      textInput('jobTitle', 'Job title (optional)', 120),
      textInput('note', `A word to ${view.askedBy.name} (optional)`, 500, { isMultiline: true }),
    ],
    [
      execute('Name this person', 'notMe', data, { isPrimary: true }),
      execute('I do not know who', 'notMeUnknown', data),
      backTo(origin),
    ],
    { assessmentKey: view.assessmentKey },
  );
}
