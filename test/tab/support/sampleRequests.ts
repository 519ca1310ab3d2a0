import type { RequestView } from '../../../src/contracts/collaboration';
import type { PartnerRow } from '../../../src/contracts/partners';
import { keyOf } from './samplePartners';

export const QUESTION_KEY = keyOf('q', 1);
export const COLLEAGUE_KEY = keyOf('q', 2);
export const GONE_KEY = keyOf('q', 3);
export const ANSWERED_KEY = keyOf('q', 4);

const request = (
  row: PartnerRow,
  over: Partial<RequestView> & Pick<RequestView, 'key' | 'kind'>,
  isReader: boolean,
): RequestView => ({
  assessmentKey: `${keyOf('c', 1)}|${row.key}`,
  partnerKey: row.key,
  partnerName: row.name,
  contactName: 'Guadalupe Hernández',
  at: '2026-11-21T14:05:00Z',
  state: 'open',
  messages: [],
  mayReply: over.kind === 'help' && !isReader,
  mayDecide: over.kind === 'colleague' && !isReader,
  ...over,
});

/** What contacts of the first two partners ask: a question about a site's answer, colleagues, and one that is done. */
export function sampleRequests(rows: readonly PartnerRow[], isReader: boolean): RequestView[] {
  const [, first, second] = rows;
  if (!first || !second) return [];
  return [
    request(
      first,
      {
        key: QUESTION_KEY,
        kind: 'help',
        about: 'Is the yard fenced on all sides and watched at night?',
        questionId: 'yard.fence',
        siteId: 'saltillo',
        messages: [
          {
            by: 'Guadalupe Hernández',
            isPartner: true,
            at: '2026-11-21T14:05:00Z',
            text: 'The north side is a river. Does a river count as a fence?\nThere is a camera on it.',
          },
        ],
      },
      isReader,
    ),
    request(
      first,
      {
        key: COLLEAGUE_KEY,
        kind: 'colleague',
        about: 'Computers and networks, Planta Apodaca',
        reason: 'delegate',
        colleague: { name: 'Rosa Villarreal', email: 'rosa.villarreal@gmail.com', jobTitle: 'Jefa de sistemas' },
        why: 'Guadalupe Hernández wants to hand parts over to Rosa Villarreal. The address ends in gmail.com, that of Guadalupe Hernández in acerosdelnorte.example.',
        note: 'Rosa looks after our computers.',
      },
      isReader,
    ),
    request(
      second,
      {
        key: GONE_KEY,
        kind: 'colleague',
        contactName: 'مريم الحسيني',
        at: '2026-11-19T08:00:00Z',
        reason: 'notMe',
        why: 'مريم الحسيني says that somebody else should answer for the partner, and does not know who.',
      },
      isReader,
    ),
    request(
      first,
      {
        key: ANSWERED_KEY,
        kind: 'help',
        at: '2026-11-10T10:00:00Z',
        state: 'answered',
        messages: [
          { by: 'Guadalupe Hernández', isPartner: true, at: '2026-11-10T10:00:00Z', text: 'May we answer in Spanish?' },
          { by: 'Maya Okafor', isPartner: false, at: '2026-11-10T15:30:00Z', text: 'Yes, please do.' },
        ],
      },
      isReader,
    ),
  ];
}

/** A request of the first partner about a questionnaire that was sent meanwhile. */
export const overRequest = (rows: readonly RequestView[]): RequestView => ({
  ...(rows.find(({ key }) => key === COLLEAGUE_KEY) as RequestView),
  key: keyOf('q', 5),
  over: 'Aceros del Norte S.A. de C.V. has sent the answers meanwhile, so there is nothing left to hand over. Close this request: Rosa Villarreal is not written to.',
});

/** The requests after somebody answered or decided one. */
export const afterwards = (rows: readonly RequestView[], key: string, body: unknown): RequestView[] =>
  rows.map((row) => {
    if (row.key !== key || typeof body !== 'object' || body === null) return row;
    const at = '2026-11-22T16:00:00Z';
    if ('text' in body && typeof body.text === 'string')
      return {
        ...row,
        state: 'answered',
        messages: [...row.messages, { by: 'Maya Okafor', isPartner: false, at, text: body.text }],
      };
    if ('isAgreed' in body)
      return {
        ...row,
        ...(row.over ? { over: undefined, isClosed: true } : { mayChange: row.reason === 'delegate' }),
        state: body.isAgreed === true ? 'agreed' : 'refused',
        decidedBy: 'Maya Okafor',
        decidedAt: at,
        ...('note' in body && typeof body.note === 'string' ? { decisionNote: body.note } : {}),
      };
    return row;
  });
