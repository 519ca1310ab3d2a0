import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Need, Options } from './case';

/** What the command is asked to do. */
export interface CommandLine {
  readonly options: Options;
  /** Ids, areas, or beginnings of ids; empty for all. */
  readonly only: readonly string[];
  readonly sweep: boolean;
  readonly report?: string | undefined;
  readonly markdown?: string | undefined;
  readonly quiet: boolean;
}

/** A wrong or missing flag. The command says it and ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

const FLAGS = {
  base: text,
  login: text,
  tenant: text,
  site: text,
  token: text,
  'people-token': text,
  'limited-token': text,
  'undeclared-token': text,
  'second-site': text,
  mailbox: text,
  person: text,
  'invite-address': text,
  catalogue: text,
  'client-id': text,
  'client-secret': text,
  'client-certificate': text,
  'client-key': text,
  assertion: text,
  'bot-id': text,
  'bot-secret': text,
  'bot-service-url': text,
  'bot-token-url': text,
  'bot-metadata-url': text,
  'bot-person': text,
  'bot-catalogue': text,
  control: text,
  'https-base': text,
  'echo-bot-port': text,
  browser: text,
  load: flag,
  pace: text,
  patience: text,
  only: { type: 'string', multiple: true },
  list: flag,
  sweep: flag,
  report: text,
  markdown: text,
  quiet: flag,
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export const flagNames = Object.keys(FLAGS);

const origin = z
  .url({ protocol: /^https?$/ })
  .transform((url) => new URL(url))
  .refine(({ pathname, search }) => (pathname === '/' || pathname === '/v1.0') && search === '', 'names a server only')
  .transform((url) => url.origin);
const nonEmpty = z.string().trim().min(1);
const count = z.coerce.number().int().min(0).max(600_000);

const schema = z.object({
  base: origin,
  login: origin.optional(),
  tenant: nonEmpty.optional(),
  site: z.string().regex(/^[^,/\s]+,[0-9a-f-]{36},[0-9a-f-]{36}$/i, 'is no site id of the form host,guid,guid'),
  token: nonEmpty,
  'people-token': nonEmpty.optional(),
  'limited-token': nonEmpty.optional(),
  'undeclared-token': nonEmpty.optional(),
  'second-site': nonEmpty.optional(),
  mailbox: z.email().optional(),
  person: z.guid().optional(),
  'invite-address': z.email().optional(),
  catalogue: nonEmpty.optional(),
  'client-id': nonEmpty.optional(),
  'client-secret': nonEmpty.optional(),
  'client-certificate': nonEmpty.optional(),
  'client-key': nonEmpty.optional(),
  assertion: nonEmpty.optional(),
  'bot-id': nonEmpty.optional(),
  'bot-secret': nonEmpty.optional(),
  'bot-service-url': z.url().optional(),
  'bot-token-url': z.url().optional(),
  'bot-metadata-url': z.url().optional(),
  'bot-person': nonEmpty.optional(),
  'bot-catalogue': nonEmpty.optional(),
  control: origin.optional(),
  'https-base': origin.optional(),
  'echo-bot-port': count.optional(),
  browser: nonEmpty.optional(),
  load: z.boolean(),
  pace: count.optional(),
  patience: count.optional(),
  only: z.array(z.string()).optional(),
  sweep: z.boolean(),
  report: nonEmpty.optional(),
  markdown: nonEmpty.optional(),
  quiet: z.boolean(),
});
type Flags = z.infer<typeof schema>;

/**
 * Reads the command line. Every flag may also stand in the environment as CONFORMANCE_ and its name in capitals, which
 * keeps secrets out of the shell's history and the list of processes.
 * @returns 'help' or 'list' when that is all that was asked for.
 * @throws UsageError with all that is wrong in one message, without values
 */
export function readCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): CommandLine | { readonly what: 'help' } | { readonly what: 'list'; readonly only: readonly string[] } {
  const values = parse(args);
  if (values.help) return { what: 'help' };
  if (values.list) return { what: 'list', only: split(values.only) };
  const fromEnvironment = Object.fromEntries(
    Object.entries(FLAGS)
      .filter(([, { type }]) => type === 'string')
      .map(([name]) => [name, env[`CONFORMANCE_${name.toUpperCase().replaceAll('-', '_')}`]])
      .filter(([name, value]) => value && name !== 'only'),
  ) as Record<string, string>;
  const read = schema.safeParse({ ...fromEnvironment, ...values });
  if (!read.success) {
    throw new UsageError(
      read.error.issues
        .map(
          ({ path, message }) =>
            `--${String(path[0])}: ${message.replace(/^Invalid input: .*undefined$/, 'is missing')}`,
        )
        .join('\n'),
    );
  }
  return {
    options: optionsOf(read.data),
    only: split(read.data.only),
    sweep: read.data.sweep,
    report: read.data.report,
    markdown: read.data.markdown,
    quiet: read.data.quiet,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

const split = (only: readonly string[] = []): readonly string[] =>
  only
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');

function optionsOf(flags: Flags): Options {
  const together = (...names: (keyof Flags)[]): boolean => {
    const given = names.filter((name) => flags[name] !== undefined);
    if (given.length > 0 && given.length < names.length) {
      throw new UsageError(`Give all or none of ${names.map((name) => `--${name}`).join(', ')}.`);
    }
    return given.length > 0;
  };
  const isMicrosoft = flags.base === 'https://graph.microsoft.com';
  const login = flags.login ?? (isMicrosoft ? 'https://login.microsoftonline.com' : flags.base);
  const hasClient = together('client-id', 'client-secret');
  const hasCertificate = together('client-certificate', 'client-key');
  const hasBot = together('bot-id', 'bot-secret', 'bot-service-url');
  if ((hasClient || hasCertificate || hasBot) && !flags.tenant) throw new UsageError('--tenant: is missing');
  if (hasCertificate && !hasClient) throw new UsageError('--client-certificate goes with --client-id.');
  return {
    base: flags.base,
    login,
    site: flags.site,
    token: flags.token,
    peopleToken: flags['people-token'] ?? flags.token,
    tenantId: flags.tenant,
    limitedToken: flags['limited-token'],
    undeclaredToken: flags['undeclared-token'],
    secondSite: flags['second-site'],
    mailbox: flags.mailbox,
    person: flags.person,
    inviteAddress: flags['invite-address'],
    catalogue: flags.catalogue,
    client: hasClient ? { id: flags['client-id'] ?? '', secret: flags['client-secret'] ?? '' } : undefined,
    certificate: hasCertificate
      ? { certFile: flags['client-certificate'] ?? '', keyFile: flags['client-key'] ?? '' }
      : undefined,
    assertion: flags.assertion,
    bot: hasBot
      ? {
          appId: flags['bot-id'] ?? '',
          password: flags['bot-secret'] ?? '',
          serviceUrl: `${(flags['bot-service-url'] ?? '').replace(/\/+$/, '')}/`,
          tokenUrl: flags['bot-token-url'] ?? `${login}/${flags.tenant}/oauth2/v2.0/token`,
          metadataUrl: flags['bot-metadata-url'] ?? 'https://login.botframework.com/v1/.well-known/openidconfiguration',
          personId: flags['bot-person'],
          catalogue: flags['bot-catalogue'],
        }
      : undefined,
    control: flags.control,
    httpsBase: flags['https-base'] ?? (flags.base.startsWith('https:') ? flags.base : undefined),
    echoBotPort: flags['echo-bot-port'],
    browser: flags.browser,
    load: flags.load,
    paceMs: flags.pace ?? 0,
    patienceSeconds: flags.patience ?? 90,
  };
}

/** Why a case with this need does not run; undefined when it can. */
export function lacks(need: Need, options: Options): string | undefined {
  const answers: Record<Need, [unknown, string]> = {
    limitedToken: [options.limitedToken, '--limited-token'],
    undeclaredToken: [options.undeclaredToken, '--undeclared-token'],
    secondSite: [options.secondSite, '--second-site'],
    mailbox: [options.mailbox, '--mailbox'],
    person: [options.person, '--person'],
    inviteAddress: [options.inviteAddress, '--invite-address'],
    catalogue: [options.catalogue, '--catalogue'],
    bot: [options.bot, '--bot-id, --bot-secret and --bot-service-url'],
    botPerson: [options.bot?.personId, '--bot-person'],
    client: [options.client && options.tenantId, '--tenant, --client-id and --client-secret'],
    certificate: [options.certificate, '--client-certificate and --client-key'],
    assertion: [options.assertion, '--assertion'],
    control: [options.control, '--control'],
    httpsBase: [options.httpsBase, '--https-base'],
    echoBot: [options.echoBotPort, '--echo-bot-port'],
    browser: [options.browser, '--browser'],
    load: [options.load, '--load'],
  };
  const [given, flagsOf] = answers[need];
  return given ? undefined : `needs ${flagsOf}`;
}
