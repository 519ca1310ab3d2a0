import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { GraphError } from '../graph/graphError';
import { graphStateOf } from '../graph/state';
import { listNamed, shellRoute } from './shellRoute';
import { checkMayLook } from './siteAccess';

/** What a browser may show of a stranger's file inside the shell. Everything else is offered as a download. */
const SHOWN: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  pdf: 'application/pdf',
  // Text in every shape is shown as text: HTML and SVG could run scripts.
  txt: 'text/plain; charset=utf-8',
  csv: 'text/plain; charset=utf-8',
  json: 'text/plain; charset=utf-8',
  xml: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  html: 'text/plain; charset=utf-8',
  svg: 'text/plain; charset=utf-8',
};

const fileQuery = z.strictObject({
  as: z.string().optional(),
  site: z.string(),
  list: z.string(),
  id: z.string(),
  /** As a file to keep rather than to look at. */
  download: z.stringbool().default(false),
});

/** `GET /_shell/sharepoint/file`: the bytes of a library's file as they are stored, to look at or to keep. */
export function registerFiles(app: FastifyInstance, context: TenantContext, directory: Directory): void {
  const { files } = graphStateOf(context);

  shellRoute(app, 'GET', '/_shell/sharepoint/file', fileQuery, ({ as, site, list: name, id, download }, reply) => {
    const list = listNamed(context, site, name);
    checkMayLook(directory, as, list.site);
    const entry = list.drive === undefined ? undefined : files.ofItem(list.drive, Number(id));
    if (!entry || entry.isFolder) throw new GraphError(404, 'itemNotFound', 'There is no such file.');
    const shown = SHOWN[entry.name.split('.').at(-1)?.toLowerCase() ?? ''];
    const isInline = shown !== undefined && !download;
    void reply
      .header('content-type', shown ?? 'application/octet-stream')
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `${isInline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(entry.name)}`,
      );
    // The browser's own PDF viewer does not work in a sandbox; it runs the file's scripts in one of its own.
    if (shown !== 'application/pdf') void reply.header('content-security-policy', "sandbox; default-src 'none'");
    return files.read(entry);
  });
}
