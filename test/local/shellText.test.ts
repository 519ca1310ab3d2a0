import { plainTextOf } from '../../infra/local/mailbox/plainText';
import { safeMarkdown } from '../../infra/local/shell/app/components/safeMarkdown';
import { pathOfDeepLink } from '../../infra/local/shell/app/hooks/openLink';
import { sizeText } from '../../infra/local/shell/app/sharePoint';

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
