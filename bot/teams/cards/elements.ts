import { withoutDoubledStops } from '../../../src/domain/text';
import type { OutboundCard } from '../../../src/useCases/ports';
import { asRun, shortened, withoutMarkdown } from './plainText';

/** One element, action or input of an Adaptive Card. */
export interface Element {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** Longer titles of buttons are cut off by clients, each at another place. */
const LONGEST_TITLE = 40;

/** What an action says when it is pressed. Everything in it comes back as input from outside. */
export type ActionData = Readonly<Record<string, unknown>>;

type Look = {
  readonly size?: 'Small' | 'Default' | 'Medium' | 'Large';
  readonly weight?: 'Default' | 'Bolder';
  readonly isSubtle?: boolean;
  readonly color?: 'Default' | 'Good' | 'Warning' | 'Attention';
  readonly spacing?: 'None' | 'Small' | 'Default' | 'Medium' | 'Large';
  readonly horizontalAlignment?: 'Left' | 'Right';
};

/**
 * A card of version 1.5 with everything that a client needs that cannot show it.
 * @param more the questionnaire that it goes on with, when it does
 */
export function card(
  summary: string,
  body: readonly Element[],
  actions: readonly (Element | undefined)[] = [],
  { assessmentKey }: Pick<OutboundCard, 'assessmentKey'> = {},
): OutboundCard {
  const plain = withoutMarkdown(summary);
  const shown = actions.filter((action) => action !== undefined);
  return {
    summary: plain,
    ...(assessmentKey !== undefined && { assessmentKey }),
    card: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: `${plain} Please open this message in a newer version of Teams.`,
      speak: plain,
      body,
      ...(shown.length > 0 && { actions: shown }),
    },
  };
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
export function paragraph(text: string | readonly Part[], look: Look = {}): Element {
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

export const subtle = (text: string, look: Look = {}): Element =>
  paragraph(text, { isSubtle: true, size: 'Small', spacing: 'Small', ...look });

/** Small words that end in a link. Clients that cannot follow it show it as words. */
export function subtleWithLink(text: string, title: string, url: string): Element {
  const { inlines, ...block } = subtle(`${text} `) as Element & { readonly inlines: readonly object[] };
  const link = { type: 'TextRun', text: title, size: 'Small', color: 'Accent', selectAction: openUrl(title, url) };
  return { ...block, inlines: [...inlines, link] };
}

export const container = (
  items: readonly Element[],
  style?: 'emphasis' | 'good' | 'warning' | 'attention' | 'accent',
  more: Record<string, unknown> = {},
): Element => ({ type: 'Container', ...(style && { style }), items, ...more });

/** Text at the left, something short at the right. */
export const split = (
  left: readonly Element[],
  right: readonly Element[],
  more: Record<string, unknown> = {},
): Element => ({
  type: 'ColumnSet',
  ...more,
  columns: [
    { type: 'Column', width: 'stretch', verticalContentAlignment: 'Center', items: left },
    { type: 'Column', width: 'auto', verticalContentAlignment: 'Center', items: right },
  ],
});

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
): Element {
  const common = {
    title: shortened(withoutMarkdown(title), LONGEST_TITLE),
    ...(tooltip !== undefined && { tooltip: withoutMarkdown(tooltip) }),
    data: { ...data, verb },
    associatedInputs: inputs,
    ...(isPrimary && { style: 'positive' }),
  };
  return { type: 'Action.Execute', verb, ...common, fallback: { type: 'Action.Submit', ...common } };
}

/** A button that opens a web page. */
export const openUrl = (title: string, url: string): Element => ({ type: 'Action.OpenUrl', title, url });

export interface ChoiceItem {
  readonly title: string;
  readonly value: string;
}

export const choiceSet = (
  id: string,
  label: string,
  choices: readonly ChoiceItem[],
  more: Record<string, unknown> = {},
): Element => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  wrap: true,
  choices: choices.map(({ title, value }) => ({ title: withoutMarkdown(title), value })),
  ...more,
});
