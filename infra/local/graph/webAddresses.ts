import type { FastifyInstance } from 'fastify';

/** The `webUrl` of sites, lists, rows and files opens the shell's SharePoint page, where people see lists here. */
export function registerWebAddresses(app: FastifyInstance): void {
  app.get<{
    Params: { site: string; '*': string };
    Querystring: { ID?: string | string[] };
  }>('/sites/:site/*', async (request, reply) => {
    const [first = '', second = ''] = request.params['*'].split('/');
    const list = first === 'Lists' ? second : first.replace('Shared Documents', 'Documents');
    const place = [request.params.site, list].filter(Boolean).map(encodeURIComponent).join('/');
    // As `DispForm.aspx?ID=7`, the form that shows a row, or as Graph names the row: `7_.000`.
    const row = /^\d+$/.exec(String(request.query.ID ?? ''))?.[0] ?? /\/(\d+)_\.000$/.exec(request.params['*'])?.[1];
    return reply.redirect(`/#/maya/sharepoint/${place}${row ? `?row=${row}` : ''}`);
  });
}
