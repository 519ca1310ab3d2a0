import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSecurityHeaders } from '../../../bot/api/securityHeaders';
import { createStaticPages } from '../../../bot/api/staticPages';
import { compactOf } from '../../../src/contracts/compactQuestionnaire';
import type { PartnerSession, SaveSection, SubmitInput, SubmitResult } from '../../../src/contracts/questionnaire';
import { GUADALUPE, PLAIN_NAMES, type StubNames, StubQuestionnaire, wholePack } from './stubQuestionnaire';
import { StubTogether } from './stubTogether';

/** The secret that the stub knows; any other is unknown. */
export const SECRET = '01j9zq3k5v7x9b2d4f6h8k0m2p5t7w9y1b3d5f7h9k2m4p6r8t0v';
export const RUN_OUT = SECRET.replace(/^01/, '02');
export const REVOKED = SECRET.replace(/^01/, '03');

interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const problem = (status: number, code: string, message: string): Reply => ({ status, json: { code, message } });

/** The service as the page sees it, with answers in memory and faults on demand. */
export interface StubService {
  readonly url: string;
  /** The address in a mail. */
  readonly link: string;
  questionnaire: StubQuestionnaire;
  /** What several people do with it. */
  together: StubTogether;
  /** Whether the browser must show a code first; the code is 123456. */
  needsCode: boolean;
  /** Replies before the stub does, while it gives something. */
  fault: ((call: { method: string; path: string }) => Reply | undefined) | undefined;
  /** Calls are lost on their way here; pages still come. */
  isDown: boolean;
  /** Calls that were lost while the line was down. */
  lost: number;
  /** Calls do their work, and the answer is lost on its way back. */
  isDeaf: boolean;
  /** Tells the contact apart from another one on the same device. */
  contactKey: string;
  /** Milliseconds before every answer to a call. */
  delayMs: number;
  /** `METHOD path` of every call, bodies left out. */
  readonly calls: string[];
  readonly saves: SaveSection[];
  start(names?: Partial<StubNames>): void;
  close(): Promise<void>;
}

export async function startStubService(): Promise<StubService> {
  const folder = path.resolve('dist/partner');
  if (!existsSync(path.join(folder, 'index.html')))
    throw new Error('dist/partner is missing: run `node infra/build.mjs`.');
  const pages = createStaticPages(folder);
  let triesLeft = 5;

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const headersFor = createSecurityHeaders({ publicUrl: url, teamsOrigins: [] });

  const stub: StubService = {
    url,
    link: `${url}/answer/#${SECRET}`,
    questionnaire: new StubQuestionnaire(PLAIN_NAMES),
    together: new StubTogether(new StubQuestionnaire(PLAIN_NAMES)),
    needsCode: false,
    fault: undefined,
    isDown: false,
    lost: 0,
    isDeaf: false,
    contactKey: 'guadalupe',
    delayMs: 0,
    calls: [],
    saves: [],
    start(names = {}) {
      stub.questionnaire = new StubQuestionnaire({ ...PLAIN_NAMES, ...names });
      stub.together = new StubTogether(stub.questionnaire);
      stub.needsCode = false;
      stub.fault = undefined;
      stub.isDown = false;
      stub.isDeaf = false;
      stub.contactKey = 'guadalupe';
      stub.delayMs = 0;
      stub.calls.length = 0;
      stub.saves.length = 0;
      triesLeft = 5;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };

  const session = (): PartnerSession => {
    const { progress, dueOn, status } = stub.questionnaire.view();
    const { answered, total } = progress;
    const { names } = stub.questionnaire;
    const one = {
      key: 'c1|p1',
      title: 'Supply chain security',
      dueOn,
      status,
      percent: progress.percent,
      answered,
      total,
    };
    return {
      contactName: names.contact,
      contactKey: stub.contactKey,
      customerName: names.customer,
      needsCode: stub.needsCode,
      assessments: [{ ...one, needsCode: stub.needsCode }],
    };
  };

  function open(secret: string): Reply {
    if (secret === RUN_OUT)
      return problem(
        400,
        'invalid',
        'This link has run out. Please write to the person who asked you; with the next message you get a new one.',
      );
    if (secret === REVOKED)
      return problem(
        403,
        'forbidden',
        'This link was replaced or ended by the person who asked you. Please use the link in the last message you got, or write to that person.',
      );
    if (secret.toLowerCase() !== SECRET)
      return problem(
        404,
        'notFound',
        'This link is not complete or not known. Please open the link in the last message you got, or type the code from that message.',
      );
    return {
      status: 200,
      json: session(),
      headers: { 'set-cookie': '__Host-trustlane=1; Path=/; Secure; HttpOnly; SameSite=Strict' },
    };
  }

  function verify(code: string): Reply {
    if (code === '123456') {
      stub.needsCode = false;
      stub.together.wantsCode = false;
      return { status: 200, json: session() };
    }
    triesLeft -= 1;
    if (triesLeft === 0)
      return problem(429, 'tooMany', 'This code was typed wrongly too often. Please ask for a new one.');
    return problem(400, 'invalid', `This is not the code we sent. You have ${triesLeft} tries left.`);
  }

  function submit(input: SubmitInput): Reply {
    const { questionnaire } = stub;
    const next = ['Maya Okafor at Northgate Trading Ltd reads your answers and looks at your files.'];
    const done = (isNew: boolean): Reply => {
      const { at, by } = questionnaire.submitted!;
      return { status: 200, json: { submittedAt: at, submittedBy: by, isNew, next } satisfies SubmitResult };
    };
    if (questionnaire.submitted) return done(false);
    const musts = questionnaire.view().progress.missing.filter(({ isMust }) => isMust);
    if (musts.length > 0 && !input.openMustsReason) {
      return problem(
        400,
        'invalid',
        `${musts.length} required questions are still open. Answer them, or say why they cannot be answered now. Nothing was sent yet.`,
      );
    }
    questionnaire.submitted = { at: new Date().toISOString(), by: input.name };
    return done(true);
  }

  function attach(url: URL, name: string, bytes: Buffer): Reply {
    if (bytes.subarray(0, 2).toString('latin1') === 'MZ') {
      return problem(
        400,
        'invalid',
        'This kind of file is not accepted. Send a PDF, a photo (JPEG, PNG, HEIC, WebP), a Word, Excel or PowerPoint file, or plain text. Nothing was stored.',
      );
    }
    const siteId = url.searchParams.get('siteId') ?? undefined;
    const item = {
      key: `01j9zq3k5v7x9b2d4f6h8k0m${stub.questionnaire.evidence.length + 10}`,
      questionId: url.searchParams.get('questionId') ?? '',
      ...(siteId ? { siteId } : {}),
      originalName: name,
      size: bytes.length,
      reviewState: 'toReview',
      addedAt: new Date().toISOString(),
    };
    stub.questionnaire.evidence.push(item as unknown as (typeof stub.questionnaire.evidence)[number]);
    stub.questionnaire.sayFiles(item.questionId, siteId);
    return { status: 201, json: stub.questionnaire.view().evidence.at(-1) };
  }

  async function call(request: IncomingMessage, url: URL): Promise<Reply> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const route = url.pathname.slice('/partner'.length);
    stub.calls.push(`${request.method} ${route}`);
    if (stub.delayMs > 0) await sleep(stub.delayMs);
    const fault = stub.fault?.({ method: request.method ?? '', path: route });
    if (fault) return fault;
    if (request.headers['x-trustlane'] !== '1')
      return problem(403, 'forbidden', 'This can only be done from our own page.');
    const json = <T>(): T => JSON.parse(bytes.toString()) as T;
    if (route === '/session' && request.method === 'POST') return open(json<{ secret: string }>().secret);
    if (!request.headers.cookie?.includes('__Host-trustlane=1'))
      return problem(401, 'unauthenticated', 'Please open the link in your message again.');
    if (route === '/session' && request.method === 'DELETE')
      return {
        status: 204,
        headers: { 'set-cookie': '__Host-trustlane=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0' },
      };
    if (route === '/session') return { status: 200, json: session() };
    if (route === '/session/code') return { status: 200, json: { sentTo: 'l…@acerosdelnorte.example' } };
    if (route === '/session/verify') return verify(json<{ code: string }>().code);
    if (stub.needsCode) return problem(403, 'codeNeeded', 'There are answers in here already.');
    if (route === '/questionnaire') return { status: 200, json: compactOf(stub.together.view()) };
    const save = /\/sections\/([^/]+)\/([^/]+)$/.exec(route);
    if (save) {
      const input = json<SaveSection>();
      stub.saves.push(input);
      const siteId = save[2] === '-' ? undefined : save[2];
      if (stub.questionnaire.rows.get(`${save[1]}|${save[2]}`)?.blocked !== undefined)
        return problem(409, 'conflict', 'Nothing was saved here just now. The other parts work.');
      return { status: 200, json: stub.questionnaire.save(GUADALUPE, String(save[1]), siteId, input) };
    }
    const together = /^\/assessments\/[^/]+(\/.*)$/.exec(route)?.[1];
    const reply = together && stub.together.call(request.method ?? '', together, () => json());
    if (reply) return reply;
    if (route.endsWith('/submit')) return submit(json<SubmitInput>());
    if (route.endsWith('/evidence'))
      return attach(url, decodeURIComponent(String(request.headers['x-file-name'])), bytes);
    const removed = /\/evidence\/(\w+)$/.exec(route)?.[1];
    if (removed && request.method === 'DELETE') {
      const file = stub.questionnaire.evidence.find(({ key }) => key === removed);
      stub.questionnaire.evidence = stub.questionnaire.evidence.filter((each) => each !== file);
      if (file) stub.questionnaire.sayFiles(file.questionId, file.siteId);
      return { status: 204 };
    }
    return problem(404, 'notFound', 'There is nothing here.');
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', url);
    if (address.pathname.startsWith('/partner/')) {
      if (stub.isDown) {
        stub.lost += 1;
        return void request.socket.destroy();
      }
      const { status, json, headers } = await call(request, address);
      if (stub.isDeaf) return void request.socket.destroy();
      response.writeHead(status, { ...headersFor('api'), 'content-type': 'application/json', ...headers });
      response.end(json === undefined ? undefined : JSON.stringify(json));
      return;
    }
    const drawing = /^\/pictures\/(\w+)\.svg$/.exec(address.pathname)?.[1];
    if (drawing) {
      const svg = wholePack().pictures.get(drawing)?.svg;
      response.writeHead(svg ? 200 : 404, {
        'content-type': 'image/svg+xml',
        'cross-origin-resource-policy': 'cross-origin',
      });
      response.end(svg);
      return;
    }
    const name = decodeURIComponent(address.pathname.replace(/^\/answer\/?/, ''));
    const page = await pages({ name, acceptsGzip: true, ifNoneMatch: undefined });
    response.writeHead(page?.status ?? 404, { ...headersFor('partner'), ...page?.headers });
    response.end(page?.bytes ?? page?.text);
  }

  return stub;
}
