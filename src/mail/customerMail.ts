import type { CustomerView, MailContent } from '../useCases/messages';
import { composeMail, type Part } from './layout';

const titleOf = ({ kind, contactName, partnerName, colleague }: CustomerView): string => {
  if (kind === 'help') return `${contactName} of ${partnerName} asks for help`;
  return colleague
    ? `${contactName} of ${partnerName} names a colleague`
    : `${contactName} of ${partnerName} asks you to find somebody else`;
};

const closingOf = ({ kind, colleague }: CustomerView): string => {
  if (kind === 'help') return 'Your answer reaches the contact in Teams or by mail. A reply to this mail does not.';
  return colleague
    ? 'Until somebody decides, nothing is sent to the colleague.'
    : 'Until somebody decides, the contact is not reminded.';
};

/** To a person of the customer: a contact asks something, or names a colleague who waits for agreement. */
export function customerMail(view: CustomerView): MailContent {
  const title = titleOf(view);
  const { about, colleague, words } = view;
  const facts: Part[] = [
    { kind: 'fact', name: 'Questionnaire', text: view.campaignTitle },
    ...(about === undefined ? [] : [{ kind: 'fact' as const, name: 'About', text: about }]),
    ...(colleague
      ? [
          { kind: 'fact' as const, name: 'Name', text: colleague.name },
          { kind: 'fact' as const, name: 'Mail address', text: colleague.email },
          ...(colleague.jobTitle ? [{ kind: 'fact' as const, name: 'Job title', text: colleague.jobTitle }] : []),
        ]
      : []),
  ];
  return composeMail(title, [
    { kind: 'heading', text: title },
    { kind: 'paragraph', text: view.why },
    ...facts,
    ...(words.length > 0 ? [{ kind: 'small' as const, text: `${view.contactName} writes:` }] : []),
    ...words.map((text) => ({ kind: 'quote' as const, text })),
    { kind: 'button', text: view.kind === 'help' ? 'Answer in Trustlane' : 'Decide in Trustlane', url: view.url },
    {
      kind: 'small',
      text: closingOf(view),
    },
  ]);
}
