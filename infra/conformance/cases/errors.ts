import { randomUUID } from 'node:crypto';
import { type ConformanceCase, documented, observed, remembered, that } from '../case';
import { at, textAt } from '../json';
import { seeRefused } from './support';

const JSON_TYPE = { 'content-type': 'application/json' };
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const aGuid = that('a GUID', (seen: string) => GUID.test(seen));
const ERRORS = 'Graph docs: Error responses and resource types';

export const errorCases: readonly ConformanceCase[] = [
  {
    id: 'errors/shape',
    area: 'errors',
    rule: 'An error is JSON: error.code, error.message, error.innerError with date, request-id and client-request-id',
    basis: documented(ERRORS),
    async run(target) {
      const answer = await target.graph(`/sites/${target.options.site}/lists/99999999-0000-4000-8000-000000000009`);
      target.see(
        'content-type',
        answer.headers['content-type'],
        that('application/json', (seen) => /^application\/json/.test(seen ?? '')),
      );
      target.see(
        'code',
        textAt(answer.body, 'error', 'code'),
        that('any text', (seen: string) => seen !== ''),
      );
      target.see(
        'message',
        textAt(answer.body, 'error', 'message'),
        that('any text', (seen: string) => seen !== ''),
      );
      target.see(
        'date',
        textAt(answer.body, 'error', 'innerError', 'date'),
        that('a time', (seen: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(seen)),
      );
      target.see('request-id', textAt(answer.body, 'error', 'innerError', 'request-id'), aGuid);
      target.see('client-request-id', textAt(answer.body, 'error', 'innerError', 'client-request-id'), aGuid);
    },
  },
  {
    id: 'errors/request-id',
    area: 'errors',
    rule: 'Every answer carries a request-id, and an error names the same one',
    basis: documented('Graph docs: Best practices for working with Microsoft Graph'),
    async run(target) {
      const good = await target.graph(`/sites/${target.options.site}`);
      target.see('of a good answer', good.headers['request-id'] ?? '', aGuid);
      const bad = await target.graph(`/sites/${target.options.site}/lists/99999999-0000-4000-8000-000000000009`);
      target.see('of an error', bad.headers['request-id'], textAt(bad.body, 'error', 'innerError', 'request-id'));
      target.see('they differ', good.headers['request-id'] !== bad.headers['request-id'], true);
    },
  },
  {
    id: 'errors/client-request-id',
    area: 'errors',
    rule: 'A client-request-id that the caller gives is named in the error',
    basis: documented('Graph docs: Best practices for working with Microsoft Graph'),
    async run(target) {
      const id = randomUUID();
      const answer = await target.graph(`/sites/${target.options.site}/lists/99999999-0000-4000-8000-000000000009`, {
        headers: { 'client-request-id': id },
      });
      target.see(
        'client-request-id',
        textAt(answer.body, 'error', 'innerError', 'client-request-id').toLowerCase(),
        id,
      );
    },
  },
  {
    id: 'errors/malformed-json',
    area: 'errors',
    rule: 'A body that is not JSON answers 400',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      for (const body of ['{"fields":{"Title":"a"', '{fields:1}', 'Title=a', '']) {
        const answer = await target.graph(`${list.path}/items`, { method: 'POST', body, headers: JSON_TYPE });
        seeRefused(target, body === '' ? 'nothing' : body, answer, 400);
      }
    },
  },
  {
    id: 'errors/not-an-object',
    area: 'errors',
    rule: 'JSON that is not an object answers 400 where an object is due',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      for (const body of ['[]', '"fields"', '1']) {
        const answer = await target.graph(`${list.path}/items`, { method: 'POST', body, headers: JSON_TYPE });
        seeRefused(target, body, answer, 400);
      }
    },
  },
  {
    id: 'errors/media-type',
    area: 'errors',
    rule: 'A body of another media type is refused',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${list.path}/items`, {
        method: 'POST',
        body: '<item/>',
        headers: { 'content-type': 'application/xml' },
      });
      seeRefused(target, 'XML', answer, [400, 415]);
    },
  },
  {
    id: 'errors/huge-body',
    area: 'errors',
    rule: 'A JSON body far above the limit of 4 MB is refused',
    basis: documented('Graph docs: Known issues and limits of request size'),
    async run(target) {
      const list = await target.makeList();
      const answer = await target.graph(`${list.path}/items`, {
        method: 'POST',
        body: { fields: { Title: 'x'.repeat(8_000_000) } },
      });
      target.see('status', answer.status, [400, 413]);
    },
  },
  {
    id: 'errors/unknown-path',
    area: 'errors',
    rule: 'A path segment that Graph does not know is refused, and named',
    basis: observed('many threads: "Resource not found for the segment"'),
    async run(target) {
      const answer = await target.graph('/nonsense');
      seeRefused(target, '/nonsense', answer, [400, 404], { words: /nonsense/ });
      seeRefused(target, 'below a site', await target.graph(`/sites/${target.options.site}/nonsense`), [400, 404]);
    },
  },
  {
    id: 'errors/unknown-version',
    area: 'errors',
    rule: 'A version of Graph that does not exist is refused',
    basis: remembered(),
    async run(target) {
      const answer = await target.call(`${target.options.base}/v9.9/sites/${target.options.site}`, {
        token: target.options.token,
      });
      target.see('status', answer.status, [400, 404]);
    },
  },
  {
    id: 'errors/method',
    area: 'errors',
    rule: 'A method that a resource does not have is refused',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      const put = await target.graph(`${list.path}/items`, { method: 'PUT', body: { fields: { Title: 'a' } } });
      target.see('PUT on items', put.status, [400, 405]);
      const post = await target.graph(`/sites/${target.options.site}`, { method: 'POST', body: {} });
      target.see('POST on a site', post.status, [400, 405]);
    },
  },
  {
    id: 'errors/site-malformed',
    area: 'errors',
    rule: 'A site id that cannot be one is refused, and an unknown one is not found',
    basis: remembered(),
    async run(target) {
      const [host = ''] = target.options.site.split(',');
      const malformed = await target.graph('/sites/not,a,site');
      target.see('malformed', malformed.status, [400, 404]);
      const unknown = await target.graph(
        `/sites/${host},99999999-0000-4000-8000-000000000009,99999999-0000-4000-8000-000000000008`,
      );
      target.see('unknown', unknown.status, [404, 403]);
    },
  },
  {
    id: 'errors/path-tricks',
    area: 'errors',
    rule: 'Encoded dots, slashes and zero bytes in a path lead nowhere',
    basis: remembered(),
    async run(target) {
      const { base, site, token } = target.options;
      for (const trick of [
        'lists/%2e%2e/%2e%2e/users',
        'lists/..%2f..%2fusers',
        'lists/%00',
        'lists/%252e%252e',
        'lists/%E0%A4%A',
      ]) {
        const answer = await target.call(`${base}/v1.0/sites/${site}/${trick}`, { token });
        target.see(
          trick,
          answer.status,
          that('refused with 4xx', (seen) => seen >= 400 && seen < 500),
        );
      }
    },
  },
  {
    id: 'errors/method-override',
    area: 'errors',
    rule: 'A method is not changed by a header',
    basis: remembered(),
    async run(target) {
      const list = await target.makeList();
      await target.graph(list.path, { headers: { 'x-http-method-override': 'DELETE', 'x-http-method': 'DELETE' } });
      const read = await target.graph(list.path);
      target.see('the list is still there', read.status, 200);
      target.see('its name', at(read.body, 'displayName'), list.displayName);
    },
  },
];
