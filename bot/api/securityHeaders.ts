/** Hosts of Teams and its siblings that show the tab in a frame. */
const MICROSOFT_FRAMES = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://www.office.com',
  'https://m365.cloud.microsoft',
];

/** What kind of thing is sent, which decides what it may do in a browser. */
export type Surface = 'api' | 'tab' | 'partner' | 'notice';

const policy = (rules: Readonly<Record<string, string>>): string =>
  Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** Headers for every reply of the service. `teamsOrigins`: origins that may frame the tab besides Microsoft's. */
export function createSecurityHeaders(options: { publicUrl: string; teamsOrigins: readonly string[] }) {
  const isHttps = new URL(options.publicUrl).protocol === 'https:';
  const policies: Record<Surface, string> = {
    api: policy({ 'default-src': "'none'", 'frame-ancestors': "'none'" }),
    // Fluent writes its styles at run time; proofs and mails are shown in frames made of blobs and srcdoc.
    tab: policy({
      'default-src': "'self'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'font-src': "'self' data: https://res.cdn.office.net",
      'connect-src': "'self' https://res.cdn.office.net",
      'frame-src': "'self' blob:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': [...MICROSOFT_FRAMES, ...options.teamsOrigins].join(' '),
    }),
    partner: policy({
      'default-src': "'self'",
      'img-src': "'self' data: blob:",
      'object-src': "'none'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    }),
    notice: policy({ 'default-src': "'none'", 'style-src': "'unsafe-inline'" }),
  };

  return (surface: Surface): Record<string, string> => ({
    'content-security-policy': policies[surface],
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'cache-control': 'no-store',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    ...(surface === 'partner' || surface === 'api'
      ? {
          'x-frame-options': 'DENY',
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-resource-policy': 'same-origin',
        }
      : {}),
  });
}
