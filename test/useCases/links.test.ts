import fc from 'fast-check';
import { createLinkSecrets, parseSecret, typedForm } from '../../src/useCases/linkSecret';
import { askedPartner, manager, newKey, reader, startWorld, type World } from './world';

const keys = [
  { version: 1, key: Buffer.alloc(32, 1) },
  { version: 2, key: Buffer.alloc(32, 2) },
];

describe('a secret', () => {
  const secrets = createLinkSecrets(keys);
  const linkKey = newKey();
  it('has 52 characters, is the same each time, and differs by link, generation and key', () => {
    const secret = secrets.sign(linkKey, 1, 2);
    expect(secret).toMatch(/^[0-9a-hjkmnp-tv-z]{52}$/);
    expect(secrets.sign(linkKey, 1, 2)).toBe(secret);
    const others = [secrets.sign(newKey(), 1, 2), secrets.sign(linkKey, 2, 2), secrets.sign(linkKey, 1, 1)];
    expect(new Set([secret, ...others]).size).toBe(4);
  });
  it('may be typed in any case, with blanks and dashes, and with letters that look like digits', () => {
    const secret = secrets.sign(linkKey, 3, 2);
    const typed = typedForm(secret).replaceAll('0', 'O').replaceAll('1', 'I').replaceAll('-', ' - ');
    const parsed = parseSecret(` ${typed} `);
    expect(parsed && secrets.verify(parsed, 3, 2)).toBe(true);
    expect(parsed && secrets.verify(parsed, 2, 2)).toBe(false);
    expect(parsed && secrets.verify(parsed, 3, 1)).toBe(false);
    expect(parsed && secrets.verify(parsed, 3, 9)).toBe(false);
  });
  it('with any character changed opens nothing', () => {
    const secret = secrets.sign(linkKey, 1, 2);
    fc.assert(
      fc.property(
        fc.integer({ min: 26, max: 51 }),
        fc.constantFrom(...'0123456789abcdefghjkmnpqrstvwxyz'),
        (at, character) => {
          fc.pre(secret[at] !== character);
          const parsed = parseSecret(secret.slice(0, at) + character + secret.slice(at + 1));
          expect(parsed && secrets.verify(parsed, 1, 2)).toBe(false);
        },
      ),
    );
  });
  it.each(['', 'x', 'u'.repeat(52), '0'.repeat(51), '0'.repeat(53), 'é'.repeat(52), '0'.repeat(300)])(
    '%j is none',
    (text) => {
      expect(parseSecret(text)).toBeUndefined();
    },
  );
});

describe('links', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  const secretOf = (url: string) => url.slice(url.indexOf('#') + 1);

  it('one row is made at the first need; the link repeats, opens the contact, and needs a code once there are answers', async () => {
    const asked = await askedPartner(world);
    await world.tenant.resetUsage();
    const [first, second] = await Promise.all([
      world.useCases.linkFor(asked.contact),
      world.useCases.linkFor(asked.contact),
    ]);
    expect((await world.tenant.work()).resourceUnits).toBe(2);
    expect(second).toEqual(first);
    expect(first.url).toMatch(/^http:\/\/localhost:3978\/answer\/#[0-9a-z]{52}$/);
    const opened = world.useCases.openLink(first.code);
    expect(opened).toMatchObject({ linkKey: asked.contactKey, generation: 1, needsCode: false });
    await world.useCases.saveAnswers(
      { contact: opened.contact, source: 'page' },
      { assessmentKey: asked.assessmentKey, sectionId: 'leadership' },
      { baseRevision: 0, answers: [{ questionId: 'leadershipStatement', value: 'yes' }] },
    );
    expect(world.useCases.openLink(secretOf(first.url)).needsCode).toBe(true);
  });

  it('a revoked link and its session end at once, and the next message carries another one', async () => {
    const asked = await askedPartner(world);
    const { url } = await world.useCases.linkFor(asked.contact);
    await expect(world.useCases.revokeLink(reader, asked.contactKey)).rejects.toMatchObject({ code: 'forbidden' });
    await world.useCases.revokeLink(manager, asked.contactKey);
    await world.useCases.revokeLink(manager, asked.contactKey);
    expect(() => world.useCases.openLink(secretOf(url))).toThrow(expect.objectContaining({ code: 'forbidden' }));
    expect(() => world.useCases.contactOfLink(asked.contactKey, 1)).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
    const next = await world.useCases.linkFor(asked.contact);
    expect(next.url).not.toBe(url);
    expect(world.useCases.openLink(secretOf(next.url)).generation).toBe(2);
    expect(() => world.useCases.openLink(secretOf(url))).toThrow(expect.objectContaining({ code: 'forbidden' }));
  });

  it('runs out 60 days after it was made or after the due date, says so, and is renewed when it is needed again', async () => {
    const asked = await askedPartner(world, { dueIn: 40 });
    const { url, expiresAt } = await world.useCases.linkFor(asked.contact);
    expect(Date.parse(expiresAt) - world.clock.now().getTime()).toBeGreaterThan(99 * 86_400_000);
    world.clock.advance(102 * 86_400_000);
    expect(() => world.useCases.openLink(secretOf(url))).toThrow(expect.objectContaining({ code: 'invalid' }));
    expect(() => world.useCases.contactOfLink(asked.contactKey, 1)).toThrow(
      expect.objectContaining({ code: 'unauthenticated' }),
    );
    expect((await world.useCases.linkFor(asked.contact)).url).toBe(url);
    expect(world.useCases.openLink(secretOf(url)).generation).toBe(1);
  });

  it('guessing causes no call at all', async () => {
    const asked = await askedPartner(world);
    await world.useCases.linkFor(asked.contact);
    await world.tenant.resetUsage();
    for (const guess of ['', 'x', '0'.repeat(52), `${asked.contactKey}${'0'.repeat(26)}`]) {
      expect(() => world.useCases.openLink(guess)).toThrow(expect.objectContaining({ code: 'notFound' }));
    }
    await world.useCases.sendCode(asked.contact);
    for (let guess = 0; guess < 10; guess++) expect(() => world.useCases.verifyCode(asked.contact, 'abc')).toThrow();
    expect((await world.tenant.work()).requests).toBe(0);
  });
});

describe('one-time codes', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());
  const lastCode = () => world.post.mails.at(-1)?.text ?? '';
  const wrong = () => (lastCode() === '000000' ? '000001' : '000000');

  it('is mailed to the masked address, works once, with blanks too', async () => {
    const { contact } = await askedPartner(world, { email: 'lupe@acero.example' });
    expect(await world.useCases.sendCode(contact)).toEqual({ sentTo: 'l…@acero.example' });
    const code = lastCode();
    expect(code).toMatch(/^\d{6}$/);
    world.useCases.verifyCode(contact, ` ${code.slice(0, 3)} ${code.slice(3)} `);
    expect(() => world.useCases.verifyCode(contact, code)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  it('is of no use to another contact, after 5 tries, after 30 minutes, or after a newer one', async () => {
    const [{ contact }, { contact: other }] = [await askedPartner(world), await askedPartner(world)];
    await world.useCases.sendCode(contact);
    const first = lastCode();
    expect(() => world.useCases.verifyCode(other, first)).toThrow(expect.objectContaining({ code: 'invalid' }));
    for (let left = 4; left >= 1; left--) {
      expect(() => world.useCases.verifyCode(contact, wrong())).toThrow(
        left === 1 ? /one try left/ : new RegExp(`${left} tries left`),
      );
    }
    expect(() => world.useCases.verifyCode(contact, wrong())).toThrow(expect.objectContaining({ code: 'tooMany' }));
    expect(() => world.useCases.verifyCode(contact, first)).toThrow(expect.objectContaining({ code: 'tooMany' }));
    await world.useCases.sendCode(contact);
    const second = lastCode();
    world.clock.advance(31 * 60_000);
    expect(() => world.useCases.verifyCode(contact, second)).toThrow(/run out/);
  });

  it('at most 5 are sent within an hour', async () => {
    const { contact } = await askedPartner(world);
    for (let count = 0; count < 5; count++) await world.useCases.sendCode(contact);
    await expect(world.useCases.sendCode(contact)).rejects.toMatchObject({ code: 'tooMany' });
    world.clock.advance(61 * 60_000);
    await world.useCases.sendCode(contact);
  });
});
