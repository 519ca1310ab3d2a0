import { setImmediate as turn } from 'node:timers/promises';
import { createPeople } from '../../src/useCases/people';
import type { Stores } from '../../src/useCases/ports';
import { silentLog, TestClock } from './world';

/** Nobody is known from rows. */
const nothing = { all: () => [], get: () => undefined };
const stores = { contacts: nothing, partners: nothing, campaigns: nothing } as unknown as Stores;

describe('the name of somebody who worked in SharePoint only, after a restart', () => {
  const opened = (answer: (oid: string) => Promise<string | undefined>) => {
    const asked: string[] = [];
    const told: (readonly string[])[] = [];
    const clock = new TestClock();
    const people = createPeople({
      stores,
      clock,
      log: silentLog,
      changes: { tell: (_noun, keys) => void told.push(keys) },
      directory: {
        nameOf: (oid) => {
          asked.push(oid);
          return answer(oid);
        },
      },
    });
    return { people, asked, told, clock };
  };

  it('is asked for once, and pages are told when it comes', async () => {
    const { people, asked, told } = opened(async () => 'Jonas Berg');
    expect([people.nameOf('oid:jonas'), people.nameOf('oid:jonas')]).toEqual(['A colleague', 'A colleague']);
    await turn();
    expect(people.nameOf('oid:jonas')).toBe('Jonas Berg');
    expect([asked, told]).toEqual([['jonas'], [['jonas']]]);
  });

  it('stays open while the directory does not answer or has nobody, and is asked for again later, not at every look', async () => {
    for (const answer of [async () => undefined, () => Promise.reject(new Error('away'))]) {
      const { people, asked, told, clock } = opened(answer);
      for (let look = 0; look < 5; look += 1) {
        expect(people.nameOf('oid:jonas')).toBe('A colleague');
        await turn();
      }
      expect(asked).toHaveLength(1);
      clock.advance(11 * 60_000);
      people.nameOf('oid:jonas');
      await turn();
      expect(asked).toHaveLength(2);
      expect(told).toEqual([]);
    }
  });

  it('is not asked for when a token has said it', () => {
    const { people, asked } = opened(async () => 'Somebody else');
    people.learn({ oid: 'maya', name: 'Maya Okafor' });
    expect(people.nameOf('oid:maya')).toBe('Maya Okafor');
    expect(asked).toEqual([]);
  });
});
