import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { RequestView } from '../../../src/contracts/collaboration';
import type { Me } from '../../../src/contracts/me';
import type { PartnerRow } from '../../../src/contracts/partners';
import { sampleCountries } from './countries';
import { sampleCampaign, samplePreview } from './sampleCampaign';
import { IMPORT_KEY, sampleImportPreview, sampleReport, sampleStaged, sampleStatus } from './sampleImport';
import { sampleOverview } from './sampleOverview';
import { samplePartner } from './samplePartner';
import { samplePartners } from './samplePartners';
import { DOCUMENT_KEY, sampleProgram } from './sampleProgram';
import { afterwards, sampleRequests } from './sampleRequests';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};
/** The service's own policy for the tab, so that a page which needs more fails here too. */
const policy = (host: string) =>
  `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors ${host}`;
const ALL: Me['may'] = {
  edit: true,
  chase: true,
  review: true,
  openCampaign: true,
  importPartners: true,
  decide: true,
  setApplicability: true,
};
const NOTHING: Me['may'] = {
  edit: false,
  chase: false,
  review: false,
  openCampaign: false,
  importPartners: false,
  decide: false,
  setApplicability: false,
};
// A PNG of one blue pixel.
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPj/HwADBwIAMCbHYQAAAABJRU5ErkJggg==',
  'base64',
);

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Refusal {
  readonly status: number;
  readonly message: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/** A stand-in for the service that answers with data in the contracts' shapes, for tests of the pages alone. */
export interface StubService {
  readonly origin: string;
  readonly asked: Asked[];
  partners: PartnerRow[];
  /** What contacts ask; `undefined`: the sample's. */
  requests: RequestView[] | undefined;
  revision: number;
  role: 'manager' | 'reader';
  /** What the manager is told above every page. */
  notice: string | undefined;
  /** Rows in SharePoint of which the manager is told above every page. */
  rowsToMend: Me['rowsToMend'];
  /** What the manager is told of the service's own sign-in above every page. */
  credentialNotice: Me['credentialNotice'];
  importState: 'staged' | 'running' | 'finished' | 'cancelled';
  /** Answers these paths with a refusal instead. */
  refuse: { readonly path: RegExp; readonly refusal: Refusal; readonly times?: number } | undefined;
  isOffline: boolean;
  /** Milliseconds before each answer of the API. */
  delay: number;
  reset(): void;
  close(): Promise<void>;
}

const text = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
};

function send(response: ServerResponse, status: number, body?: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': type });
  response.end(body === undefined ? undefined : Buffer.isBuffer(body) ? body : JSON.stringify(body));
}

export async function startStubService(options: { tabDir: string; teamsOrigin: () => string }): Promise<StubService> {
  let refusedTimes = 0;
  const requestsNow = (): RequestView[] => stub.requests ?? sampleRequests(stub.partners, stub.role === 'reader');
  const listed: { readonly [path: string]: (key: string) => unknown } = {
    '/api/me': () => ({
      oid: 'maya',
      name: 'Maya Okafor',
      roles: [stub.role === 'manager' ? 'Manager' : 'Reader'],
      may: stub.role === 'manager' ? ALL : NOTHING,
      isEmpty: stub.partners.length === 0,
      notice: stub.notice,
      rowsToMend: stub.rowsToMend,
      credentialNotice: stub.credentialNotice,
    }),
    '/api/countries': () => sampleCountries,
    '/api/program': () => sampleProgram(stub.revision),
    '/api/requests': () => ({ revision: stub.revision, rows: requestsNow() }),
    '/api/overview': () => sampleOverview(stub.partners, stub.revision),
    '/api/partners': () => ({ revision: stub.revision, rows: stub.partners }),
    '/api/campaigns': () => ({
      revision: stub.revision,
      campaigns: stub.partners.length > 0 ? [sampleCampaign(stub.partners, stub.revision)] : [],
    }),
    '/api/imports': () => ({
      imports: [sampleStatus('finished', 6201), sampleStatus(stub.importState, 2210, 'fsis.csv')].map((one, index) => ({
        ...one,
        key: index === 0 ? IMPORT_KEY.replace('1', '2') : one.key,
      })),
    }),
  };

  const api = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://stub');
    const body = request.method === 'GET' ? '' : await text(request);
    stub.asked.push({
      method: request.method ?? '',
      path: url.pathname + url.search,
      authorization: request.headers.authorization,
      body,
    });
    if (stub.delay > 0) await new Promise((resolve) => setTimeout(resolve, stub.delay));
    if (stub.isOffline) return void request.socket.destroy();
    if (stub.refuse?.path.test(url.pathname) && refusedTimes < (stub.refuse.times ?? Number.POSITIVE_INFINITY)) {
      refusedTimes += 1;
      const { status, message, fields } = stub.refuse.refusal;
      return send(response, status, { code: 'refused', message, fields });
    }
    if (request.method === 'GET' && url.searchParams.get('since') === String(stub.revision)) return send(response, 204);
    const known = listed[url.pathname];
    if (request.method === 'GET' && known) return send(response, 200, known(''));
    const [, , noun, key = '', act] = url.pathname.split('/');
    if (request.method === 'GET' && noun === 'partners') {
      const row = stub.partners.find((one) => one.key === key);
      return row
        ? send(response, 200, samplePartner(row, stub.revision))
        : send(response, 404, { code: 'notFound', message: 'This partner is not here.' });
    }
    if (request.method === 'GET' && noun === 'campaigns')
      return send(response, 200, sampleCampaign(stub.partners, stub.revision));
    if (noun === 'contacts' && act === 'teams' && request.method === 'GET')
      return send(response, 200, {
        people: [{ oid: 'lupe', name: 'Guadalupe Hernández', email: 'lupe@acerosdelnorte.example', isGuest: true }],
      });
    if (noun === 'program' && key === 'documents')
      return request.method === 'GET'
        ? send(response, 200, PIXEL, 'application/pdf')
        : send(response, 201, { key: DOCUMENT_KEY });
    if (noun === 'program' && key === 'applicability') return send(response, 204);
    if (noun === 'requests') {
      stub.requests = afterwards(requestsNow(), key, JSON.parse(body));
      stub.revision += 1;
      return send(response, 204);
    }
    if (noun === 'assessments' && act === 'copy') return send(response, 200, PIXEL, 'application/octet-stream');
    if (noun === 'evidence' && act === 'content') return send(response, 200, PIXEL, 'image/png');
    if (noun === 'imports' && act === 'report')
      return url.searchParams.has('format')
        ? send(response, 200, Buffer.from('row,name\n'), 'text/csv')
        : send(response, 200, sampleReport);
    if (noun === 'imports' && act === 'preview') return send(response, 200, sampleImportPreview);
    if (noun === 'imports' && act === 'start') {
      stub.importState = 'running';
      return send(response, 200, sampleStatus('running', 0));
    }
    if (noun === 'imports' && act === 'cancel') {
      stub.importState = 'cancelled';
      return send(response, 200, sampleStatus('cancelled', 2210));
    }
    if (noun === 'imports' && request.method === 'POST') {
      stub.importState = 'staged';
      return send(response, 201, sampleStaged(decodeURIComponent(String(request.headers['x-file-name']))));
    }
    if (noun === 'imports')
      return send(response, 200, sampleStatus(stub.importState, stub.importState === 'staged' ? 0 : 2210));
    if (noun === 'campaigns' && key === 'preview') {
      const { partnerKeys } = JSON.parse(body);
      return send(response, 200, samplePreview(stub.partners.filter((row) => partnerKeys.includes(row.key))));
    }
    if (request.method === 'POST' && !act)
      return send(response, 201, {
        key: noun === 'campaigns' ? sampleCampaign(stub.partners, 1).key : (stub.partners[1]?.key ?? ''),
      });
    return send(response, 204);
  };

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stub').pathname;
    if (path === '/tab-settings.json')
      return send(response, 200, {
        clientId: '33333333-0000-4000-8000-000000000001',
        tenantId: '11111111-aaaa-4bbb-8ccc-000000000001',
        teamsOrigins: [options.teamsOrigin()],
      });
    if (path.startsWith('/api/')) return api(request, response);
    const file = normalize(path).replace(/^\/tab\//, '');
    try {
      const name = file === '' || file === '/' ? 'index.html' : file;
      const bytes = await readFile(join(options.tabDir, name));
      response.writeHead(200, {
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'content-security-policy': policy(options.teamsOrigin()),
      });
      response.end(bytes);
    } catch {
      send(response, 404, { code: 'notFound', message: 'Not here.' });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: StubService = {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked: [],
    partners: samplePartners(24),
    requests: undefined,
    revision: 1,
    role: 'manager',
    notice: undefined,
    rowsToMend: undefined,
    credentialNotice: undefined,
    importState: 'staged',
    refuse: undefined,
    isOffline: false,
    delay: 0,
    reset() {
      refusedTimes = 0;
      Object.assign(stub, {
        partners: samplePartners(24),
        requests: undefined,
        revision: stub.revision + 1,
        role: 'manager',
        notice: undefined,
        rowsToMend: undefined,
        credentialNotice: undefined,
        importState: 'staged',
        refuse: undefined,
        isOffline: false,
        delay: 0,
      });
      stub.asked.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return stub;
}
