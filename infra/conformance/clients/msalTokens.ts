import { type ConformanceCase, documented, observed, remembered, type Target, that } from '../case';
import { control } from './control';
import { claimsOf, GRAPH_SCOPE, msalCertificate, msalClient } from './msal';

const HOUR_MS = 3_600_000;

/** Tokens that msal-node gets, keeps and uses. */
export const msalTokenCases: readonly ConformanceCase[] = [
  {
    id: 'client-msal/secret',
    area: 'client-msal',
    rule: 'msal-node gets a token for Graph with a client secret; it lives 60 to 90 minutes and names the application.',
    basis: documented('Entra docs: client credentials flow; access token lifetimes'),
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const answer = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
      const claims = claimsOf(answer?.accessToken);
      target.see('audience', claims.aud, ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000']);
      target.see('application', claims.appid ?? claims.azp, target.options.client?.id);
      target.see('tenant', claims.tid, target.options.tenantId);
      const minutes = ((answer?.expiresOn?.getTime() ?? 0) - Date.now()) / 60_000;
      // Entra says a second less than the lifetime.
      target.see(
        'minutes until it expires',
        minutes,
        that('59 to 90', (seen) => seen >= 59 && seen <= 90),
      );
      await seeAccepted(target, 'status of Graph with the token', answer?.accessToken, true);
    },
  },
  {
    id: 'client-msal/cache',
    area: 'client-msal',
    rule: 'msal-node asks once and answers from its cache after that, unless it is told to skip it.',
    basis: documented('MSAL docs: acquire and cache tokens'),
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const first = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
      const second = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
      const third = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE], skipCache: true });
      target.see('first from the cache', first?.fromCache, false);
      target.see('second from the cache', second?.fromCache, true);
      target.see('the same token', second?.accessToken === first?.accessToken, true);
      target.see('third from the cache', third?.fromCache, false);
      await seeAccepted(target, 'status of Graph with the first token', first?.accessToken, true);
    },
  },
  {
    id: 'client-msal/certificate',
    area: 'client-msal',
    rule: 'msal-node proves itself with a certificate (a PS256 assertion) and gets a token that Graph accepts.',
    basis: documented('Entra docs: application authentication certificate credentials'),
    needs: ['client', 'certificate', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target, { clientCertificate: await msalCertificate(target) });
      const answer = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
      const claims = claimsOf(answer?.accessToken);
      target.see('application', claims.appid ?? claims.azp, target.options.client?.id);
      await seeAccepted(target, 'status of Graph with the token', answer?.accessToken, true);
      const again = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE], skipCache: true });
      target.see('a second assertion is accepted', again?.fromCache, false);
    },
  },
  {
    id: 'client-msal/on-behalf-of',
    area: 'client-msal',
    rule: "msal-node exchanges a person's token for one for Graph, which names the same person; the second is from its cache.",
    basis: documented('Entra docs: on-behalf-of flow'),
    needs: ['client', 'assertion', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const wish = { oboAssertion: target.options.assertion ?? '', scopes: [GRAPH_SCOPE] };
      const first = await client.acquireTokenOnBehalfOf(wish);
      const claims = claimsOf(first?.accessToken);
      target.see('the person', claims.oid, claimsOf(target.options.assertion).oid);
      target.see('audience', claims.aud, ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000']);
      target.see(
        'delegated scopes',
        String(claims.scp ?? ''),
        that('some', (seen) => seen !== ''),
      );
      target.see('kind of token', claims.idtyp ?? 'user', 'user');
      const second = await client.acquireTokenOnBehalfOf(wish);
      target.see('second from the cache', second?.fromCache, true);
    },
  },
  {
    id: 'client-msal/expired-token',
    area: 'client-msal',
    rule: 'Graph answers 401 to an expired token, and msal-node, told to skip its cache, gets one that works.',
    basis: documented('Graph docs: error responses (InvalidAuthenticationToken)'),
    needs: ['client', 'control', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const old = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
      await control(target, 'POST', 'clock', { advanceMs: 2 * HOUR_MS });
      target.cleanUp(() => control(target, 'POST', 'clock', { advanceMs: -2 * HOUR_MS }));
      await seeAccepted(target, 'status of Graph two hours later', old?.accessToken, false);
      const fresh = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE], skipCache: true });
      await seeAccepted(target, 'status of Graph with a new token', fresh?.accessToken, true);
    },
  },
  {
    id: 'client-msal/own-audience',
    area: 'client-msal',
    rule: "A token for the application's own API is signed with a key of the published set and names its issuer.",
    basis: documented('Entra docs: access tokens (validate the signature and the issuer)'),
    needs: ['client', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const scopes = [`${target.options.client?.id}/.default`];
      const answer = await client.acquireTokenByClientCredential({ scopes });
      const { issuer } = await verified(target, answer?.accessToken ?? '');
      target.see('issuer', issuer, issuersOf(target));
    },
  },
  {
    id: 'client-msal/key-roll-over',
    area: 'client-msal',
    rule: 'After the keys were rolled a new token has a new key id, both keys are published, and older tokens stay valid.',
    basis: remembered('signing key roll-over, as practitioners meet it'),
    needs: ['client', 'control', 'httpsBase'],
    async run(target) {
      const client = await msalClient(target);
      const scopes = [`${target.options.client?.id}/.default`];
      const old = await client.acquireTokenByClientCredential({ scopes });
      const graphToken = await client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] });
      await control(target, 'POST', 'rollKeys', {});
      const fresh = await client.acquireTokenByClientCredential({ scopes, skipCache: true });
      const [before, after] = [
        await verified(target, old?.accessToken ?? ''),
        await verified(target, fresh?.accessToken ?? ''),
      ];
      target.see('another key', before.kid !== after.kid, true);
      await seeAccepted(target, 'status of Graph with the older token', graphToken?.accessToken, true);
    },
  },
  {
    id: 'client-msal/http-authority',
    area: 'client-msal',
    rule: 'msal-node refuses an authority without TLS before it sends anything.',
    basis: observed('msal-node 7.2 (authority_uri_insecure)'),
    needs: ['client'],
    async run(target) {
      const authority = `http://localhost:9/${target.options.tenantId}`;
      const outcome = await msalClient(
        { ...target, options: { ...target.options, httpsBase: 'https://localhost:9' } },
        { authority },
      )
        .then((client) => client.acquireTokenByClientCredential({ scopes: [GRAPH_SCOPE] }))
        .then(
          () => 'a token',
          (error: unknown) =>
            error instanceof Error && 'errorCode' in error ? String(error.errorCode) : String(error),
        );
      target.see('outcome', outcome, 'authority_uri_insecure');
    },
  },
];

const issuersOf = ({ options }: Target): string[] => [
  ...[options.login, options.httpsBase].map((origin) => `${origin}/${options.tenantId}/v2.0`),
  `https://sts.windows.net/${options.tenantId}/`,
];

/** Checks the signature with the published keys, by the library jose. Throws when it does not hold. */
async function verified(target: Target, token: string): Promise<{ issuer: string; kid: string }> {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  const { login, tenantId, client } = target.options;
  const keys = createRemoteJWKSet(new URL(`${login}/${tenantId}/discovery/v2.0/keys`));
  const audience = [client?.id ?? '', `api://${client?.id}`];
  const { payload, protectedHeader } = await jwtVerify(token, keys, { algorithms: ['RS256'], audience });
  return { issuer: payload.iss ?? '', kid: protectedHeader.kid ?? '' };
}

/** 401 says that the token is no good; 403 and 404 say that it was read. */
async function seeAccepted(target: Target, what: string, token = '', isAccepted: boolean): Promise<void> {
  const { status } = await target.graph(`/sites/${target.options.site}`, { token });
  target.see(what, status, isAccepted ? [200, 403, 404] : 401);
}
