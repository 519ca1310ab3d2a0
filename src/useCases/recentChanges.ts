import type { Overview } from '../contracts/overview';
import type { JournalEntry } from '../domain/journal';
import { entryInWords } from './historyLines';
import type { People } from './people';
import type { Stores } from './ports';

/** What many acts of one kind are called together. */
const TOGETHER: Partial<Record<JournalEntry['act'], (count: number) => string>> = {
  evidenceAccepted: (count) => `Accepted ${count} files`,
  evidenceRejected: (count) => `Rejected ${count} files`,
  notApplicableAgreed: (count) => `Agreed that ${count} questions do not apply`,
};

/**
 * The newest lines of the journal that concern these partners, newest first. What one person did to one partner in a row
 * is one line, so that a review of twenty files does not push everything else away.
 */
export function recentChanges(
  deps: { readonly stores: Stores; readonly people: People },
  visible: ReadonlySet<string>,
  limit: number,
): Overview['recent'] {
  const { stores, people } = deps;
  const lines: Overview['recent'] = [];
  let run: { readonly act: string; readonly actorId: string; readonly partnerKey?: string; count: number } | undefined;
  const newest = [...stores.journal.all()].sort((a, b) => (a.value.at < b.value.at ? 1 : -1));
  for (const { value } of newest) {
    const words = entryInWords(stores, value);
    const assessment = stores.assessments.get(value.aggregate)?.value;
    const partnerKey =
      assessment?.partnerKey ??
      stores.contacts.get(value.aggregate)?.value.partnerKey ??
      stores.partners.get(value.aggregate)?.value.key;
    if (!words || (partnerKey !== undefined && !visible.has(partnerKey))) continue;
    const together = TOGETHER[value.act];
    const last = lines.at(-1);
    const isSame = run?.act === value.act && run.actorId === value.actorId && run.partnerKey === partnerKey;
    if (run && last && together && isSame) {
      run.count += 1;
      lines[lines.length - 1] = { ...last, text: `${people.nameOf(value.actorId)}: ${together(run.count)}` };
      continue;
    }
    if (lines.length >= limit) break;
    run = { act: value.act, actorId: value.actorId, partnerKey, count: 1 };
    const partnerName = partnerKey === undefined ? undefined : stores.partners.get(partnerKey)?.value.name;
    lines.push({ at: value.at, partnerKey, partnerName, text: `${people.nameOf(value.actorId)}: ${words}` });
  }
  return lines;
}
