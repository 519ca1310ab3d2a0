import type { FastifyInstance } from 'fastify';

/** The `webUrl` of sites, lists, rows and files opens the shell's SharePoint page, where people see lists here. */
export function registerWebAddresses(app: FastifyInstance): void {
  app.get<{ Params: { site: string; '*': string } }>('/sites/:site/*', async (request, reply) => {
    const [first = '', second = ''] = request.params['*'].split('/');
    const list = first === 'Lists' ? second : first.replace('Shared Documents', 'Documents');
    const place = [request.params.site, list].filter(Boolean).map(encodeURIComponent).join('/');
    return reply.redirect(`/#/maya/sharepoint/${place}`);
  });
}
