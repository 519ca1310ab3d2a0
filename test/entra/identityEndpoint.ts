import { createServer } from 'node:http';

export interface IdentityEndpoint {
  /** What was asked of it: resources, by the client id of the identity. */
  readonly asked: { readonly resource: string; readonly clientId: string }[];
  /** Status of the next answers, when it is not to give tokens. */
  fail(status: number | undefined): void;
  close(): Promise<void>;
}

/**
 * Stands in for the address at which Azure App Service gives managed identities their tokens: same path, query, header
 * and answer. Puts itself into this process's environment, where MSAL looks for it.
 * @param tokenFor gives the token for a resource; `undefined` when this machine has no such identity
 */
export async function startIdentityEndpoint(
  tokenFor: (resource: string, clientId: string) => Promise<string | undefined>,
): Promise<IdentityEndpoint> {
  const header = 'header-of-this-machine';
  const asked: { resource: string; clientId: string }[] = [];
  let failing: number | undefined;
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const answer = (status: number, body: object) => {
      response.statusCode = status;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    const resource = searchParams.get('resource') ?? '';
    const clientId = searchParams.get('client_id') ?? '';
    if (request.method !== 'GET' || pathname !== '/msi/token' || searchParams.get('api-version') !== '2019-08-01')
      return answer(404, {});
    if (request.headers['x-identity-header'] !== header) return answer(401, {});
    asked.push({ resource, clientId });
    if (failing !== undefined) return answer(failing, { statusCode: failing, message: 'secret-detail of the machine' });
    const token = await tokenFor(resource, clientId);
    if (token === undefined)
      return answer(400, { statusCode: 400, message: 'No User Assigned Managed Identity found for secret-detail.' });
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp: number };
    answer(200, { access_token: token, expires_on: String(exp), resource, token_type: 'Bearer', client_id: clientId });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const before = { IDENTITY_ENDPOINT: process.env.IDENTITY_ENDPOINT, IDENTITY_HEADER: process.env.IDENTITY_HEADER };
  process.env.IDENTITY_ENDPOINT = `http://127.0.0.1:${port}/msi/token`;
  process.env.IDENTITY_HEADER = header;
  return {
    asked,
    fail: (status) => {
      failing = status;
    },
    async close() {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
