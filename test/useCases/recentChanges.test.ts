import type { JournalEntry } from '../../src/domain/journal';
import type { Stores } from '../../src/useCases/ports';
import { recentChanges } from '../../src/useCases/recentChanges';

const journal = (...acts: readonly [act: JournalEntry['act'], actorId: string, partner: string][]) => {
  const rows = acts.map(([act, actorId, partner], index) => ({
    // A change to the partner's own row stands under its key alone.
    value: {
      act,
      actorId,
      aggregate: act === 'changePutBack' ? partner : `c|${partner}`,
      detail: '',
      at: new Date(index * 60_000).toISOString(),
    },
  }));
  const stores = {
    journal: { all: () => rows },
    evidence: { get: () => undefined },
    contacts: { get: () => undefined },
    assessments: {
      get: (key: string) => (key.includes('|') ? { value: { partnerKey: key.split('|')[1] } } : undefined),
    },
    partners: { get: (key: string) => ({ value: { key, name: `Partner ${key}` } }) },
  } as unknown as Stores;
  const people = { nameOf: (id: string) => id } as Parameters<typeof recentChanges>[0]['people'];
  return (visible: readonly string[], limit = 10) =>
    recentChanges({ stores, people }, new Set(visible), limit).map(({ partnerKey, text }) => `${partnerKey} ${text}`);
};

describe('recent changes', () => {
  it('one review of many files is one line, and another person or partner begins a new one', () => {
    const recent = journal(
      ['submitted', 'Lupe', 'a'],
      ['evidenceAccepted', 'Jonas', 'a'],
      ['evidenceAccepted', 'Jonas', 'a'],
      ['evidenceAccepted', 'Jonas', 'a'],
      ['evidenceRejected', 'Jonas', 'a'],
      ['evidenceAccepted', 'Maya', 'b'],
    );
    expect(recent(['a', 'b'])).toEqual([
      'b Maya: Accepted a file',
      'a Jonas: Rejected a file',
      'a Jonas: Accepted 3 files',
      'a Lupe: Sent the answers',
    ]);
    expect(recent(['a'])).toHaveLength(3);
    expect(recent(['a', 'b'], 2)).toHaveLength(2);
  });

  it('a change to the row of a partner names the partner, and is told only to those who see it', () => {
    const recent = journal(['changePutBack', 'Jonas', 'a']);
    expect(recent(['a'])).toEqual(['a Jonas: Made a change in SharePoint, which was put back']);
    expect(recent(['b'])).toEqual([]);
  });
});
