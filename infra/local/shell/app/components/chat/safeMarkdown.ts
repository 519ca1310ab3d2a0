const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * The part of markdown that Teams shows in cards (bold, italic, links, lists), as HTML. Everything else is text: the
 * source is escaped first, and links go to http, https and mail only.
 */
export function safeMarkdown(source: string): string {
  const escaped = source.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
  return escaped.split(/\r?\n/).map(line).join('<br>');
}

function line(text: string): string {
  return text
    .replace(/^[-*] +/, '• ')
    .replace(
      /\[([^\]]+)\]\(((?:https?:\/\/|mailto:)[^\s)]+)\)/g,
      '<a href="$2" target="_blank" rel="noopener noreferrer">$1</a>',
    )
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[\s(])_([^_]+)_(?=$|[\s).,;:!?])/g, '$1<em>$2</em>');
}
