import { useMemo } from 'react';

interface Props {
  readonly html: string;
  readonly title: string;
}

/**
 * A mail's HTML in a frame of its own: no scripts, no forms, nothing loaded from outside, and links open a new tab
 * that cannot reach back.
 */
export function MailBody({ html, title }: Props) {
  const source = useMemo(() => prepare(html), [html]);
  return (
    <iframe
      className="mail-html"
      title={title}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      srcDoc={source}
      referrerPolicy="no-referrer"
    />
  );
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

function prepare(html: string): string {
  const mail = new DOMParser().parseFromString(html, 'text/html');
  for (const meta of mail.querySelectorAll('meta[http-equiv], base, script')) meta.remove();
  for (const link of mail.querySelectorAll('a[href], area[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  mail.head.insertAdjacentHTML(
    'afterbegin',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light">` +
      // Before the mail's own styles, which may say otherwise.
      '<style>body { margin: 16px 20px; font-family: system-ui, sans-serif; overflow-wrap: anywhere }</style>',
  );
  return `<!doctype html>${mail.documentElement.outerHTML}`;
}
