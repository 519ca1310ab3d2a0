import type { Options } from './case';

/** Takes secrets and the names of somebody's tenant out of text that leaves this machine. */
export type Mask = (text: string) => string;

/** Anything that looks like a signed token, wherever it turned up. */
const TOKEN = /eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*/g;
/** Parameters of pre-authenticated addresses, and what Entra calls secrets. */
const SECRET_PARAMETER = /\b(tempauth|access_token|client_secret|client_assertion|assertion|sig|code)=[^&\s"']+/gi;
const ADDRESS = /\b[\w.+-]+@[\w-]+(\.[\w-]+)+\b/g;

/** Every secret and every name that the options carry becomes the name of its option in braces. */
export function maskFor(options: Options): Mask {
  const [siteHost = '', collection = '', web = ''] = options.site.split(',');
  const named: [string | undefined, string][] = [
    [options.token, 'token'],
    [options.peopleToken, 'people-token'],
    [options.limitedToken, 'limited-token'],
    [options.undeclaredToken, 'undeclared-token'],
    [options.assertion, 'assertion'],
    [options.client?.secret, 'client-secret'],
    [options.bot?.password, 'bot-secret'],
    [options.site, 'site'],
    [options.secondSite, 'second-site'],
    [collection, 'site-collection'],
    [web, 'site-web'],
    [options.mailbox, 'mailbox'],
    [options.inviteAddress, 'invite-address'],
    [options.person, 'person'],
    [options.bot?.personId, 'bot-person'],
    [options.catalogue, 'catalogue'],
    [options.bot?.catalogue, 'bot-catalogue'],
    [options.tenantId, 'tenant'],
    [siteHost, 'site-host'],
  ];
  const replacements = named.filter((pair): pair is [string, string] => (pair[0] ?? '').length > 3);
  return (text) => {
    let masked = text;
    for (const [value, name] of replacements) {
      masked = masked.replaceAll(value, `{${name}}`).replaceAll(encodeURIComponent(value), `{${name}}`);
    }
    return masked
      .replaceAll(TOKEN, '{token}')
      .replaceAll(SECRET_PARAMETER, '$1={secret}')
      .replaceAll(ADDRESS, '{address}');
  };
}

/** The same for a value of any shape; long texts are cut, because a report is read by people. */
export function maskValue(mask: Mask, value: unknown, longest = 600): unknown {
  if (value === undefined) return null;
  const text = mask(JSON.stringify(value) ?? 'null');
  if (text.length <= longest) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      return text;
    }
  }
  return `${text.slice(0, longest)}… (${text.length} characters)`;
}
