import type { Download } from '../../src/useCases/useCases';

// What a browser may be shown inside a page. Anything else is offered for saving.
const SHOWN = new Set(['application/pdf', 'image/jpeg', 'image/png', 'image/webp']);
const KNOWN =
  /^(application\/(pdf|zip|vnd\.openxmlformats-officedocument\.[a-z.]+)|image\/(jpeg|png|webp|heic|heif)|text\/(plain|csv))$/;

/** The name for old readers in plain ASCII, and whole for the others (RFC 6266). */
const dispositionOf = (kind: 'inline' | 'attachment', name: string): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%;]/g, '_') || 'file';
  const whole = encodeURIComponent(name.replace(/\p{Surrogate}/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
};

/**
 * Headers under which somebody else's file is harmless in the browser of whoever opens it. No length: SharePoint
 * rewrites some formats, and a length that is off by a byte breaks the download.
 */
export function downloadHeaders(file: Pick<Download, 'name' | 'contentType'>): Record<string, string> {
  return {
    'content-type': KNOWN.test(file.contentType) ? file.contentType : 'application/octet-stream',
    'content-disposition': dispositionOf(SHOWN.has(file.contentType) ? 'inline' : 'attachment', file.name),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  };
}
