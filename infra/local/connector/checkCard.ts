import { checkVocabulary } from './cardVocabulary';
import { badArgument } from './connectorError';
import { isRecord } from './isRecord';

/** The newest card version that Teams takes from bots. */
const NEWEST_CARD = [1, 5] as const;
/** A card is refreshed by itself for at most so many people. */
const MOST_REFRESHED = 60;

/** Throws a ConnectorError, 400, unless Teams can show the card. */
export function checkCard(card: unknown): void {
  if (!isRecord(card) || card.type !== 'AdaptiveCard') throw badArgument('The card is not an AdaptiveCard.');
  const [major, minor] = String(card.version ?? '')
    .split('.')
    .map(Number);
  if (major === undefined || minor === undefined || Number.isNaN(major) || Number.isNaN(minor)) {
    throw badArgument('The card has no version.');
  }
  if (major > NEWEST_CARD[0] || (major === NEWEST_CARD[0] && minor > NEWEST_CARD[1])) {
    throw badArgument(`Adaptive Card version ${major}.${minor} is newer than Teams shows (${NEWEST_CARD.join('.')}).`);
  }
  checkVocabulary(card);
  if (card.refresh !== undefined) checkRefresh(card.refresh);
}

/** True when Teams can show the card. */
export function isShowable(card: unknown): boolean {
  try {
    checkCard(card);
    return true;
  } catch {
    return false;
  }
}

/**
 * The data of the `Action.Submit` that an old client offers in the place of an `Action.Execute`, named by verb or id.
 * Undefined when the card has no such action, or its action no such fallback: old clients then show no button.
 */
export function submitFallback(
  card: unknown,
  { verb, id }: { readonly verb?: string; readonly id?: string },
): { readonly data: Readonly<Record<string, unknown>> } | undefined {
  for (const action of executeActionsOf(card)) {
    if (verb !== undefined ? action.verb !== verb : id !== undefined && action.id !== id) continue;
    const { fallback } = action;
    if (!isRecord(fallback) || fallback.type !== 'Action.Submit') continue;
    return { data: isRecord(fallback.data) ? fallback.data : {} };
  }
  return undefined;
}

function executeActionsOf(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(executeActionsOf);
  if (!isRecord(value)) return [];
  const inner = Object.entries(value).flatMap(([name, each]) => (name === 'data' ? [] : executeActionsOf(each)));
  return value.type === 'Action.Execute' ? [value, ...inner] : inner;
}

function checkRefresh(refresh: unknown): void {
  if (!isRecord(refresh)) throw badArgument('refresh must be an object.');
  if (!isRecord(refresh.action) || refresh.action.type !== 'Action.Execute') {
    throw badArgument('refresh.action must be an Action.Execute.');
  }
  const { userIds } = refresh;
  if (userIds === undefined) return;
  if (!Array.isArray(userIds) || userIds.some((id) => typeof id !== 'string')) {
    throw badArgument('refresh.userIds must be a list of ids.');
  }
  if (userIds.length > MOST_REFRESHED) throw badArgument(`refresh.userIds has more than ${MOST_REFRESHED} entries.`);
}
