import { withoutDoubledStops } from '../domain/text';
import type { MailContent } from '../useCases/messages';

/** A mail as a list of parts, from which both the HTML and the plain text are made: they cannot drift apart. */
export type Part =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A fact with its name in front: "When: due 30 June". */
  | { readonly kind: 'fact'; readonly name: string; readonly text: string }
  /** Lines of one kind, with their name above. */
  | { readonly kind: 'list'; readonly name: string; readonly items: readonly string[] }
  /** Somebody's own words. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'button'; readonly text: string; readonly url: string }
  /** Something to type in. */
  | { readonly kind: 'code'; readonly text: string; readonly isLarge?: boolean }
  | { readonly kind: 'small'; readonly text: string };

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

// Line breaks, and signs that turn the direction of what follows: from outside they could forge a second line.
const MISLEADING = /(?![\n\t])\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const plain = (text: string): string => withoutDoubledStops(text.replace(MISLEADING, ''));
const oneLine = (text: string): string => plain(text.replace(/\s+/g, ' ')).trim();

const TEXT = 'margin:0 0 12px;line-height:1.5';
const SMALL = 'margin:0 0 8px;line-height:1.5;font-size:13px;color:#5c5c5c';
const BUTTON =
  'display:inline-block;padding:10px 20px;border-radius:4px;background:#0f548c;color:#ffffff;font-weight:600;text-decoration:none';
const QUOTE = 'margin:0 0 12px;padding:2px 0 2px 12px;border-left:3px solid #0f548c;line-height:1.5';
const CODE = "font-family:Consolas,'Courier New',monospace;letter-spacing:1px";

// `bdi` keeps a name that runs from right to left from turning the line around it.
const htmlText = (text: string): string => `<bdi>${escapeHtml(plain(text)).replace(/\n/g, '<br>')}</bdi>`;

function htmlOf(part: Part): string {
  switch (part.kind) {
    case 'heading':
      return `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3;font-weight:600">${htmlText(part.text)}</h1>`;
    case 'paragraph':
      return `<p style="${TEXT}">${htmlText(part.text)}</p>`;
    case 'fact':
      return `<p style="margin:0 0 6px;line-height:1.5"><b>${escapeHtml(part.name)}:</b> ${htmlText(part.text)}</p>`;
    case 'list':
      return `<p style="margin:0;line-height:1.5"><b>${escapeHtml(part.name)}:</b></p><ul style="margin:0 0 8px;padding:0 0 0 20px;line-height:1.5">${part.items.map((each) => `<li>${htmlText(each)}</li>`).join('')}</ul>`;
    case 'quote':
      return `<blockquote style="${QUOTE}">${htmlText(part.text)}</blockquote>`;
    case 'button':
      return `<p style="margin:20px 0"><a href="${escapeHtml(part.url)}" style="${BUTTON}">${escapeHtml(part.text)}</a></p>`;
    case 'code':
      return `<p style="${TEXT};font-size:${part.isLarge ? 28 : 14}px"><span style="${CODE}">${escapeHtml(part.text)}</span></p>`;
    case 'small':
      return `<p style="${SMALL}">${htmlText(part.text)}</p>`;
  }
}

function textOf(part: Part): string {
  switch (part.kind) {
    case 'fact':
      return `${part.name}: ${plain(part.text)}`;
    case 'list':
      return [`${part.name}:`, ...part.items.map((each) => `- ${oneLine(each)}`)].join('\n');
    case 'quote':
      return plain(part.text).replace(/^/gm, '> ');
    case 'button':
      return `${part.text}:\n${part.url}`;
    case 'code':
      return `    ${part.text}`;
    default:
      return plain(part.text);
  }
}

/** A mail without pictures, tables, scripts or anything from another host. Every text is escaped here. */
export function composeMail(subject: string, parts: readonly Part[]): MailContent {
  const title = oneLine(subject).slice(0, 200);
  const html = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title></head>`,
    '<body style="margin:0;padding:24px 16px;background:#ffffff;color:#242424;font:15px \'Segoe UI\',Helvetica,Arial,sans-serif">',
    '<div style="max-width:560px;margin:0 auto">',
    ...parts.map(htmlOf),
    '</div></body></html>',
  ].join('\n');
  return { subject: title, html, text: `${parts.map(textOf).join('\n\n')}\n` };
}
