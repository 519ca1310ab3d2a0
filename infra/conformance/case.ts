/** Where a rule comes from: Microsoft's documents, reports of others (threads, blogs), or the memory of practitioners. */
export interface Basis {
  readonly kind: 'documented' | 'observed' | 'remembered';
  /** Name of the document or thread, such as "Graph docs: listItem update" or "onedrive-api-docs #1414". */
  readonly source: string;
}

/**
 * What a case cannot do without. `load` is not a thing but a permission: the case would load a real tenant.
 * `echoBot`: the tenant delivers activities to the address given, where a case listens.
 */
export type Need =
  | 'limitedToken'
  | 'undeclaredToken'
  | 'secondSite'
  | 'mailbox'
  | 'person'
  | 'inviteAddress'
  | 'catalogue'
  | 'bot'
  | 'botPerson'
  | 'client'
  | 'certificate'
  | 'assertion'
  | 'control'
  | 'httpsBase'
  | 'echoBot'
  | 'browser'
  | 'load';

export type Area =
  | 'lists'
  | 'items'
  | 'queries'
  | 'delta'
  | 'batch'
  | 'files'
  | 'permissions'
  | 'users'
  | 'mail'
  | 'connector'
  | 'entra'
  | 'errors'
  | 'throttling'
  | 'client-pnp'
  | 'client-graph'
  | 'client-msal'
  | 'client-botbuilder'
  | 'client-playground';

/** What was asked for on the command line. Origins carry no slash at the end and no `/v1.0`. */
export interface Options {
  /** Origin of Graph: https://graph.microsoft.com or the local tenant's. */
  readonly base: string;
  /** Origin of Entra: https://login.microsoftonline.com or the local tenant's. */
  readonly login: string;
  /** Graph id of a throw-away site: `host,guid,guid`. */
  readonly site: string;
  /** App-only Graph token that may create lists on the site. */
  readonly token: string;
  /** App-only token that may read users, invite guests, send mail and install apps; the same as `token` by default. */
  readonly peopleToken: string;
  /** Tenant id (GUID). */
  readonly tenantId?: string | undefined;
  /** App-only token of an application that has Sites.Selected and `write` on the site, and nothing on the second. */
  readonly limitedToken?: string | undefined;
  /** App-only token of an application without any permission for sites, mail or users. */
  readonly undeclaredToken?: string | undefined;
  /** Graph id of a site that the limited application was not given. */
  readonly secondSite?: string | undefined;
  /** Address of a mailbox that `token` may read and send from. */
  readonly mailbox?: string | undefined;
  /** Object id of a person of the directory whom `token` may read. */
  readonly person?: string | undefined;
  /** Address to which an invitation may really be sent. */
  readonly inviteAddress?: string | undefined;
  /** Teams catalogue id of an app that may be installed for `person`. */
  readonly catalogue?: string | undefined;
  readonly client?: { readonly id: string; readonly secret: string } | undefined;
  /** PEM files of a certificate that is registered with the client, and of its private key. */
  readonly certificate?: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** A person's token whose audience is the client: for on-behalf-of. */
  readonly assertion?: string | undefined;
  readonly bot?: BotOptions | undefined;
  /** Origin of a local tenant's control API (its documented plain HTTP under `/_control`). */
  readonly control?: string | undefined;
  /** The same tenant over https, when `base` is http; certificates are those of NODE_EXTRA_CA_CERTS. */
  readonly httpsBase?: string | undefined;
  /** Port at which the tenant delivers a bot's activities: `http://localhost:<port>/api/messages`. */
  readonly echoBotPort?: number | undefined;
  /** Path of a Chromium or Chrome, for the one page that is looked at. */
  readonly browser?: string | undefined;
  /** Cases that would load a real tenant run only with it. */
  readonly load: boolean;
  /** Milliseconds between two requests of the suite. */
  readonly paceMs: number;
  /** Seconds that a case waits for what a tenant does later: delta, mail, metadata of a file. */
  readonly patienceSeconds: number;
}

export interface BotOptions {
  readonly appId: string;
  readonly password: string;
  /** Service URL of the connector, with the slash at its end: `https://smba.trafficmanager.net/emea/`. */
  readonly serviceUrl: string;
  /** Token endpoint of the bot; the tenant's own by default. */
  readonly tokenUrl: string;
  readonly metadataUrl: string;
  /** Object id of a person who has the bot installed, or gets it with `catalogue`: for cases that write to one. */
  readonly personId?: string | undefined;
  /** Teams catalogue id of the bot's app: a person who lacks it gets it for the length of a run. */
  readonly catalogue?: string | undefined;
}

export interface CallInit {
  readonly method?: string;
  /** An object is sent as JSON; text and bytes are sent as they are. */
  readonly body?: object | string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another bearer than the suite's; `null` sends none. */
  readonly token?: string | null;
  /** True hands back a 429 as it came, instead of waiting and asking again. */
  readonly keepThrottled?: boolean;
  /** Default 'follow'. */
  readonly redirect?: 'follow' | 'manual';
}

export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON of the answer; `undefined` when there is none. Use `at` from json.ts to read into it. */
  readonly body: unknown;
  readonly text: string;
  readonly bytes: Uint8Array;
}

/** A check by function, with the words that stand for it in the report. */
export interface Expectation<T> {
  readonly description: string;
  holds(seen: T): boolean;
}

/** A value, several allowed ones (where the documents disagree), or a described function. */
export type Expected<T> = T | readonly T[] | Expectation<T>;

export interface MadeList {
  readonly id: string;
  readonly displayName: string;
  /** `/sites/{site}/lists/{id}`, to go on with. */
  readonly path: string;
}

export interface MadeFolder {
  readonly driveId: string;
  readonly itemId: string;
  readonly name: string;
  /** `/drives/{drive}/items/{folder}`, to go on with: `${path}:/a.txt:/content`. */
  readonly path: string;
}

/** A column as Graph takes it: `{name: 'Key', text: {}, indexed: true}`. */
export type Column = Readonly<Record<string, unknown>> & { readonly name: string };

/** The tenant under test, as a case sees it. */
export interface Target {
  readonly options: Options;
  /** `conformance-<run id>`: the beginning of the name of everything that a case makes. */
  readonly prefix: string;
  /** A name nobody used, with the prefix. */
  name(what: string): string;
  /**
   * One request. `path` is below `/v1.0` when it starts with a slash, else a whole address that an answer gave out
   * (nextLink, uploadUrl). Bearer is the suite's token for Graph; whole addresses of other origins get none unless
   * `token` says so. Throttling is waited out.
   */
  graph(path: string, init?: CallInit): Promise<Answer>;
  /** A request to any address without a bearer of its own: Entra, connector, control. */
  call(url: string, init?: CallInit): Promise<Answer>;
  /** Notes what was seen. A difference does not end the case. Tells whether it was as expected. */
  see<T>(what: string, seen: T, expected: Expected<T>): boolean;
  /** A list of the site's, removed at the end of the case. Throws when the tenant refuses it. */
  makeList(columns?: readonly Column[]): Promise<MadeList>;
  /** A folder in the site's first library, removed with its files at the end of the case. */
  makeFolder(): Promise<MadeFolder>;
  /**
   * Where the options name the bot's app, its person has it from now on; it is removed at the end of the run unless it
   * was there before. Else does nothing. Throws when the tenant refuses it.
   */
  installBot(): Promise<void>;
  /** Called in reverse order at the end of the case, also when it throws. */
  cleanUp(undo: () => Promise<unknown>): void;
  /** Called at the end of the run: for what should not be gone as soon as it came. */
  cleanUpAtEnd(undo: () => Promise<unknown>): void;
}

/** One rule, one reason to differ. */
export interface ConformanceCase {
  /** Stable: `items/stale-etag`. */
  readonly id: string;
  readonly area: Area;
  /** The rule in one sentence. */
  readonly rule: string;
  readonly basis: Basis;
  readonly needs?: readonly Need[];
  /** True for cases that load a real tenant; the same as needing 'load'. */
  readonly load?: boolean;
  run(target: Target): Promise<void>;
}

export const documented = (source: string): Basis => ({ kind: 'documented', source });
export const observed = (source: string): Basis => ({ kind: 'observed', source });
export const remembered = (source = 'practitioners, not found in a document'): Basis => ({
  kind: 'remembered',
  source,
});

/** An expectation by function: `that('a quoted eTag', (seen) => ...)`. */
export const that = <T>(description: string, holds: (seen: T) => boolean): Expectation<T> => ({ description, holds });
