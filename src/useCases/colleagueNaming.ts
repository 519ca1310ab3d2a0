import { cleanLine, cleanParagraphs } from '../domain/cleanText';
import { AppError } from '../errors';
import type { Crypto, Stores } from './ports';
import { isPublicMail, mailDomain } from './publicMail';

/** Somebody whom a contact names. */
export interface NamedColleague {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  readonly jobTitle?: string;
}

/** Why the customer is asked before somebody gets a message. */
export type AskFirst = 'noOwnAddress' | 'publicMail' | 'otherCompany' | 'hasLeft';

const LONGEST_LINE = 120;
const LONGEST_NOTE = 500;
// Whoever holds a link could otherwise have the customer's mailbox write to anybody.
const MOST_NAMED = 20;
const MOST_A_DAY = 10;
const DAY = 86_400_000;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Whether the customer must be asked before a colleague at this address is written to. At once only where the domain is
 * exactly that of the naming contact's own address and belongs to a company: nothing else shows that the two are colleagues.
 */
export function askFirst(own: string | undefined, theirs: string): AskFirst | undefined {
  const ownDomain = own === undefined ? undefined : mailDomain(own);
  const domain = mailDomain(theirs);
  if (ownDomain === undefined) return 'noOwnAddress';
  if (domain === undefined || domain !== ownDomain) {
    return domain !== undefined && isPublicMail(domain) ? 'publicMail' : 'otherCompany';
  }
  return isPublicMail(domain) ? 'publicMail' : undefined;
}

/** The reason as it stands in a sentence after "because". */
export function askFirstInWords(reason: AskFirst, theirs: string): string {
  const domain = mailDomain(theirs) ?? 'this provider';
  switch (reason) {
    case 'noOwnAddress':
      return 'we have no mail address of your company to compare with';
    case 'publicMail':
      return `anybody can have an address at ${domain}`;
    case 'otherCompany':
      return `${domain} is not the domain of your own mail address`;
    case 'hasLeft':
      return 'this address belongs to somebody who is not a contact any more';
  }
}

/** The colleague as given, cleaned. Throws `invalid` with a sentence for a name or an address that is none. */
export function namedColleague(given: NamedColleague): NamedColleague {
  const name = cleanLine(given.name);
  const jobTitle = cleanLine(given.jobTitle ?? '');
  if ([...name].length < 2) throw new AppError('invalid', "Write the colleague's full name. Nobody was named yet.");
  // Names stand in mails to others: one that holds an address or a link could pass for somebody else.
  if ([name, jobTitle].some((line) => /[@<>]|:\/\/|www\./i.test(line)))
    throw new AppError(
      'invalid',
      "Write the colleague's name alone, without an address or a link. Nobody was named yet.",
    );
  if ([name, jobTitle].some((line) => [...line].length > LONGEST_LINE))
    throw new AppError('invalid', `Use at most ${LONGEST_LINE} characters for a name or a job title.`);
  const email = given.email.trim();
  if (mailDomain(email) === undefined)
    throw new AppError('invalid', 'Write a mail address such as name@company.com. Nobody was named yet.');
  return { name, email: email.toLowerCase(), ...(jobTitle === '' ? {} : { jobTitle }) };
}

/** What somebody writes to a colleague or about one; `undefined` when nothing is left of it. */
export const cleanNote = (note: string | undefined): string | undefined =>
  [...cleanParagraphs(note ?? '')].slice(0, LONGEST_NOTE).join('') || undefined;

/**
 * The key of the contact that naming an address makes: the same whoever names it, so that two instances of the service
 * that never heard of each other make one contact. A ULID's form.
 * @param email lower case
 * @param turn counts up where the key before is a contact's whose address was changed since
 */
export function colleagueKey(crypto: Pick<Crypto, 'sha256Hex'>, partnerKey: string, email: string, turn = 0): string {
  const basis = `colleague|${partnerKey}|${email}${turn === 0 ? '' : `|${turn}`}`;
  let bits = BigInt(`0x${crypto.sha256Hex(basis).slice(0, 32)}`);
  let key = '';
  for (let position = 0; position < 26; position++) {
    key = ALPHABET[Number(bits & 31n)] + key;
    bits >>= 5n;
  }
  return key;
}

/** Throws `tooMany` when the partner's contacts have named as many as they may, or as many as they may in a day. */
export function demandRoomForOneMore(
  stores: Pick<Stores, 'contacts' | 'partnerRequests'>,
  partnerKey: string,
  now: Date,
): void {
  const isToday = (at: string | undefined): boolean => at !== undefined && Date.parse(at) > now.getTime() - DAY;
  const named = stores.contacts.by('partnerKey', partnerKey).filter(({ value }) => value.namedBy !== undefined);
  const requests = stores.partnerRequests
    .by('partnerKey', partnerKey)
    .flatMap(({ value }) => (value.kind === 'colleague' && value.state !== 'agreed' ? [value] : []));
  const waiting = requests.filter(({ state }) => state === 'open');
  if (named.length + waiting.length >= MOST_NAMED)
    throw new AppError(
      'tooMany',
      `${MOST_NAMED} colleagues were named already, which is the most. Please write to the person who asked you.`,
    );
  const today =
    named.filter(({ value }) => isToday(value.namedAt)).length + requests.filter(({ at }) => isToday(at)).length;
  if (today >= MOST_A_DAY)
    throw new AppError(
      'tooMany',
      `${MOST_A_DAY} colleagues were named within a day, which is the most. Please go on tomorrow.`,
    );
}
