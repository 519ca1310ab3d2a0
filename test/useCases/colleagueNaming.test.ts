import fc from 'fast-check';
import { askFirst, cleanNote, colleagueKey, namedColleague } from '../../src/useCases/colleagueNaming';
import { isPublicMail, mailDomain } from '../../src/useCases/publicMail';
import { key } from '../../src/contracts/common';
import { crypto, newKey } from './world';

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
// Of a kind that no provider has.
const company = fc.tuple(label, label).map(([name, more]) => `${name}.${more}-works.example`);
const local = fc.stringMatching(/^[a-z][a-z0-9.]{0,12}[a-z0-9]$/);

describe('who may be named without asking', () => {
  it('is whoever has an address at exactly the same domain of a company', () => {
    fc.assert(
      fc.property(local, local, company, (one, two, domain) => {
        expect(askFirst(`${one}@${domain}`, `${two}@${domain}`)).toBeUndefined();
        expect(askFirst(`${one}@${domain}`, `${two}@${domain.toUpperCase()}`)).toBeUndefined();
      }),
    );
  });

  it('is never anybody at another domain, a sub-domain, a longer or a shorter one', () => {
    fc.assert(
      fc.property(local, local, company, company, label, (one, two, domain, another, more) => {
        fc.pre(domain !== another);
        const others = [
          another,
          `${more}.${domain}`,
          `${domain}.${more}`,
          `${more}${domain}`,
          domain.slice(domain.indexOf('.') + 1),
        ];
        for (const other of others) {
          if (other === domain) continue;
          expect(askFirst(`${one}@${domain}`, `${two}@${other}`)).toBeDefined();
        }
      }),
    );
  });

  it('is never anybody because of an address that is none, or of two in one', () => {
    fc.assert(
      fc.property(company, fc.string({ unit: 'binary', maxLength: 40 }), (domain, text) => {
        for (const theirs of [`${text}@${domain}`, `a@${domain}${text}`, `a@${text}${domain}`]) {
          if (/^[a-z0-9_'+.-]{1,64}@[a-z0-9.-]+$/i.test(theirs) && theirs.toLowerCase().endsWith(`@${domain}`))
            continue;
          expect(askFirst(`lupe@${domain}`, theirs)).toBeDefined();
        }
      }),
    );
  });

  it.each([
    'gmail.com',
    'outlook.com',
    'hotmail.com',
    'yahoo.com.mx',
    'qq.com',
    '163.com',
    'proton.me',
    'icloud.com',
    'prodigy.net.mx',
    'eu.gmail.com',
  ])('is nobody at %s, where anybody can have an address', (domain) => {
    expect(isPublicMail(domain)).toBe(true);
    expect(askFirst(`lupe@${domain}`, `ana@${domain}`)).toBe('publicMail');
  });
  it.each(['acerosdelnorte.example', 'nguyenseafoods.example', 'harbourlink.example', 'microsoft.com', 'bosch.com.mx'])(
    'but %s is a company',
    (domain) => {
      expect(isPublicMail(domain)).toBe(false);
    },
  );

  it.each([
    'ana@xn--80ak6aa92e.com',
    'ana@acero.example.',
    'ana@.example',
    'ana@localhost',
    'ana@[127.0.0.1]',
    '"a b"@acero.example',
    'ana@acero.example\n',
    'ana@а.example',
  ])('%j has its own domain or none', (address) => {
    expect([undefined, 'xn--80ak6aa92e.com']).toContain(mailDomain(address));
  });
});

it('a colleague’s key is the form of a key, the same for the same address, and another for each partner and address', () => {
  const partner = newKey();
  const made = colleagueKey(crypto, partner, 'ana@acero.example');
  expect(key.parse(made)).toBe(made);
  expect(colleagueKey(crypto, partner, 'ana@acero.example')).toBe(made);
  const others = [
    colleagueKey(crypto, newKey(), 'ana@acero.example'),
    colleagueKey(crypto, partner, 'ana2@acero.example'),
    colleagueKey(crypto, partner, 'ana@acero.example', 1),
  ];
  expect(new Set([made, ...others]).size).toBe(4);
});

it('names keep their accents and scripts, and lose what misleads', () => {
  for (const name of ['Nguyễn Văn Minh', '陈伟', 'Sara Lindqvist-Ö', "D'Arcy O’Neil"]) {
    expect(namedColleague({ name, email: 'a@acero.example' }).name).toBe(name.normalize('NFC'));
  }
  expect(namedColleague({ name: 'Ana\u202e\r\n Ruiz', email: 'A@Acero.example' })).toEqual({
    name: 'Ana Ruiz',
    email: 'a@acero.example',
  });
  expect([...(cleanNote('x'.repeat(60_000)) ?? '')]).toHaveLength(500);
  expect(cleanNote('\u200b \n')).toBeUndefined();
});
