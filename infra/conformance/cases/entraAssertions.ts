import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { type ConformanceCase, documented, type Target, that } from '../case';
import { textAt } from '../json';
import { mustBe } from '../target';
import { ask, CODES, GRAPH, seeError, tokenUrl } from './entraSupport';

/** What the client signs to prove that it holds the certificate. */
async function clientAssertion(target: Target, keyPem: string | undefined): Promise<string> {
  const { client, certificate } = target.options;
  if (!client || !certificate) throw new Error('No certificate was given.');
  const thumbprint = createHash('sha256')
    .update(new X509Certificate(readFileSync(certificate.certFile)).raw)
    .digest('base64url');
  const key = keyPem === undefined ? (await generateKeyPair('PS256')).privateKey : createPrivateKey(keyPem);
  return new SignJWT({})
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': thumbprint })
    .setIssuer(client.id)
    .setSubject(client.id)
    .setAudience(tokenUrl(target))
    .setJti(randomUUID())
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('5m')
    .sign(key);
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ON_BEHALF = {
  grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  requested_token_use: 'on_behalf_of',
  scope: `${GRAPH}/.default`,
};

/** Proof by what was signed: a client's certificate, a person's token. */
export const entraAssertionCases: readonly ConformanceCase[] = [
  {
    id: 'entra/certificate',
    area: 'entra',
    rule: "A client proves itself by an assertion that it signed with PS256 and its certificate's key",
    basis: documented('Microsoft Entra docs: Certificate credentials for application authentication'),
    needs: ['client', 'certificate'],
    async run(target) {
      const pem = readFileSync(target.options.certificate?.keyFile ?? '', 'utf8');
      const answer = await ask(target, {
        client_secret: undefined,
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await clientAssertion(target, pem),
      });
      target.see('status', answer.status, 200);
      target.see('a token', textAt(answer.body, 'access_token') !== '', true);
    },
  },
  {
    id: 'entra/certificate-wrong-key',
    area: 'entra',
    rule: 'An assertion signed with another key is invalid_client, AADSTS700027',
    basis: documented(CODES),
    needs: ['client', 'certificate'],
    async run(target) {
      const answer = await ask(target, {
        client_secret: undefined,
        client_assertion_type: ASSERTION_TYPE,
        client_assertion: await clientAssertion(target, undefined),
      });
      seeError(target, 'the assertion', answer, [401, 400], ['invalid_client'], [700027]);
    },
  },
  {
    id: 'entra/on-behalf-of',
    area: 'entra',
    rule: "A person's token for the client is exchanged for one for Graph, which holds the same person and scopes",
    basis: documented('Microsoft Entra docs: OAuth 2.0 On-Behalf-Of flow'),
    needs: ['client', 'assertion'],
    async run(target) {
      const assertion = target.options.assertion ?? '';
      const answer = await ask(target, { ...ON_BEHALF, assertion });
      await mustBe(answer, 'the exchange', 200);
      const claims = decodeJwt(textAt(answer.body, 'access_token'));
      target.see('the person', claims.oid, decodeJwt(assertion).oid);
      target.see('aud', claims.aud, [GRAPH, '00000003-0000-0000-c000-000000000000']);
      target.see(
        'scp',
        claims.scp,
        that('any text', (seen) => typeof seen === 'string' && seen !== ''),
      );
    },
  },
  {
    id: 'entra/on-behalf-of-forged',
    area: 'entra',
    rule: 'An assertion whose signature is wrong is invalid_grant, AADSTS50013',
    basis: documented(CODES),
    needs: ['client', 'assertion'],
    async run(target) {
      const [head, claims, signature = ''] = (target.options.assertion ?? '').split('.');
      const assertion = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
      seeError(
        target,
        'forged',
        await ask(target, { ...ON_BEHALF, assertion }),
        [400, 401],
        ['invalid_grant'],
        [50013],
      );
    },
  },
  {
    id: 'entra/on-behalf-of-own-token',
    area: 'entra',
    rule: 'A token that was issued for another resource cannot be exchanged',
    basis: documented('Microsoft Entra docs: OAuth 2.0 On-Behalf-Of flow'),
    needs: ['client', 'assertion'],
    async run(target) {
      const answer = await ask(target, { ...ON_BEHALF, assertion: target.options.token });
      target.see('status', answer.status, [400, 401]);
      target.see('error', textAt(answer.body, 'error'), ['invalid_grant', 'invalid_request']);
    },
  },
];
