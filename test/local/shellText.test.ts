import { plainTextOf } from '../../infra/local/mailbox/plainText';
import { safeMarkdown } from '../../infra/local/shell/app/components/chat/safeMarkdown';
import { pathOfDeepLink } from '../../infra/local/shell/app/hooks/openLink';
import { nextMonday } from '../../infra/local/shell/app/components/control/ClockPanel';
import { PRESETS, wordsOf } from '../../infra/local/shell/app/faults';
import { dateText, sizeText } from '../../infra/local/shell/app/sharePoint';
import { sameRoomAs } from '../../infra/local/shell/app/shellPath';
import { fits, shortPath, type TrafficEntry } from '../../infra/local/shell/app/traffic';

it.each([
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['a **b** _c_', 'a <strong>b</strong> <em>c</em>'],
  ['snake_case_name', 'snake_case_name'],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  [
    '[x](https://a.example/?q="b")',
    '<a href="https://a.example/?q=&quot;b&quot;" target="_blank" rel="noopener noreferrer">x</a>',
  ],
  ['one\n- two', 'one<br>• two'],
])('card text %j becomes %j', (source, html) => {
  expect(safeMarkdown(source)).toBe(html);
});

it.each([
  ['<p>One</p><p>Two &amp; &#8222;three&#8220;</p>', 'One\n\nTwo & „three“'],
  ['<ul><li>a</li><li>b</li></ul>', '- a\n- b'],
  ['<style>p{}</style><!-- no --><b>x</b><br>y', 'x\ny'],
  ['<a href="https://a.example/#c">https://a.example/#c</a>', 'https://a.example/#c'],
  ['<a class="b" href="https://a.example/?x=1&amp;y=2">Go</a>', 'Go <https://a.example/?x=1&y=2>'],
])('the text part of %j is %j', (html, text) => {
  expect(plainTextOf(html)).toBe(text);
});

const context = encodeURIComponent(JSON.stringify({ subEntityId: 'partners/7' }));
it.each([
  [`https://teams.microsoft.com/l/entity/app/home?context=${context}`, '/maya/app/partners%2F7'],
  ['https://teams.microsoft.com/l/entity/app/home?context=broken', '/maya/app'],
  ['https://teams.cloud.microsoft/l/chat/0/0?users=a', '/maya/chat'],
  ['https://teams.microsoft.com.evil.example/l/chat/0/0', undefined],
  ['https://a.example/l/entity/x', undefined],
  ['not a link', undefined],
])('the link %s leads to %s', (url, path) => {
  expect(pathOfDeepLink('maya', url)).toBe(path);
});

it.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1536, '1.5 KB'],
  [25_000_000, '23.8 MB'],
])('%d bytes read %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});

const call = (part: Partial<TrafficEntry>): TrafficEntry => ({
  seq: 1,
  at: '2026-05-03T09:00:00Z',
  area: 'graph',
  method: 'GET',
  path: '/v1.0/sites/a',
  status: 200,
  resourceUnits: 1,
  milliseconds: 1,
  ...part,
});
const everything = { area: '', status: '', method: '', text: '' };
it.each([
  [{}, everything, true],
  [{ status: 429 }, { ...everything, status: '4' }, true],
  [{ status: 429 }, { ...everything, status: '429' }, true],
  [{ status: 404 }, { ...everything, status: '429' }, false],
  [{ status: 0 }, { ...everything, status: 'cut' }, true],
  [{ status: 0 }, { ...everything, status: '5' }, false],
  [{ area: 'bot' as const }, { ...everything, area: 'graph' }, false],
  [{ who: 'Trustlane' }, { ...everything, text: 'SITES trust' }, true],
  [{ refused: 'unknown option' }, { ...everything, text: 'option' }, true],
  [{ method: 'POST' }, { ...everything, method: 'GET' }, false],
])('whether the call %j fits the filter %j: %s', (part, filter, isFitting) => {
  expect(fits(call(part), filter)).toBe(isFitting);
});

it.each([
  ['/v1.0/sites/x.com,1,2/lists/6f9440fd-2b91-421a-b65c-921957efeb4d/items', '/sites/Records/lists/Partners/items'],
  ['/v1.0/users/99999999-2b91-421a-b65c-921957ef1234', '/users/…1234'],
  ['/v1.0/sites?$filter=a%20eq%20%27b%27', "/sites?$filter=a eq 'b'"],
  ['/v1.0/%E0%A4%A', '/%E0%A4%A'],
])('the address %s reads %s', (path, text) => {
  const names = new Map([
    ['x.com,1,2', 'Records'],
    ['6f9440fd-2b91-421a-b65c-921957efeb4d', 'Partners'],
  ]);
  expect(shortPath(path, names)).toBe(text);
});

it.each([
  ['2026-05-03T12:00', '2026-05-04T09:00'], // a Sunday
  ['2026-05-04T08:59', '2026-05-04T09:00'],
  ['2026-05-04T09:00', '2026-05-11T09:00'],
  ['2026-05-08T17:00', '2026-05-11T09:00'],
])('after %s the next Monday morning is %s', (now, monday) => {
  expect(nextMonday(Date.parse(now))).toBe(Date.parse(monday));
});

it('a fault is told by its preset, or by what it does', () => {
  for (const { label, fault } of PRESETS.flatMap(({ presets }) => presets)) expect(wordsOf(fault)).toBe(label);
  expect(wordsOf({ match: { method: 'GET', person: 'lupe' }, kind: 'status', status: 500, rate: 0.5 })).toBe(
    'GET lupe: fails: a status, nothing done, status 500, 50 % of the calls',
  );
});

it.each([
  ['/maya/sharepoint/TrustlaneRecords/Partners', '/lupe/sharepoint'],
  ['/maya/mail/7', '/lupe/mail'],
  ['/maya', '/lupe/chat'],
])('switching at %s leads to %s', (pathname, next) => {
  expect(sameRoomAs('lupe', pathname)).toBe(next);
});

it.each([
  ['2026-05-03T00:00:00Z', '3 May 2026'],
  ['no date', 'no date'],
  [undefined, ''],
])('the date %s reads %s', (value, text) => {
  expect(dateText(value)).toBe(text);
});
