import type { PartnerRequest } from '../domain/partnerRequest';
import { AppError } from '../errors';
import { changeRequest } from './changeRequest';
import type { MessageMails } from './messages';
import { type Clock, type Log, type Mailer, NotReached, type Stores } from './ports';
import type { RequestAbout } from './requestAbout';
import { newestWordAt, whyAsked, wordsWaiting } from './requestViews';
import type { SendingPace } from './sendingPace';

/** One mail for each request in so long: who writes five words in a row is answered once. */
const BETWEEN_MAILS_MS = 3_600_000;
/** Waits after tries that failed, in milliseconds. */
const PAUSES_MS = [10_000, 60_000, 5 * 60_000, 15 * 60_000, BETWEEN_MAILS_MS];

/**
 * Tells the customer's people by mail that a contact asks for help or names a colleague: the person who asked, and the
 * partner's owner. Follows from the rows: open requests with a newer word than `toldAt`. After a kill between mail and
 * row a mail may come again; while the process lives none does.
 */
export function createCustomerTeller(deps: {
  stores: Pick<Stores, 'partnerRequests' | 'assessments' | 'campaigns' | 'partners' | 'contacts'>;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  mails: Pick<MessageMails, 'customer'>;
  pace: Pick<SendingPace, 'tryMail'>;
  customerName: string;
  aboutOf: RequestAbout;
  /** The address of a partner's page for the customer's people. */
  pageOf: (partnerKey: string) => string;
}): () => Promise<void> {
  const { stores, clock, log, mailer, mails, pace, customerName } = deps;
  /** By request: of which word which addresses were told, so that a row that could not be written doubles nothing. */
  const told = new Map<string, { readonly word: string; readonly addresses: Set<string> }>();
  const tries = new Map<string, { readonly count: number; readonly notBefore: number }>();

  const later = (key: string): void => {
    const count = (tries.get(key)?.count ?? 0) + 1;
    const pause = PAUSES_MS[Math.min(count, PAUSES_MS.length) - 1] ?? BETWEEN_MAILS_MS;
    tries.set(key, { count, notBefore: clock.now().getTime() + pause });
  };

  const isDue = (request: PartnerRequest, now: number): boolean => {
    if (request.state !== 'open' || (tries.get(request.key)?.notBefore ?? 0) > now) return false;
    if (request.toldAt === undefined) return true;
    return newestWordAt(request) > request.toldAt && now - Date.parse(request.toldAt) >= BETWEEN_MAILS_MS;
  };

  const contentFor = (request: PartnerRequest) => {
    const campaign = stores.campaigns.get(
      stores.assessments.get(request.assessmentKey)?.value.campaignKey ?? '',
    )?.value;
    const partner = stores.partners.get(request.partnerKey)?.value;
    if (!campaign || partner?.status !== 'active') return undefined;
    const contactName = stores.contacts.get(request.contactKey)?.value.name ?? 'A contact';
    const people = [{ address: campaign.askedBy.email, name: campaign.askedBy.name }];
    if (partner.ownerEmail && partner.ownerEmail !== campaign.askedBy.email.toLowerCase())
      people.push({ address: partner.ownerEmail, name: partner.ownerName ?? partner.ownerEmail });
    const isHelp = request.kind === 'help';
    const mail = mails.customer({
      customerName,
      kind: request.kind,
      contactName,
      partnerName: partner.name,
      campaignTitle: campaign.title,
      why: isHelp
        ? `${contactName} answers your questions for ${partner.name}, and would like to know something.`
        : whyAsked(request, stores),
      about: deps.aboutOf(request),
      words: isHelp ? wordsWaiting(request) : request.note === undefined ? [] : [request.note],
      ...(!isHelp && request.colleague ? { colleague: request.colleague } : {}),
      url: deps.pageOf(partner.key),
    });
    return { mail, people };
  };

  /** Whether everybody has been told; `false` for nobody to tell, and while the mailbox has sent enough this minute. */
  const mailAll = async (request: PartnerRequest, word: string): Promise<boolean> => {
    const content = contentFor(request);
    if (!content) return false;
    const before = told.get(request.key);
    const known = before?.word === word ? before : { word, addresses: new Set<string>() };
    told.set(request.key, known);
    let refused: NotReached | undefined;
    for (const { address, name } of content.people) {
      if (known.addresses.has(address)) continue;
      if (!pace.tryMail(`${request.key} ${address}`)) return false;
      try {
        await mailer.send({ to: address, toName: name, reference: request.key, ...content.mail });
        known.addresses.add(address);
      } catch (error) {
        if (!(error instanceof NotReached) || !error.isFinal) throw error;
        refused = error;
      }
    }
    // One of the two is enough; when both addresses are refused, somebody may put one right.
    if (known.addresses.size === 0 && refused) throw refused;
    if (refused) log.warn({ request: request.key }, 'one of the people to be told of a request has no good address');
    return true;
  };

  /** Before a word that came while the mail was on its way, so that it is told of in turn. */
  const toldAt = (newest: string, word: string): string =>
    newest > word ? new Date(Date.parse(newest) - 1).toISOString() : clock.now().toISOString();

  const tell = async (request: PartnerRequest): Promise<void> => {
    const word = newestWordAt(request);
    if (!(await mailAll(request, word))) return;
    await changeRequest(stores, request.key, (current) =>
      (current.toldAt ?? '') >= word ? undefined : { ...current, toldAt: toldAt(newestWordAt(current), word) },
    );
    told.delete(request.key);
    tries.delete(request.key);
  };

  return async () => {
    const now = clock.now().getTime();
    for (const { value } of stores.partnerRequests.by('state', 'open')) {
      if (!isDue(value, now)) continue;
      try {
        await tell(value);
      } catch (error) {
        later(value.key);
        if (error instanceof NotReached)
          log.warn(
            { request: value.key, reason: error.reason },
            'nobody could be told of a request; it is tried again',
          );
        else if (error instanceof AppError && error.code === 'conflict')
          log.warn({ request: value.key }, 'a request changed meanwhile');
        else throw error;
      }
    }
  };
}
