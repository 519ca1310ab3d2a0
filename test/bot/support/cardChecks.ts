import { AdaptiveCard, SerializationContext, Version } from 'adaptivecards';
import type { Card } from './startBot';

/** Every object in a card, depth first. */
export function elementsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = value as Record<string, unknown>;
  return [own, ...Object.entries(own).flatMap(([name, each]) => (name === 'data' ? [] : elementsOf(each)))];
}

export const inputsOf = (card: Card): Record<string, unknown>[] =>
  elementsOf(card).filter(({ type }) => String(type).startsWith('Input.'));

/** All that a person reads, joined. */
export const wordsOf = (card: Card | undefined): string =>
  elementsOf(card)
    .flatMap(({ text, label, title }) => [text, label, title])
    .filter((each) => typeof each === 'string')
    .join('\n');

export const buttonsOf = (
  card: Card | undefined,
): { title: string; verb?: string; url?: string; data?: Record<string, unknown> }[] =>
  elementsOf(card)
    .filter(({ type }) => type === 'Action.Execute' || type === 'Action.OpenUrl')
    .map((action) => action as unknown as { title: string });

export const button = (card: Card | undefined, title: string) => {
  const found = buttonsOf(card).find((each) => each.title === title);
  if (!found)
    throw new Error(
      `No button "${title}" among ${buttonsOf(card)
        .map((each) => each.title)
        .join(', ')}`,
    );
  return found;
};

/** What is wrong with a card for Teams, in words. Empty when nothing is. */
export function faultsOf(card: Card): string[] {
  const faults: string[] = [];
  const say = (isWrong: boolean, fault: string): void => {
    if (isWrong) faults.push(fault);
  };
  const elements = elementsOf(card);
  const inputs = inputsOf(card);
  const ids = inputs.map(({ id }) => id);
  say(card.version !== '1.5', 'version is not 1.5');
  say(!card.fallbackText || !card.speak, 'no fallbackText or speak');
  say(inputs.length > 6, `${inputs.length} inputs`);
  say(new Set(ids).size !== ids.length, 'ids are not unique');
  say(Buffer.byteLength(JSON.stringify(card)) > 28_000, 'larger than 28 KB');
  say((card.actions ?? []).length > 5, 'more than 5 actions');
  say(
    elements.some(({ style }) => style === 'filtered'),
    'a filtered choice list',
  );
  say(elements.filter(({ type }) => type === 'Image').length > 1, 'more than one picture');
  say(
    elements.some(({ type, altText }) => type === 'Image' && !altText),
    'a picture without words',
  );
  say(
    inputs.some(({ label }) => !label),
    'an input without a label',
  );
  say(
    elements.some(({ type, text }) => type === 'TextBlock' && /[*_[\]`<>~#|\\]|\{\{/.test(String(text))),
    'markdown in a text block',
  );
  say(
    elements.some(({ type, fallback }) => type === 'Action.Execute' && !fallback),
    'an Action.Execute without fallback',
  );
  const context = new SerializationContext(new Version(1, 5));
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  for (let index = 0; index < context.eventCount; index += 1) faults.push(context.getEventAt(index).message);
  for (const { errors } of parsed.validateProperties().validationEvents.map((event) => ({ errors: event.message })))
    faults.push(errors);
  return faults;
}
