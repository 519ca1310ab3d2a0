import { messageFor } from '../errors';
import { setJournalHead } from './changeAssessment';
import type { Journal } from './journal';
import type { KeyedQueue } from './keyedQueue';
import type { People } from './people';
import type { Log, Stores } from './ports';

/** Somebody who worked in SharePoint itself. */
interface Editor {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
}

/** What becomes of people's work in SharePoint itself, as the change feed tells of it. Neither call waits or throws. */
export interface SharePointEdits {
  /** Columns that people may change were changed; the change holds. Reviews of evidence reach the journal with the score. */
  onEdited(noun: string, key: string, columns: readonly string[], person: Editor): void;
  /** Columns that are not people's to change were changed, and have been put back. The history of the partner tells it. */
  onPutBack(noun: string, key: string, columns: readonly string[], person: Editor): void;
}

/** Remembers people who work in SharePoint by name, and writes into the journal what had to be put back. */
export function createSharePointEdits(deps: {
  stores: Stores;
  journal: Journal;
  people: People;
  queue: KeyedQueue;
  log: Log;
}): SharePointEdits {
  const { stores, journal, people, queue, log } = deps;

  /** What the history of a partner is gathered from. The system site has no human members, so its lists have none. */
  const aggregateOf = (noun: string, key: string): string | undefined => {
    if (noun === 'evidence') return stores.evidence.get(key)?.value.assessmentKey;
    if (noun === 'sections') return key.split('|').slice(0, 2).join('|');
    return ['partners', 'contacts', 'campaigns', 'assessments'].includes(noun) ? key : undefined;
  };

  const tell = async (aggregate: string, detail: string, person: Editor): Promise<void> => {
    const row = stores.assessments.get(aggregate)?.value;
    const head = await journal.append(
      aggregate,
      { seq: row?.journalSeq ?? 0, hash: row?.journalHash ?? '' },
      { act: 'changePutBack', actorId: `oid:${person.id}`, detail },
    );
    if (row) await setJournalHead(stores, aggregate, head);
  };

  return {
    onEdited(noun, key, columns, person) {
      people.learn({ oid: person.id, name: person.name });
      log.info({ noun, key, columns, person: person.id }, 'A person changed columns in SharePoint.');
    },
    onPutBack(noun, key, columns, person) {
      people.learn({ oid: person.id, name: person.name });
      const aggregate = aggregateOf(noun, key);
      if (aggregate === undefined) return;
      const detail = `${noun} ${key}: ${columns.join(', ')}`;
      queue
        .run(`score ${aggregate}`, () => tell(aggregate, detail, person))
        .catch((error: unknown) =>
          log.warn({ noun, key, error: messageFor(error) }, 'That a change was put back is not in the journal.'),
        );
    },
  };
}
