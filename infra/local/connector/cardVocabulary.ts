import { badArgument } from './connectorError';
import { isRecord } from './isRecord';

/** The properties of a card itself in the schema of version 1.5, and Teams' own `msteams`. */
const CARD_PROPERTIES = new Set(
  (
    'type $schema version refresh authentication body actions selectAction fallbackText backgroundImage metadata ' +
    'minHeight rtl speak lang verticalContentAlignment msteams'
  ).split(' '),
);

/** Elements, actions and other typed objects of the schema of version 1.5, and the query for choices of Teams. */
const TYPES = new Set(
  (
    'AdaptiveCard TextBlock Image Media MediaSource CaptionSource RichTextBlock TextRun ActionSet Container ColumnSet Column FactSet ' +
    'Fact ImageSet Table TableRow TableCell TableColumnDefinition BackgroundImage Refresh Authentication TokenExchangeResource AuthCardButton ' +
    'TargetElement Metadata Input.Text Input.Number Input.Date Input.Time Input.Toggle Input.ChoiceSet Input.Choice Data.Query ' +
    'Action.OpenUrl Action.Submit Action.Execute Action.ShowCard Action.ToggleVisibility'
  ).split(' '),
);
/** What holds elements or actions: each of them says what it is. */
const TYPED_LISTS = new Set(['body', 'items', 'actions']);
/** What an app puts into a card for itself or for Teams: not the schema's affair. */
const OPAQUE = new Set(['data', 'msteams', 'metadata', 'requires']);
const DEEPEST = 100;

/** Throws a ConnectorError, 400, for a property of the card, an element or an action that Adaptive Cards 1.5 does not have. */
export function checkVocabulary(card: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(card).find((name) => !CARD_PROPERTIES.has(name));
  if (unknown !== undefined) throw badArgument(`Unknown property '${unknown.slice(0, 100)}' of the card.`);
  checkTypes(card, 0);
}

function checkTypes(value: unknown, depth: number): void {
  if (depth > DEEPEST) throw badArgument('The card is nested too deeply.');
  if (Array.isArray(value)) {
    for (const one of value as unknown[]) checkTypes(one, depth + 1);
    return;
  }
  if (!isRecord(value)) return;
  if (value.type !== undefined && !TYPES.has(String(value.type)))
    throw badArgument(`Unknown element or action '${String(value.type).slice(0, 100)}' in the card.`);
  for (const [name, inner] of Object.entries(value)) {
    if (OPAQUE.has(name)) continue;
    if (TYPED_LISTS.has(name)) checkList(name, inner);
    checkTypes(inner, depth + 1);
  }
}

function checkList(name: string, list: unknown): void {
  if (!Array.isArray(list)) throw badArgument(`'${name}' of a card must be an array.`);
  for (const one of list as unknown[])
    if (!isRecord(one) || typeof one.type !== 'string')
      throw badArgument(`Everything in '${name}' of a card needs a type.`);
}
