import type { QuestionnaireView } from '../../../src/contracts/questionnaire';
import type { OutboundCard } from '../../../src/useCases/ports';
import { card, execute, heading, paragraph, subtle } from './elements';
import { handedOverBy } from '../places';
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
  if (view.yourPlaces) return notMyPartCard(view, origin, data);
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

/** For somebody who answers only what was handed over: whoever did that finds another person. */
function notMyPartCard(view: QuestionnaireView, origin: Origin, data: Readonly<Record<string, unknown>>): OutboundCard {
  const title = 'Not your part?';
  return card(
    title,
    [
      heading(title),
      paragraph(
        `${handedOverBy(view)} handed this to you, and sees that it is not yours when you give it back. What you answered is kept. After that you are not asked any more.`,
      ),
    ],
    [execute('Give it back', 'notMeUnknown', data, { isPrimary: true, inputs: 'none' }), backTo(origin)],
    { assessmentKey: view.assessmentKey },
  );
}
