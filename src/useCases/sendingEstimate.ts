import { CARDS_PER_SECOND, MAILS_KEPT_FOR_CODES, MAILS_PER_MINUTE } from './sendingPace';

/** A new contact costs a link, a ledger row and its final state, an assessment's row; reads beside. */
const RESOURCE_UNITS_PER_MESSAGE = 8;

/** How long messages take to go out, and which limit binds, in words. */
export function sendingEstimate(input: {
  readonly byTeams: number;
  readonly byMail: number;
  readonly assessments: number;
  readonly resourceUnitsPerMinute: number;
}): { readonly minutes: number; readonly limit: string } {
  const candidates = [
    { minutes: input.byTeams / (CARDS_PER_SECOND * 60), limit: 'Teams takes about 20 messages a second.' },
    {
      minutes: input.byMail / (MAILS_PER_MINUTE - MAILS_KEPT_FOR_CODES),
      limit: 'The mailbox sends 25 messages a minute; 5 more are kept for one-time codes.',
    },
    {
      minutes:
        ((input.byTeams + input.byMail) * RESOURCE_UNITS_PER_MESSAGE + input.assessments * 2) /
        input.resourceUnitsPerMinute,
      limit: 'SharePoint takes a limited number of writes a minute.',
    },
  ];
  const binding = candidates.reduce((slowest, each) => (each.minutes > slowest.minutes ? each : slowest));
  return { minutes: Math.round(binding.minutes * 10) / 10, limit: binding.limit };
}
