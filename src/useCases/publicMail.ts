import providers from 'email-providers/all.json' with { type: 'json' };

const PUBLIC: ReadonlySet<string> = new Set(providers.map((domain) => domain.toLowerCase()));

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const ADDRESS = new RegExp(`^[a-z0-9_'+.-]{1,64}@(${LABEL}(?:\\.${LABEL})+)$`);
const LONGEST = 200;

/**
 * The domain of a mail address, in lower case; `undefined` for anything that is not one plain address in ASCII. Compare
 * domains as they stand: a sub-domain may be run by somebody else, and letters of other alphabets look alike.
 */
export function mailDomain(address: string): string | undefined {
  // Looked at first: some letters of other alphabets become ASCII in lower case.
  if (address.length > LONGEST || /[^\x21-\x7e]/.test(address)) return undefined;
  return ADDRESS.exec(address.toLowerCase())?.[1];
}

/** Whether anybody may have an address there, or below a domain where anybody may: then it proves no company. */
export const isPublicMail = (domain: string): boolean => {
  const labels = domain.toLowerCase().split('.');
  return labels.some((_, from) => PUBLIC.has(labels.slice(from).join('.')));
};
