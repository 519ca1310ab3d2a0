import fc from 'fast-check';
import { encode, readData, takeEdits } from '../../src/sharepoint/codecs/codec';
import { campaignCodec } from '../../src/sharepoint/codecs/campaign';
import { evidenceCodec } from '../../src/sharepoint/codecs/evidence';
import { partnerCodec } from '../../src/sharepoint/codecs/partner';
import { readDate, singleLine, writtenDate } from '../../src/sharepoint/fields';
import { joined, spread, storableJson } from '../../src/sharepoint/longText';
import { aKey, anEvidence, aPartner } from './builders';

describe('a row', () => {
  it('gives back the value it was made of, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'grapheme' }), (name, city) => {
        const partner = aPartner({ name, city });
        const cells = encode(partnerCodec, partner);
        const read = readData(partnerCodec, cells);
        expect(read).toEqual(JSON.parse(JSON.stringify(partner)));
        expect(takeEdits(partnerCodec, read, cells, undefined).edited).toEqual([]);
      }),
    );
  });

  it('keeps what a later version of this shape added', () => {
    const cells = encode(partnerCodec, { ...aPartner(), riskAppetite: 'low' } as ReturnType<typeof aPartner>);
    expect(readData(partnerCodec, cells)).toMatchObject({ riskAppetite: 'low' });
  });

  it('shows a name longer than its column cut off, without taking the cut for an edit', () => {
    const partner = aPartner({ name: `${'Very long name '.repeat(30)}Ltd` });
    const cells = encode(partnerCodec, partner);
    expect(String(cells.Title)).toHaveLength(255);
    expect(takeEdits(partnerCodec, partner, cells, undefined).value.name).toBe(partner.name);
  });

  it('of a campaign holds 12,000 partners, and says so when there are more', () => {
    const campaign = {
      key: aKey(),
      title: 'Yearly',
      status: 'open' as const,
      dueOn: '2026-12-31',
      openedAt: '2026-11-22T10:00:00Z',
      openedBy: 'oid:1',
      askedBy: { name: 'Maya', email: 'maya@northgate.example' },
      why: 'Because.',
      programId: 'ctpat',
      contentHash: 'x',
      partnerKeys: Array.from({ length: 12_000 }, aKey),
    };
    expect(readData(campaignCodec, encode(campaignCodec, campaign))).toEqual(campaign);
    const more = { ...campaign, partnerKeys: Array.from({ length: 20_000 }, aKey) };
    expect(() => encode(campaignCodec, more)).toThrow(/too much/);
  });
});

describe('long text', () => {
  it('spread over columns is whole again, with no part beside a space or half a character', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 30_000 }), { maxLength: 6 }), (texts) => {
        const json = storableJson(texts);
        const parts = spread('Body', 6, json);
        expect(joined('Body', 6, parts)).toBe(json);
        for (const part of Object.values(parts)) if (part !== null && part !== json) expect(part.trim()).toBe(part);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a date column', () => {
  it.each([
    ['UTC', 0],
    ['Toronto', -5],
    ['Los Angeles', -8],
    ['Hanoi', 7],
    ['Tokyo', 9],
    ['Auckland in winter', 12],
    ['Samoa', -11],
  ])('keeps the day in a site set to %s', (_name, hours) => {
    const midnightThere = new Date(Date.parse('2027-03-01T00:00:00Z') - hours * 3_600_000).toISOString();
    expect(readDate(midnightThere)).toBe('2027-03-01');
    const dayThere = new Date(Date.parse(writtenDate('2027-03-01')) + hours * 3_600_000).toISOString().slice(0, 10);
    expect(dayThere).toBe('2027-03-01');
    expect(readDate(writtenDate('2027-03-01'))).toBe('2027-03-01');
  });
});

describe('the review state', () => {
  it('a reviewer set in the library is kept when another person only adds a note', () => {
    const base = { ...anEvidence({ sha256: 'a'.repeat(64) }), storedName: 'x.pdf' };
    const jonas = { id: 'jonas', name: 'Jonas', at: '2026-11-22T10:00:00Z' };
    const reviewed = takeEdits(
      evidenceCodec,
      base,
      { ...encode(evidenceCodec, base), ReviewState: 'accepted' },
      jonas,
    ).value;
    expect(reviewed).toMatchObject({ reviewState: 'accepted', reviewedBy: 'oid:jonas', reviewedAt: jonas.at });
    const noted = takeEdits(
      evidenceCodec,
      reviewed,
      { ...encode(evidenceCodec, reviewed), ReviewNote: 'Good' },
      { ...jonas, id: 'maya' },
    ).value;
    expect(noted).toMatchObject({ reviewedBy: 'oid:jonas', reviewNote: 'Good' });
  });
});

it('a single line has no line breaks, no unstorable characters and no half characters', () => {
  expect(singleLine('a\r\nb\u0000c')).toBe('a b c');
  expect(singleLine(`${'x'.repeat(253)}🚚🚚`).isWellFormed?.() ?? true).toBe(true);
});
