import type { Channel, Contact, TeamsBinding } from '../domain/contact';
import { type AddressFingerprint, type ContactAddress, type Delivery, isPolicyStep } from '../domain/delivery';
import { saysNotMe } from '../domain/partnerRequest';
import { AppError, messageFor } from '../errors';
import { type ChannelCircuit, ChannelWaits } from './channelCircuit';
import { type ContactReach, REFUSED_BEFORE } from './contactReach';
import type { Addressed, MessageAbout, ReadMessageAbout } from './messageAbout';
import type { MessageCards, MessageMails, MessageView } from './messages';
import type { MakeMessageView } from './messageView';
import { notNeededReason } from './notNeededReason';
import { type Clock, type Log, type Mailer, type Messenger, NotReached, type Stored, type Stores } from './ports';
import type { SendingPace } from './sendingPace';
import type { UseCases } from './useCases';

/** One look works this long; what is left waits for the next look, so that stopping the service is quick. */
const LOOK_MS = 5_000;
const AT_ONCE = 4;
/** Waits after tries that may have worked or were asked to wait, in milliseconds. */
const PAUSES_MS = [5_000, 15_000, 60_000, 5 * 60_000, 15 * 60_000];
/** After so many unclear tries in Teams the mail, which always works, takes over. */
const TEAMS_TRIES = 6;

/** What is said of Teams in a row whose message went by mail because Teams took nothing for so long. */
const GIVEN_UP = 'In Teams: Teams takes no messages just now.';

type Outcome = Pick<
  Delivery,
  'state' | 'channel' | 'reason' | 'conversationId' | 'activityId' | 'tried' | 'isRefusedForGood' | 'toldOf'
>;

/** What Teams said finally, to which person, and where that counts as tried. */
interface TeamsAnswer {
  readonly oid: string;
  readonly text: string;
  readonly tried: readonly AddressFingerprint[];
}

/** What a person waits for goes before what the policy sends. */
const rankOf = ({ step }: Delivery): number => (isPolicyStep(step) ? 1 : 0);

/** Which card or mail a step is written as. */
const templateOf = ({ step }: Delivery): 'invitation' | 'reminder' | 'reply' | 'handedBack' | 'decided' => {
  if (step === 'reply' || step === 'handedBack' || step === 'decided') return step;
  return step === 'invitation' || step === 'handedOver' || step === 'widened' ? 'invitation' : 'reminder';
};

const asSentence = (reason: string): string => (/[.!?]$/.test(reason) ? reason : `${reason}.`);

/**
 * Sends what is queued in the ledger. A row is settled once, right after its message; a message whose row could not be
 * settled is remembered and only the row is written again, so that nothing is sent twice while the process lives.
 */
export function createSender(deps: {
  stores: Stores;
  clock: Clock;
  log: Log;
  messenger: Messenger;
  mailer: Mailer;
  cards: MessageCards;
  mails: MessageMails;
  pace: SendingPace;
  /** Whether Teams and mail answer at all. */
  ways: Readonly<Record<Channel, ChannelCircuit>>;
  messageView: MakeMessageView;
  about: ReadMessageAbout;
  linkFor: UseCases['linkFor'];
  reach: ContactReach;
}): () => Promise<void> {
  const { stores, clock, log, messenger, mailer, cards, mails, pace, ways, reach } = deps;
  /** What was sent and is not in the ledger yet. */
  const unsettled = new Map<string, Outcome>();
  const tries = new Map<string, { count: number; notBefore: number }>();
  /** What Teams said finally of messages that wait for their turn in the mail. */
  const teamsSaid = new Map<string, TeamsAnswer>();

  const addressedBy = (delivery: Delivery): Partial<Addressed> => ({
    campaign: stores.campaigns.get(delivery.campaignKey)?.value,
    assessment: stores.assessments.get(delivery.assessmentKey)?.value,
    partner: stores.partners.get(delivery.partnerKey)?.value,
    contact: stores.contacts.get(delivery.contactKey)?.value,
  });

  const settle = async (stored: Stored<Delivery>, outcome: Outcome): Promise<void> => {
    const { key } = stored.value;
    unsettled.set(key, outcome);
    let current: Stored<Delivery> | undefined = stored;
    for (let attempt = 1; current && current.value.state === 'queued'; attempt++) {
      try {
        await stores.deliveries.update(
          { ...current.value, ...outcome, finalAt: clock.now().toISOString() },
          current.version,
        );
        break;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'conflict' || attempt >= 3) throw error;
        current = await stores.deliveries.refresh(key);
      }
    }
    unsettled.delete(key);
    tries.delete(key);
    teamsSaid.delete(key);
  };

  /** @param way what it failed by, when it was sent */
  const later = (key: string, way?: Channel): void => {
    const count = (tries.get(key)?.count ?? 0) + 1;
    // While a way answers nobody, its own pauses hold; a message that was the probe must not wait longer than the others.
    const isShut = way !== undefined && ways[way].trouble !== undefined;
    const pause = isShut ? 0 : (PAUSES_MS[Math.min(count, PAUSES_MS.length) - 1] ?? 0);
    tries.set(key, { count, notBefore: clock.now().getTime() + pause });
  };

  const sendMail = async (delivery: Delivery, contact: Contact, view: MessageView): Promise<void> => {
    const content = mails[templateOf(delivery)](view);
    await mailer.send({ to: contact.email ?? '', toName: contact.name, reference: delivery.key, ...content });
  };

  const viewOf = async (delivery: Delivery, addressed: Addressed, about: MessageAbout): Promise<MessageView> =>
    deps.messageView({
      step: delivery.step,
      ...addressed,
      about,
      // A link of somebody who is not asked any more has ended, and making one would bring it back.
      link: addressed.contact.status === 'active' ? await deps.linkFor(addressed.contact) : undefined,
    });

  const isBlocked = (contact: Contact): boolean => reach.of(contact).some(({ state }) => state === 'blocked');

  const addressesOf = ({ retryTo }: Delivery, contact: Contact): readonly ContactAddress[] =>
    reach.of(contact).filter(({ fingerprint }) => retryTo === undefined || fingerprint === retryTo);
  const hasMail = (delivery: Delivery, contact: Contact): boolean =>
    addressesOf(delivery, contact).some(({ channel, state }) => channel === 'mail' && state !== 'dead');

  const firstWay = (delivery: Delivery, contact: Contact): Channel => {
    const isChat = addressesOf(delivery, contact).some(({ channel }) => channel === 'teams');
    return contact.teams && isChat && teamsSaid.get(delivery.key)?.oid !== contact.teams.oid ? 'teams' : 'mail';
  };

  /** Whether the way that a message takes first answers nobody just now. Asked before anything is read for the message. */
  const mustWait = (delivery: Delivery, contact: Contact): boolean => {
    if (firstWay(delivery, contact) === 'mail') return ways.mail.isWaiting;
    if (!ways.teams.isWaiting) return false;
    return !ways.teams.isGivenUp || !hasMail(delivery, contact) || ways.mail.isWaiting;
  };

  const inTeams = async (
    delivery: Delivery,
    addressed: Addressed,
    about: MessageAbout,
    teams: TeamsBinding,
    address: AddressFingerprint,
  ): Promise<Outcome | TeamsAnswer | 'again' | 'noTurn'> => {
    const { contact } = addressed;
    const wasBlocked = isBlocked(contact);
    try {
      const sent = await ways.teams.through(async () => {
        const view = await viewOf(delivery, addressed, about);
        await pace.card();
        return messenger.send(teams, cards[templateOf(delivery)](view));
      });
      return { state: 'sent', channel: 'teams', tried: [address], ...sent };
    } catch (error) {
      if (error instanceof ChannelWaits)
        return ways.teams.isGivenUp && hasMail(delivery, contact)
          ? { oid: teams.oid, text: GIVEN_UP, tried: [] }
          : 'noTurn';
      if (!(error instanceof NotReached)) throw error;
      // While Teams answers nobody, it says nothing about this message that it failed once more.
      const isItsOwn = ways.teams.trouble === undefined || ways.teams.isGivenUp;
      const isLastTry = isItsOwn && (tries.get(delivery.key)?.count ?? 0) + 1 >= TEAMS_TRIES;
      const isGivenUp = error.isFinal || isLastTry || (ways.teams.isGivenUp && hasMail(delivery, contact));
      if (!isGivenUp) return 'again';
      // A chat that was shut counts as not tried, so that the person is asked there once it opens again.
      const wasTried = !wasBlocked && !isBlocked(contact);
      return { oid: teams.oid, text: `In Teams: ${asSentence(error.reason)}`, tried: wasTried ? [address] : [] };
    }
  };

  /**
   * Tries the channels in order, or for a retry its one address. `again`: unclear, to be tried after a pause; `noTurn`:
   * the mailbox has sent enough this minute, or the way does not answer anybody just now.
   */
  const attempt = async (
    delivery: Delivery,
    addressed: Addressed,
    about: MessageAbout,
  ): Promise<Outcome | 'again' | 'noTurn'> => {
    const { contact } = addressed;
    const { key, retryTo } = delivery;
    const now = addressesOf(delivery, contact);
    if (now.length === 0)
      return retryTo === undefined
        ? {
            state: 'notReached',
            channel: delivery.channel,
            reason: 'There is no mail address and no Teams account.',
            tried: [],
          }
        : {
            state: 'notNeeded',
            channel: delivery.channel,
            reason: 'The contact was changed again before this message was sent.',
          };
    const [chat, mail] = (['teams', 'mail'] as const).map((channel) => now.find((each) => each.channel === channel));
    let said = teamsSaid.get(key);
    if (contact.teams && chat && said?.oid !== contact.teams.oid) {
      const answer = await inTeams(delivery, addressed, about, contact.teams, chat.fingerprint);
      if (answer === 'again' || answer === 'noTurn' || 'state' in answer) return answer;
      said = answer;
      teamsSaid.set(key, answer);
    }
    const fromTeams = chat ? said : undefined;
    const withTeams = (sentence: string): string => [fromTeams?.text, sentence].filter(Boolean).join(' ');
    const tried = fromTeams?.tried ?? [];
    if (!mail || mail.state === 'dead') {
      const ofMail = !contact.email ? 'There is no mail address.' : reach.refusal(contact) ? REFUSED_BEFORE : '';
      return { state: 'notReached', channel: mail ? 'mail' : 'teams', reason: withTeams(ofMail), tried };
    }
    if (ways.mail.isWaiting) return 'noTurn';
    if (!pace.tryMail(isPolicyStep(delivery.step) ? undefined : key)) return 'noTurn';
    const triedBoth = [...tried, mail.fingerprint];
    try {
      await ways.mail.through(async () => sendMail(delivery, contact, await viewOf(delivery, addressed, about)));
      return {
        state: 'sent',
        channel: 'mail',
        tried: triedBoth,
        ...(fromTeams ? { reason: withTeams('Sent by mail.') } : {}),
      };
    } catch (error) {
      if (error instanceof ChannelWaits) return 'noTurn';
      if (!(error instanceof NotReached)) throw error;
      if (!error.isFinal) return 'again';
      const reason = withTeams(`By mail: ${asSentence(error.reason)}`);
      return {
        state: 'notReached',
        channel: 'mail',
        reason,
        tried: triedBoth,
        isRefusedForGood: error.isAddressAtFault,
      };
    }
  };

  const isNotMe = ({ contactKey }: Delivery): boolean =>
    saysNotMe(
      stores.partnerRequests.by('contactKey', contactKey).map(({ value }) => value),
      contactKey,
    );

  const sendOne = async (key: string): Promise<void> => {
    const stored = stores.deliveries.get(key);
    if (stored?.value.state !== 'queued') return;
    const { value: delivery } = stored;
    const known = unsettled.get(key);
    if (known) return settle(stored, known);
    const { channel } = delivery;
    const notNeeded = (reason: string) => settle(stored, { state: 'notNeeded', channel, reason });
    const addressed = addressedBy(delivery);
    const reason = notNeededReason(delivery, addressed);
    if (reason !== undefined) return notNeeded(reason);
    if (isPolicyStep(delivery.step) && isNotMe(delivery))
      return notNeeded('The contact says that somebody else should be asked.');
    if (mustWait(delivery, (addressed as Addressed).contact)) return;
    const about = await deps.about(delivery, addressed as Addressed);
    if (about.notNeeded !== undefined) return notNeeded(about.notNeeded);
    const outcome = await attempt(delivery, addressed as Addressed, about);
    if (outcome === 'again') later(key, firstWay(delivery, (addressed as Addressed).contact));
    else if (outcome !== 'noTurn')
      await settle(stored, {
        ...outcome,
        ...(outcome.state === 'sent' && about.toldOf ? { toldOf: about.toldOf } : {}),
      });
  };

  return async () => {
    const started = clock.now().getTime();
    // While a way does not answer, it is tried by messages that have not failed yet: one may fail for a reason of its own.
    const isTried = ways.teams.trouble !== undefined || ways.mail.trouble !== undefined;
    const probeRank = ({ key }: Delivery): number => (isTried ? (tries.get(key)?.count ?? 0) : 0);
    const isReady = (key: string): boolean => (tries.get(key)?.notBefore ?? 0) <= started;
    const queue = stores.deliveries
      .by('state', 'queued')
      .map(({ value }) => value)
      .filter(({ key }) => isReady(key))
      .sort((a, b) => rankOf(a) - rankOf(b) || probeRank(a) - probeRank(b) || (a.queuedAt < b.queuedAt ? -1 : 1));
    const failures: unknown[] = [];
    const worker = async (): Promise<void> => {
      for (;;) {
        if (failures.length > 0 || clock.now().getTime() - started > LOOK_MS) return;
        const next = queue.shift();
        if (!next) return;
        try {
          await sendOne(next.key);
        } catch (error) {
          later(next.key);
          if (error instanceof AppError && error.code === 'conflict')
            log.warn({ delivery: next.key, error: messageFor(error) }, 'a delivery changed meanwhile');
          else failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    if (failures.length > 0) throw failures[0];
  };
}
