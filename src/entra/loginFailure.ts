/** Entra, or the managed identity, said no. The sentence is for the log; it names no secret, id or address. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  constructor(
    message: string,
    /** OAuth's own word for it. */
    readonly code: string,
    /** The number after AADSTS, where Entra gave one. */
    readonly detail?: string,
  ) {
    super(message);
  }
}

/** There was no usable answer, so nothing is known about the credential. */
export class LoginSilent extends Error {
  override readonly name = 'LoginSilent';
}

const REASONS: Readonly<Record<string, string>> = {
  '7000215': 'The client secret is wrong.',
  '7000222': 'The client secret has run out.',
  '700027': 'The certificate is not registered with the application, or has run out.',
  '700016': 'The application is not known in this tenant.',
  '7000112': 'The application is switched off.',
  '70021': 'The application does not trust the managed identity: it needs a federated credential for it.',
  '700211': 'The application does not trust the managed identity: its federated credential names another issuer.',
  '700212': 'The application does not trust the managed identity: its federated credential names another audience.',
  '700213': 'The application does not trust the managed identity: it needs a federated credential for it.',
};
const REFUSALS = /^(invalid_client|unauthorized_client|invalid_grant|invalid_scope|invalid_request)$/;

/**
 * A silence in words for the log. Of MSAL's errors only the code goes on; what the network said is kept as the cause.
 */
export function loginSilent(sentence: string, error: unknown): LoginSilent {
  if (!(error instanceof Error && 'errorCode' in error)) return new LoginSilent(sentence, { cause: error });
  const code = fieldOf(error, 'errorCode');
  return new LoginSilent(/^[a-z_]{1,60}$/.test(code) ? `${sentence} (${code})` : sentence);
}

const fieldOf = (error: unknown, field: string): string => {
  if (!(error instanceof Error) || !(field in error)) return '';
  return String((error as Error & Readonly<Record<string, unknown>>)[field] ?? '');
};

/**
 * What MSAL's error means. Its own texts may hold addresses, ids and thumbprints, so only Entra's number and OAuth's word
 * go on.
 */
export function asLoginFailure(error: unknown): LoginRefused | LoginSilent {
  if (error instanceof LoginRefused || error instanceof LoginSilent) return error;
  const code = fieldOf(error, 'errorCode');
  if (REFUSALS.test(code)) {
    const number = /^\d+$/.exec(fieldOf(error, 'errorNo'))?.[0] ?? /AADSTS(\d+)/.exec(fieldOf(error, 'message'))?.[1];
    const reason = REASONS[number ?? ''];
    const told = reason ? ` ${reason}` : '';
    const where = number ? ` (AADSTS${number})` : '';
    return new LoginRefused(`The login service refused the service its token.${told}${where}`, code, number);
  }
  return loginSilent('The login service does not answer.', error);
}
