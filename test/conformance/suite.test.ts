import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ConformanceCase, remembered, that } from '../../infra/conformance/case';
import { restCases } from '../../infra/conformance/cases';
import { quickXorHash } from '../../infra/conformance/cases/quickXorHash';
import { type Conform, conform } from '../../infra/conformance/conform';
import { check } from '../../infra/conformance/expect';
import { readCommandLine, UsageError } from '../../infra/conformance/options';
import type { Report } from '../../infra/conformance/report';
import { chosen } from '../../infra/conformance/runCases';

const SITE = 'contoso.sharepoint.com,55555555-0000-4000-8000-0000000000aa,56555555-0000-4000-8000-0000000000bb';
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0xxxxxxxxx.c2lnbmF0dXJl';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string | undefined;
}

/** A server that answers as `answer` says, and what it was asked. */
async function serving(
  answer: (request: IncomingMessage, response: ServerResponse, asked: readonly Asked[]) => void,
): Promise<{ base: string; asked: Asked[]; close(): Promise<void> }> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    asked.push({
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
    });
    request.resume();
    request.on('end', () => answer(request, response, asked));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://localhost:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(status === 204 ? undefined : JSON.stringify(body));
};

/** Agrees to whatever it is asked. */
const sayYes = ({ method }: IncomingMessage, response: ServerResponse): void => {
  const body = { id: '7', value: [], responses: [], uploadUrl: '', '@odata.deltaLink': 'none' };
  send(response, method === 'DELETE' ? 204 : method === 'GET' || method === 'PATCH' ? 200 : 201, body);
};

async function run(
  cases: readonly ConformanceCase[],
  args: readonly string[],
): Promise<{ code: number; said: string; complained: string; files: Map<string, string> }> {
  const [said, complained, files] = [[] as string[], [] as string[], new Map<string, string>()];
  const parts: Conform = {
    args,
    env: {},
    cases,
    suite: { version: '1', node: '20' },
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
    write: (file, text) => files.set(file, text),
  };
  const code = await conform(parts);
  return { code, said: said.join('\n'), complained: complained.join('\n'), files };
}

const aCase = (overrides: Partial<ConformanceCase>): ConformanceCase => ({
  id: 'items/sample',
  area: 'items',
  rule: 'A rule',
  basis: remembered(),
  run: async (target) => {
    target.see('one', 1, 1);
  },
  ...overrides,
});

describe('the cases', () => {
  it('have ids of their own, which do not change with their order, and name rule and basis', () => {
    const ids = restCases.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const one of restCases) {
      expect(one.id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
      expect(one.id.startsWith(`${one.area}/`)).toBe(true);
      expect(one.rule.length).toBeGreaterThan(20);
      expect(one.basis.source.length).toBeGreaterThan(5);
    }
    expect(ids.length).toBeGreaterThanOrEqual(90);
  });

  it('can fail, each of them: a server that agrees to everything passes none', async () => {
    const server = await serving(sayYes);
    const everything = [
      ...['--base', server.base, '--site', SITE, '--token', TOKEN, '--load', '--patience', '0', '--quiet'],
      ...['--limited-token', 'l', '--undeclared-token', 'u', '--second-site', SITE, '--person', aGuid(1)],
      ...['--mailbox', 'a@contoso.example', '--invite-address', 'b@fabrikam.example', '--catalogue', aGuid(2)],
      ...['--tenant', aGuid(3), '--client-id', aGuid(4), '--client-secret', 's', '--assertion', TOKEN],
      ...['--bot-id', aGuid(5), '--bot-secret', 's', '--bot-service-url', `${server.base}/connector/`],
      ...['--bot-metadata-url', `${server.base}/metadata`, '--bot-person', aGuid(6), '--control', server.base],
      ...['--client-certificate', 'none.pem', '--client-key', 'none.pem', '--report', 'report.json'],
    ];
    const { code, files } = await run(restCases, everything);
    await server.close();
    const report = JSON.parse(files.get('report.json') ?? '{}') as Report;
    expect(report.cases.filter(({ outcome }) => outcome === 'notRun')).toEqual([]);
    expect(report.cases.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id)).toEqual([]);
    expect(code).toBe(1);
  });
});

const aGuid = (n: number): string => `77777777-0000-4000-8000-00000000000${n}`;

describe('the command', () => {
  const args = (base: string, ...more: string[]): string[] => [
    '--base',
    base,
    '--site',
    SITE,
    '--token',
    TOKEN,
    ...more,
  ];

  it('says all that is missing at once, and ends with 2', async () => {
    const { code, complained } = await run([], []);
    expect(code).toBe(2);
    for (const name of ['--base', '--site', '--token', '--help']) expect(complained).toContain(name);
  });

  it.each([
    [['--base', 'nonsense', '--site', SITE, '--token', 't']],
    [['--base', 'https://graph.microsoft.com', '--site', 'root', '--token', 't']],
    [['--base', 'https://graph.microsoft.com', '--site', SITE, '--token', 't', '--bot-id', 'b']],
    [['--base', 'https://graph.microsoft.com', '--site', SITE, '--token', 't', '--colour', 'green']],
    [['--base', 'https://graph.microsoft.com', '--site', SITE, '--token', 't', 'stray']],
  ])('refuses %j', (wrong) => {
    expect(() => readCommandLine(wrong, {})).toThrow(UsageError);
  });

  it('takes every flag from the environment too, and prefers the command line', () => {
    const env = {
      CONFORMANCE_BASE: 'https://graph.microsoft.com/v1.0',
      CONFORMANCE_SITE: SITE,
      CONFORMANCE_TOKEN: 'env',
    };
    const read = readCommandLine(['--token', 'line'], env);
    expect(read).toMatchObject({
      options: { base: 'https://graph.microsoft.com', token: 'line', peopleToken: 'line' },
    });
  });

  it('teaches by --help and --list without asking anybody', async () => {
    expect((await run([], ['--help'])).said).toContain('--limited-token');
    const { code, said } = await run(restCases, ['--list', '--only', 'delta']);
    expect(code).toBe(0);
    expect(said).toContain('delta/tombstone');
    expect(said).not.toContain('items/create');
  });

  it('chooses by area, id and beginning of an id', () => {
    const ids = (only: string[]) => chosen(restCases, only).map(({ id }) => id);
    expect(ids(['items/create'])).toEqual(['items/create']);
    expect(ids(['delta']).every((id) => id.startsWith('delta/'))).toBe(true);
    expect(ids([])).toHaveLength(restCases.length);
    expect(ids(['nothing'])).toEqual([]);
  });

  it('ends with 2 when the tenant does not answer or refuses the token, before any case runs', async () => {
    expect((await run([aCase({})], args('http://localhost:9'))).code).toBe(2);
    const server = await serving((_request, response) =>
      send(response, 401, { error: { code: 'no', message: TOKEN } }),
    );
    const { code, said } = await run([aCase({})], args(server.base));
    await server.close();
    expect(code).toBe(2);
    expect(said).toBe('');
  });

  it('ends with 0 when all is as expected, 1 when something differs or could not be carried out', async () => {
    const server = await serving(sayYes);
    const differing = aCase({ run: async (target) => void target.see('one', 2, [1, 3]) });
    const broken = aCase({ run: () => Promise.reject(new Error('cannot')) });
    const silent = aCase({ run: async () => {} });
    expect((await run([aCase({})], args(server.base))).code).toBe(0);
    for (const one of [differing, broken, silent]) expect((await run([one], args(server.base))).code).toBe(1);
    const { said } = await run([differing], args(server.base));
    await server.close();
    expect(said).toContain('one: expected 1 or 3, seen 2');
  });

  it('says which flag would let a case run', async () => {
    const server = await serving(sayYes);
    const wanting = aCase({ id: 'items/wanting', needs: ['mailbox'], load: true });
    const { code, said } = await run([wanting], args(server.base));
    await server.close();
    expect(code).toBe(0);
    expect(said).toContain('needs --mailbox; needs --load');
  });

  it('goes on after a difference, and cleans up in reverse order even when a case throws', async () => {
    const server = await serving(sayYes);
    const done: string[] = [];
    const one = aCase({
      run: async (target) => {
        await target.makeList();
        target.cleanUp(async () => done.push('first'));
        target.cleanUp(async () => done.push('second'));
        target.see('a', 1, 2);
        done.push('went on');
        throw new Error('then broke');
      },
    });
    await run([one], args(server.base));
    await server.close();
    expect(done).toEqual(['went on', 'second', 'first']);
    const lists = server.asked.filter(({ path }) => path.includes('/lists')).map(({ method }) => method);
    expect(lists).toEqual(['POST', 'DELETE']);
  });

  it('waits out throttling for as long as it is told, and asks again', async () => {
    const server = await serving((request, response, asked) => {
      const isSecond = asked.filter(({ path }) => path === request.url).length === 2;
      send(response, isSecond ? 429 : 200, {}, isSecond ? { 'retry-after': '1' } : {});
    });
    const one = aCase({
      run: async (target) => {
        const started = performance.now();
        target.see('status', (await target.graph(`/sites/${target.options.site}`)).status, 200);
        target.see('waited', performance.now() - started >= 990, true);
      },
    });
    // The command itself asks for the site once before.
    const { code } = await run([one], args(server.base));
    await server.close();
    expect(code).toBe(0);
  });

  it('keeps secrets, addresses and the names of the tenant out of everything it writes', async () => {
    const server = await serving((_request, response) =>
      send(response, 200, {
        webUrl: `https://contoso.sharepoint.com/x?tempauth=abc`,
        token: TOKEN,
        by: 'ana@contoso.example',
      }),
    );
    const leaking = aCase({
      run: async (target) => {
        const answer = await target.graph(`/sites/${target.options.site}/lists`);
        target.see('body', answer.body, {});
        await target.call(`${target.options.base}/upload/secret-address`);
        throw new Error(`with ${target.options.token}`);
      },
    });
    const { said, files } = await run(
      [leaking],
      args(server.base, '--report', 'r', '--markdown', 'm', '--mailbox', 'box@contoso.example'),
    );
    await server.close();
    const written = [said, ...files.values()].join('\n');
    for (const secret of [TOKEN, SITE, 'contoso', 'abc', 'ana@', 'secret-address', '55555555-0000']) {
      expect(written).not.toContain(secret);
    }
    expect(written).toContain('{site}');
  });

  it('never gives the bearer to another server', async () => {
    const other = await serving(sayYes);
    const server = await serving((request, response) =>
      request.url?.endsWith('/content')
        ? send(response, 302, {}, { location: `${other.base}/bytes` })
        : send(response, 200, {}),
    );
    const one = aCase({
      run: async (target) => {
        await target.graph('/drives/d/items/i/content');
        await target.graph(`${other.base}/v1.0/next`);
        target.see('done', true, true);
      },
    });
    await run([one], args(server.base));
    await Promise.all([server.close(), other.close()]);
    expect(other.asked).toHaveLength(2);
    expect(other.asked.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it('sweeps away what earlier runs left, and nothing else', async () => {
    const server = await serving((request, response) => {
      const value = [
        { id: 'l1', displayName: 'conformance-12345678-list-1' },
        { id: 'l2', displayName: 'Suppliers' },
      ];
      send(response, request.method === 'DELETE' ? 204 : 200, { value });
    });
    const { code } = await run([aCase({})], args(server.base, '--sweep'));
    await server.close();
    expect(code).toBe(0);
    const removed = server.asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
    expect(removed).toEqual([`/v1.0/sites/${SITE}/lists/l1`]);
  });
});

describe('an expectation', () => {
  it('is a value, one of several, or a function', () => {
    expect(check('a', 1, 1).asExpected).toBe(true);
    expect(check('a', 1, [2, 1]).asExpected).toBe(true);
    expect(check('a', 3, [2, 1]).asExpected).toBe(false);
    expect(check('a', { b: 1 }, { b: 1 }).asExpected).toBe(true);
    expect(
      check(
        'a',
        5,
        that('odd', (n: number) => n % 2 === 1),
      ),
    ).toMatchObject({ asExpected: true, expected: 'odd' });
    const throwing = that('never', () => {
      throw new Error('cannot compare');
    });
    expect(check('a', 5, throwing).asExpected).toBe(false);
  });
});

describe('the hash of a file', () => {
  it.each([
    ['', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['a', 'YQAAAAAAAAAAAAAAAQAAAAAAAAA='],
  ])('of %j is as Microsoft describes it', (text, hash) => {
    expect(quickXorHash(new TextEncoder().encode(text))).toBe(hash);
  });
});
