import type { DelegationView } from '../contracts/collaboration';
import type { QuestionnaireView } from '../contracts/questionnaire';
import type { Contact } from '../domain/contact';
import type { Delegation } from '../domain/delegation';
import type { AnsweringScope } from './access';
import type { Stores } from './ports';

/**
 * Who answers at the contact's company, what was handed over to whom, and which names wait for the customer. Names only.
 * Somebody who answers only a part sees themselves and whoever handed it over.
 */
export function colleagueViews(
  stores: Pick<Stores, 'contacts' | 'partnerRequests'>,
  { contact, assessment, places }: Pick<AnsweringScope, 'contact' | 'assessment' | 'places'>,
): Pick<QuestionnaireView, 'colleagues' | 'delegations' | 'named'> {
  const isMine = ({ to, by }: Delegation): boolean => to === contact.key || by === contact.key;
  const all = assessment.value.delegations ?? [];
  const delegations = places ? all.filter(isMine) : all;
  const known = new Set([contact.key, ...delegations.map(({ by }) => by)]);
  const named = (key: string) => ({
    contactKey: key,
    name: stores.contacts.get(key)?.value.name ?? 'a colleague',
  });
  return {
    colleagues: stores.contacts
      .by('partnerKey', contact.partnerKey)
      .filter(({ value }) => value.status === 'active' && (!places || known.has(value.key)))
      // As they came; the store gives whoever was changed last at the end.
      .sort((a, b) => (cameAs(a.value) < cameAs(b.value) ? -1 : 1))
      .map(({ value: { key, name, jobTitle, access, widened } }) => ({
        contactKey: key,
        name,
        ...(jobTitle ? { jobTitle } : {}),
        isYou: key === contact.key,
        access: access ?? ('whole' as const),
        ...(widened && access === undefined ? { isWidened: true } : {}),
      })),
    delegations: delegations.map(
      ({ key, places: parts, to, by, at, note, state, isDeclined }): DelegationView => ({
        key,
        places: parts.map((part) => ({ ...part })),
        to: named(to),
        by: named(by),
        at,
        ...(note ? { note } : {}),
        state,
        ...(isDeclined ? { isDeclined } : {}),
      }),
    ),
    named: stores.partnerRequests.by('contactKey', contact.key).flatMap(({ value }) => {
      if (value.kind !== 'colleague' || value.assessmentKey !== assessment.value.key || value.isClosed) return [];
      const { key, reason, colleague, state, decisionNote } = value;
      return [
        {
          key,
          reason,
          ...(colleague ? { name: colleague.name } : {}),
          state,
          ...(decisionNote ? { note: decisionNote } : {}),
        },
      ];
    }),
  };
}

/** First those whom the customer added, by key, which rises with time; then those named by others, whose keys do not. */
const cameAs = ({ namedAt = '', key }: Contact): string => `${namedAt} ${key}`;
