import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningProduct } from '../../support/product';
import { isExclusive } from './exclusive';

/** A field of a card, as far as somebody who fills it in must know it. */
export interface CardField {
  readonly type: string;
  readonly id: string;
  readonly label?: string;
  readonly value?: string | number;
  readonly isMultiSelect?: boolean;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
}
/** A card as it stands in the chat. */
export interface ChatCard {
  readonly body: readonly object[];
  readonly actions?: readonly CardButton[];
}
export interface CardButton {
  readonly title: string;
  readonly tooltip?: string;
  readonly verb?: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Every part of a card, however deep, that is of a type. */
function partsOf<T>(value: unknown, isWanted: (type: string) => boolean): readonly T[] {
  if (Array.isArray(value)) return value.flatMap((each) => partsOf<T>(each, isWanted));
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && isWanted(String(value.type)) ? [value as T] : [];
  return [...own, ...Object.values(value).flatMap((each) => partsOf<T>(each, isWanted))];
}

export const fieldsOf = (card: ChatCard): readonly CardField[] => partsOf(card, (type) => type.startsWith('Input.'));

export const buttonsOf = (card: ChatCard): readonly CardButton[] => partsOf(card, (type) => type === 'Action.Execute');

/** All words of a card, in order, with line breaks between them. */
export const wordsOf = (card: ChatCard): string =>
  partsOf<{ text?: string; inlines?: readonly { text?: string }[]; label?: string }>(card, () => true)
    .flatMap(({ text, inlines, label }) => [label, text, inlines?.map((run) => run.text ?? '').join('')])
    .filter((each) => each !== undefined)
    .join('\n');

/** The best answers to what has none on the card, as a client sends them: what stands there is sent as it stands. */
export function goodInputs(card: ChatCard, today: string): Record<string, string> {
  const answer = ({ type, isMultiSelect, choices = [] }: CardField): string => {
    if (type === 'Input.Number') return '30';
    if (type === 'Input.Date') return today;
    if (type === 'Input.Text') return 'The plant manager';
    const [first] = choices;
    return isMultiSelect
      ? choices.flatMap(({ title, value }) => (isExclusive(title) ? [] : [value])).join(',')
      : (first?.value ?? '');
  };
  const isReason = (id: string): boolean => id.startsWith('r.');
  return Object.fromEntries(
    fieldsOf(card).flatMap((field) => {
      if (field.value !== undefined) return [[field.id, String(field.value)] as const];
      return isReason(field.id) ? [] : [[field.id, answer(field)] as const];
    }),
  );
}

/** The bot takes 40 presses of a person in 10 seconds; some are left to who presses in the window meanwhile. */
const PRESSES = { limit: 25, windowMs: 10_500 };
/** How long somebody waits who was told to wait a few seconds, in milliseconds. */
const A_FEW_SECONDS = 3_000;
const MOST_WAITS = 10;

/** A person's side of the chat without a window: presses the newest card's buttons as a client would. */
export function cardChat(product: RunningProduct, person: string) {
  const newest = async (): Promise<ChatCard> => {
    const { activities } = await product.control<{ activities: { attachments?: { content?: ChatCard }[] }[] }>(
      'GET',
      `/chat?person=${encodeURIComponent(person)}`,
    );
    const card = activities.flatMap(({ attachments = [] }) => attachments.map(({ content }) => content)).at(-1);
    if (!card) throw new Error(`${person} has no card.`);
    return card;
  };
  const pressedAt: number[] = [];
  const send = async ({ title, verb, data }: CardButton, inputs: object): Promise<ChatCard> => {
    const oldest = pressedAt.at(-PRESSES.limit);
    if (oldest !== undefined) await sleep(Math.max(0, oldest + PRESSES.windowMs - performance.now()));
    pressedAt.push(performance.now());
    for (let waits = 0; ; waits += 1) {
      const answer = await product.control<{ status?: number; body?: { value?: ChatCard } }>('POST', '/chat', {
        person,
        action: { verb, data, inputs },
      });
      const card = answer.body?.value;
      if (card?.body) return card;
      // The window presses as well, so the bot may still ask to wait.
      if (answer.status !== 429 || waits >= MOST_WAITS) throw new Error(`${title}: ${JSON.stringify(answer)}`);
      await sleep(A_FEW_SECONDS);
    }
  };
  const buttonOn = (card: ChatCard, title: string): CardButton => {
    const found = buttonsOf(card).find((each) => each.title === title || each.tooltip === title);
    if (found) return found;
    throw new Error(`No “${title}” on: ${wordsOf(card)} [${buttonsOf(card).map((each) => each.title)}]`);
  };
  return {
    newest,
    /** How often a button was pressed here. */
    presses: () => pressedAt.length,
    press: async (title: string, inputs: object = {}): Promise<ChatCard> =>
      send(buttonOn(await newest(), title), inputs),
    /**
     * Saves card after card, each as good as it can be, until one shows that is no card of questions or that is to be
     * looked at. Gives that card.
     */
    async answerUntil(today: string, isToLookAt: (card: ChatCard) => boolean): Promise<ChatCard> {
      let card = await newest();
      for (let steps = 0; steps < 150; steps += 1) {
        const save = buttonsOf(card).find(({ verb }) => verb === 'save');
        if (!save || isToLookAt(card)) return card;
        card = await send(save, goodInputs(card, today));
        if (/Please check/.test(wordsOf(card))) throw new Error(wordsOf(card));
      }
      throw new Error('There is no end to the cards.');
    },
  };
}
