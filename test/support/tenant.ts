import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request as undiciRequest } from 'undici';
import { connectorStateOf } from '../../infra/local/connector/connectorState';
import type { RefusedCall } from '../../infra/local/context';
import type { Fault } from '../../infra/local/control/faults';
import type { MintToken } from '../../infra/local/control/mintToken';
import type { Environment } from '../../infra/local/environment';
import type { ItemView } from '../../infra/local/graph/personEdits';
import { noQuirks, type QuirkSettings } from '../../infra/local/graph/quirks';
import { graphStateOf } from '../../infra/local/graph/state';
import type { Tier, Usage } from '../../infra/local/graph/usage';
import { createTenant, type Tenant } from '../../infra/local/tenant';
import { isStrict } from './strict';

export interface StartTenantOptions {
  /** Default: a temporary folder that `close` removes. */
  readonly dir?: string;
  /** Default: any free port. */
  readonly port?: number;
  /** A folder of another tenant, closed before, whose state this one begins with. */
  readonly template?: string;
  /** Default: where nothing runs. */
  readonly productUrl?: string;
  /** Limits of resource units. Default: `LOCAL_TENANT_TIER`, or else none. */
  readonly tier?: Tier | null;
  /** Default: `LOCAL_TENANT_SEED`, or else 1. */
  readonly seed?: number;
  /** A file to write all traffic to. */
  readonly recordFile?: string;
}

export interface TestTenant {
  /** `http://localhost:PORT` */
  readonly origin: string;
  readonly dir: string;
  /** What `environment.json` holds. */
  readonly environment: Environment;
  readonly tenant: Tenant;
  /** A token for a person or an app; fields of `MintToken` make it a wrong one. */
  token(whom: MintToken): Promise<string>;
  /**
   * Calls Graph with a token of the service, or of `as`. `path` begins after `/v1.0`. Where a strict run and not the test
   * has set limits, a look does not stumble over them: it skips to the next minute.
   */
  graph(path: string, options?: GraphCall): Promise<GraphAnswer>;
  usage(): Promise<Usage>;
  /** The same without what the change feed reads: it looks when its time has come, whoever does what meanwhile. */
  work(): Promise<Usage>;
  resetUsage(): Promise<void>;
  setFaults(...faults: Fault[]): Promise<void>;
  clearFaults(): Promise<void>;
  advanceClock(milliseconds: number): Promise<void>;
  setTier(tier: Tier | null): Promise<void>;
  /** Whether resource units are limited at the moment. */
  hasLimits(): boolean;
  /** Whether an application has spent all of this minute's resource units. */
  isSpent(): boolean;
  /** Moves the tenant's clock on as a wait for resource units would; what is not above 0 is ignored. */
  skip(milliseconds: number): void;
  /** How far `skip` has moved the clock in all, in milliseconds. */
  skipped(): number;
  setQuirks(quirks: Partial<QuirkSettings>): Promise<void>;
  /** Turns off what makes answers vary, and the connector's limits, for tests about something else. */
  withoutQuirks(): Promise<void>;
  expireDelta(): Promise<void>;
  refused(): Promise<readonly RefusedCall[]>;
  /** A person edits a row in SharePoint. */
  edit(
    person: string,
    siteId: string,
    list: string,
    itemId: string | number,
    fields: Readonly<Record<string, unknown>>,
  ): Promise<ItemView>;
  reset(options?: { keepDirectory?: boolean }): Promise<void>;
  /** Any route under `/_control`. Throws when the answer is not 2xx. */
  control<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<T>;
  close(): Promise<void>;
}

export interface GraphCall {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: the service. */
  readonly as?: 'service' | 'provision' | 'bot';
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // Tests read answers of many shapes; what is not there fails the test.
  // biome-ignore lint/suspicious/noExplicitAny: JSON of the answer, undefined without a body
  readonly body: any;
}

/** Starts a local tenant in this process: each test file has its own. Takes about 0.1 s. */
export async function startTenant(options: StartTenantOptions = {}): Promise<TestTenant> {
  const dir = options.dir ?? mkdtempSync(path.join(tmpdir(), 'trustlane-tenant-'));
  if (options.template) cpSync(path.join(options.template, 'tenant'), path.join(dir, 'tenant'), { recursive: true });
  const tenant = await createTenant({
    port: options.port ?? 0,
    dir,
    productUrl: options.productUrl ?? 'http://localhost:9',
    signingKey: sharedSigningKey(),
    tier: options.tier,
    seed: options.seed,
    recordFile: options.recordFile,
  });
  connectorStateOf(tenant.context).beStrict({ limits: isStrict, quirks: isStrict, installLagMs: 100 });
  await tenant.listen();
  const { origin } = tenant.context.settings;
  const environment = JSON.parse(readFileSync(path.join(dir, 'environment.json'), 'utf8')) as Environment;
  const tokens = new Map<string, { bearer: string; at: number }>();

  const control = async <T>(method: 'GET' | 'POST' | 'DELETE', route: string, body?: unknown): Promise<T> => {
    const answer = await send(`${origin}/_control/${route}`, {
      method,
      headers: { 'x-local-control': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (answer.status >= 300) throw new Error(`${method} ${route}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  const token = async (whom: MintToken): Promise<string> =>
    (await control<{ token: string }>('POST', 'token', whom)).token;
  const run = async (method: 'GET' | 'POST' | 'DELETE', route: string, body?: unknown): Promise<void> => {
    await control(method, route, body);
  };

  const { clock } = tenant.context;
  const { usage } = graphStateOf(tenant.context);
  let skippedMs = 0;
  let hasOwnTier = options.tier !== undefined;
  // A call that crosses the limit is refused, so the last few units count as spent.
  const isSpent = (): boolean => {
    const { limits, thisMinute } = usage.read();
    return limits !== undefined && Object.values(thisMinute).some((units) => units > limits.perMinute - LOOKS_COST);
  };
  const skip = (milliseconds: number): void => {
    if (!(milliseconds > 0)) return;
    skippedMs += milliseconds;
    clock.setOffset(clock.offset() + milliseconds);
  };

  return {
    origin,
    dir,
    environment,
    tenant,
    token,
    async graph(route, { method = 'GET', body, headers = {}, as = 'service' } = {}) {
      if (!hasOwnTier && isSpent()) skip(60_000 - (clock.now() % 60_000));
      // The tenant's clock may have been moved by anybody, in either direction.
      const now = clock.now();
      const known = tokens.get(as);
      const isFresh = known !== undefined && now >= known.at && now < known.at + 1_800_000;
      const { bearer } = isFresh ? known : { bearer: await token({ app: as }) };
      if (!isFresh) tokens.set(as, { bearer, at: now });
      const isBytes = Buffer.isBuffer(body);
      return send(`${origin}/v1.0${route}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
          ...headers,
        },
        body: body === undefined ? undefined : isBytes ? body : JSON.stringify(body),
      });
    },
    usage: () => control<Usage>('GET', 'usage'),
    async work() {
      const all = await control<Usage>('GET', 'usage');
      const isFeed = ([route]: [string, unknown]): boolean => route.includes('delta');
      const routes = Object.entries(all.byRoute);
      const feed = routes.filter(isFeed).map(([, route]) => route);
      return {
        ...all,
        requests: all.requests - feed.reduce((sum, { requests }) => sum + requests, 0),
        resourceUnits: all.resourceUnits - feed.reduce((sum, { resourceUnits }) => sum + resourceUnits, 0),
        byRoute: Object.fromEntries(routes.filter((route) => !isFeed(route))),
      };
    },
    resetUsage: () => run('DELETE', 'usage'),
    setFaults: (...faults) => run('POST', 'faults', faults),
    clearFaults: () => run('DELETE', 'faults'),
    advanceClock: (milliseconds) => run('POST', 'clock', { advanceMs: milliseconds }),
    setTier: (tier) => {
      hasOwnTier = true;
      return run('POST', 'limits', { tier });
    },
    hasLimits: () => usage.tier !== undefined,
    isSpent,
    skip,
    skipped: () => skippedMs,
    setQuirks: (quirks) => run('POST', 'quirks', quirks),
    withoutQuirks: () => {
      connectorStateOf(tenant.context).beStrict({ limits: false, quirks: false });
      return run('POST', 'quirks', noQuirks);
    },
    expireDelta: () => run('POST', 'expireDelta'),
    refused: async () => (await control<{ calls: RefusedCall[] }>('GET', 'refused')).calls,
    edit: (person, siteId, list, itemId, fields) =>
      control<ItemView>('POST', 'edit', { person, siteId, list, itemId: String(itemId), fields }),
    reset: (resetOptions = {}) => run('POST', 'reset', resetOptions),
    control,
    async close() {
      await tenant.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function send(
  url: string,
  options: { method: string; headers: Record<string, string>; body?: string | Buffer },
): Promise<GraphAnswer> {
  const response = await undiciRequest(url, {
    method: options.method as 'GET',
    headers: options.headers,
    body: options.body,
  });
  const text = await response.body.text();
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return { status: response.statusCode, headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The most resource units that one call of a test costs. */
const LOOKS_COST = 5;

/** One RSA key for all tests on this machine: making one takes longer than starting a tenant. */
function sharedSigningKey(): string {
  const file = path.join(tmpdir(), 'trustlane-test-signing-key.pem');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, pem, { mode: 0o600 });
  renameSync(draft, file);
  return pem;
}
