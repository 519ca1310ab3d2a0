import { withoutDoubledStops } from '../../../src/domain/text';
import type { OutboundCard } from '../../../src/useCases/ports';
import type {
  Action,
  ActionData,
  ActionSet,
  Card,
  ChoiceItem,
  ChoiceSetInput,
  Container,
  ContainerStyle,
  Element,
  ExecuteAction,
  OpenUrlAction,
  RichTextBlock,
  Spacing,
  TextLook,
} from './cardTypes';
import { asRun, shortened, withoutMarkdown } from './plainText';

export type { Action, ChoiceItem, Element } from './cardTypes';

/** Longer titles of buttons are cut off by clients, each at another place. */
const LONGEST_TITLE = 40;

type Look = TextLook & {
  readonly spacing?: Spacing;
  readonly horizontalAlignment?: 'Left' | 'Right';
};

/**
 * A card of version 1.5 with everything that a client needs that cannot show it.
 * @param more the questionnaire that it goes on with, when it does
 */
export function card(
  summary: string,
  body: readonly Element[],
  actions: readonly (Action | undefined)[] = [],
  { assessmentKey }: Pick<OutboundCard, 'assessmentKey'> = {},
): OutboundCard {
  const plain = withoutMarkdown(summary);
  const shown = actions.filter((action) => action !== undefined);
  const whole: Card = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: `${plain} Please open this message in a newer version of Teams.`,
    speak: plain,
    body,
    ...(shown.length > 0 && { actions: shown }),
  };
  return { summary: plain, ...(assessmentKey !== undefined && { assessmentKey }), card: whole };
}

/** The card's title. */
export const heading = (text: string, look: Look = {}): Element => ({
  type: 'TextBlock',
  style: 'heading',
  size: 'Medium',
  weight: 'Bolder',
  wrap: true,
  text: withoutMarkdown(text),
  ...look,
});

/** A paragraph. Rich text, because no client reads it as markdown, so texts from outside may stand in it. */
export function paragraph(text: string | readonly Part[], look: Look = {}): RichTextBlock {
  const { spacing, horizontalAlignment, ...run } = look;
  const parts = withoutDoubledEnd(typeof text === 'string' ? [text] : text);
  return {
    type: 'RichTextBlock',
    ...(spacing && { spacing }),
    ...(horizontalAlignment && { horizontalAlignment }),
    inlines: parts.map((part) => ({
      type: 'TextRun',
      text: asRun(withoutDoubledStops(wordsOf(part))),
      ...run,
      ...(typeof part !== 'string' && { weight: 'Bolder' }),
    })),
  };
}

type Part = string | { readonly bold: string };
const wordsOf = (part: Part | undefined): string => (typeof part === 'string' ? part : (part?.bold ?? ''));

/** A name in bold may bring its own full stop to the end of a sentence, which goes on in the next run. */
function withoutDoubledEnd(parts: readonly Part[]): readonly Part[] {
  const last = parts.at(-1);
  if (typeof last !== 'string' || !/[^.]\.\.$/.test(parts.map(wordsOf).join(''))) return parts;
  const kept = last.slice(0, -1);
  return kept === '' ? parts.slice(0, -1) : [...parts.slice(0, -1), kept];
}

export const subtle = (text: string, look: Look = {}): RichTextBlock =>
  paragraph(text, { isSubtle: true, size: 'Small', spacing: 'Small', ...look });

/** Small words that end in a link. Clients that cannot follow it show it as words. */
export function subtleWithLink(text: string, title: string, url: string): Element {
  const block = subtle(`${text} `);
  const link = {
    type: 'TextRun',
    text: title,
    size: 'Small',
    color: 'Accent',
    selectAction: openUrl(title, url),
  } as const;
  return { ...block, inlines: [...block.inlines, link] };
}

export const container = (
  items: readonly Element[],
  style?: ContainerStyle,
  more: Partial<Omit<Container, 'type' | 'items'>> = {},
): Element => ({ type: 'Container', ...(style && { style }), items, ...more });

/** Text at the left, something short at the right. */
export const split = (
  left: readonly Element[],
  right: readonly Element[],
  more: { readonly separator?: boolean; readonly spacing?: Spacing } = {},
): Element => ({
  type: 'ColumnSet',
  ...more,
  columns: [
    { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: left },
    { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: right },
  ],
});

/** Buttons within the body, because Teams shows only some below a card. */
export const buttons = (
  actions: readonly Action[],
  more: { readonly separator?: boolean; readonly spacing?: Spacing } = {},
): ActionSet => ({ type: 'ActionSet', ...more, actions });

/**
 * A button that comes back to the bot and has its card replaced; older clients send the same data as a message.
 * @param more `inputs: 'none'` sends no inputs and checks none; `tooltip` tells buttons of the same title apart
 */
export function execute(
  title: string,
  verb: string,
  data: ActionData,
  {
    isPrimary = false,
    inputs = 'auto',
    tooltip,
  }: { isPrimary?: boolean; inputs?: 'auto' | 'none'; tooltip?: string } = {},
): ExecuteAction {
  const common = {
    title: shortened(withoutMarkdown(title), LONGEST_TITLE),
    ...(tooltip !== undefined && { tooltip: withoutMarkdown(tooltip) }),
    data: { ...data, verb },
    associatedInputs: inputs,
    ...(isPrimary && { style: 'positive' as const }),
  };
  return { type: 'Action.Execute', verb, ...common, fallback: { type: 'Action.Submit', ...common } };
}

/** A button that opens a web page. */
export const openUrl = (title: string, url: string): OpenUrlAction => ({ type: 'Action.OpenUrl', title, url });

export const choiceSet = (
  id: string,
  label: string,
  choices: readonly ChoiceItem[],
  more: Partial<Omit<ChoiceSetInput, 'type' | 'id' | 'label' | 'choices' | 'wrap'>> = {},
): Element => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  wrap: true,
  choices: choices.map(({ title, value }) => ({ title: withoutMarkdown(title), value })),
  ...more,
});
