import {
  Client,
  type Context,
  HTTPMessageHandler,
  type Middleware,
  RetryHandler,
  RetryHandlerOptions,
} from '@microsoft/microsoft-graph-client';
import { makeList } from '../support/lists';
import { startTenant, type TestTenant } from '../support/tenant';

let t: TestTenant;
let list: string;
let client: Client;

/** Microsoft's own handler sends no token over http. */
class TokenHandler implements Middleware {
  private next: Middleware | undefined;
  constructor(private readonly token: string) {}
  setNext(next: Middleware): void {
    this.next = next;
  }
  async execute(context: Context): Promise<void> {
    context.options = {
      ...context.options,
      headers: { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${this.token}` },
    };
    await this.next?.execute(context);
  }
}

beforeAll(async () => {
  t = await startTenant();
  await t.withoutQuirks();
  list = await makeList(t, 'Partners');
  const token = new TokenHandler(await t.token({ app: 'service' }));
  const retry = new RetryHandler(new RetryHandlerOptions(0.01, 2));
  token.setNext(retry);
  retry.setNext(new HTTPMessageHandler());
  client = Client.initWithMiddleware({ baseUrl: `${t.origin}/`, defaultVersion: 'v1.0', middleware: token });
});
afterAll(() => t.close());

it("Microsoft's client creates, reads, changes and finds rows", async () => {
  const made = await client.api(`${list}/items`).post({ fields: { Title: 'Aceros', Key: 'k1', Country: 'MX' } });
  const read = await client.api(`${list}/items/${made.id}`).expand('fields($select=Title,Country)').get();
  expect(read.fields).toMatchObject({ Title: 'Aceros', Country: 'MX' });
  await client.api(`${list}/items/${made.id}/fields`).header('If-Match', read.eTag).patch({ Country: 'US' });
  await expect(
    client.api(`${list}/items/${made.id}/fields`).header('If-Match', read.eTag).patch({ Country: 'CA' }),
  ).rejects.toMatchObject({
    statusCode: 412,
    code: 'resourceModified',
  });
  const found = await client.api(`${list}/items`).filter("fields/Key eq 'k1'").expand('fields').top(5).get();
  expect(found.value).toMatchObject([{ id: made.id, fields: { Country: 'US' } }]);
});

it("Microsoft's client reads the code and message of an error", async () => {
  await expect(client.api(`${list}/items/999`).get()).rejects.toMatchObject({ statusCode: 404, code: 'itemNotFound' });
  await expect(client.api(`${list}/items`).filter("fields/Note eq 'a'").get()).rejects.toMatchObject({
    statusCode: 400,
    message: expect.stringContaining('not indexed'),
  });
});

it("Microsoft's client waits as Retry-After says", async () => {
  await t.setFaults({ match: { pathPattern: '/items/1$' }, kind: 'status', status: 503, retryAfter: 1, times: 1 });
  const started = performance.now();
  await client.api(`${list}/items/1`).get();
  expect(performance.now() - started).toBeGreaterThan(900);
});

it("Microsoft's client uploads a file and follows the address of its content", async () => {
  const { value } = await client.api(`/sites/${t.environment.service.RECORDS_SITE_ID}/drives`).get();
  const file = `/drives/${value[0].id}/root:/notes/a.txt`;
  await client.api(`${file}:/content`).put(Buffer.from('hello'));
  const stream = await client
    .api(`${file}:/content`)
    .responseType('arraybuffer' as never)
    .get();
  expect(Buffer.from(stream as ArrayBuffer).toString()).toBe('hello');
});
