import type { Pulse } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { placeTitles, positionOf } from './places';
import { clockTime } from './words';

/** The parts that were saved elsewhere since the page last looked. */
export const savedElsewhere = (view: QuestionnaireView, pulse: Pulse): Pulse['sections'] =>
  pulse.sections.filter((each) => {
    const section = view.sections[positionOf(view, each)];
    return section !== undefined && each.revision > section.revision;
  });

/** "Juan Pérez saved Seals at 10:42", of what others saved; what the reader saved elsewhere needs no telling. */
function saves(view: QuestionnaireView, changed: Pulse['sections']): string[] {
  const bySaver = new Map<string, Pulse['sections']>();
  for (const each of changed) {
    if (each.savedBy === view.contactName) continue;
    bySaver.set(each.savedBy, [...(bySaver.get(each.savedBy) ?? []), each]);
  }
  return [...bySaver].map(([by, parts]) => {
    const last =
      parts
        .map(({ savedAt }) => savedAt)
        .sort()
        .at(-1) ?? '';
    return `${by} saved ${placeTitles(view, parts, 2)} at ${clockTime(last)}.`;
  });
}

/** What colleagues and the customer did between two looks, in sentences; empty when nothing needs telling. */
export function newsOf(before: QuestionnaireView, after: QuestionnaireView, changed: Pulse['sections']): string[] {
  const news = saves(after, changed);
  for (const { key, messages, about } of after.help ?? []) {
    const known = before.help?.find((thread) => thread.key === key)?.messages.length ?? 0;
    const reply = messages.slice(known).findLast(({ isYou }) => !isYou);
    if (reply) news.push(`${reply.by} has answered your question${about ? ` about “${about}”` : ''}.`);
  }
  for (const delegation of after.delegations ?? []) {
    const { key, state, to, by, places } = delegation;
    const known = before.delegations?.find((each) => each.key === key);
    if (known?.state === state) continue;
    const you = after.colleagues?.find(({ isYou }) => isYou)?.contactKey;
    const parts = placeTitles(after, places, 2);
    if (state === 'done' && to.contactKey !== you) news.push(`${to.name} says that this is done: ${parts}.`);
    if (state === 'withdrawn' && delegation.isDeclined && known) news.push(`${to.name} has given this back: ${parts}.`);
    if (state === 'open' && !known && to.contactKey === you) news.push(`${by.name} handed this to you: ${parts}.`);
    if (state === 'open' && !known && by.contactKey !== you && to.contactKey !== you)
      news.push(`${by.name} handed this to ${to.name}: ${parts}.`);
  }
  for (const { key, state, name } of after.named ?? []) {
    const known = before.named?.find((each) => each.key === key);
    if (known?.state !== 'open' || state === 'open') continue;
    news.push(`${after.customerName} has ${state === 'agreed' ? 'agreed to' : 'not agreed to'} ${name ?? 'that'}.`);
  }
  for (const { id, name } of after.sites ?? []) {
    if (before.sites && !before.sites.some((site) => site.id === id))
      news.push(`A site was added: ${name ?? 'a site'}.`);
  }
  return news;
}
