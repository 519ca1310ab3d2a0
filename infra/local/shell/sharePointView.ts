import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TenantContext } from '../context';
import { GraphError } from '../graph/graphError';
import { type ItemView, viewItems, viewSites } from '../graph/personEdits';

const PAGE = 100;
/** Rows that a search reads at a time. */
const STRIDE = 500;

const rowsQuery = z.strictObject({
  site: z.string(),
  list: z.string(),
  /** The id of the last row already seen. */
  after: z.coerce.number().int().min(0).default(0),
  search: z.string().default(''),
});

/** One page of a list; `next` is what to pass as `after` for the following page, absent at the end. */
export interface RowsPage {
  readonly rows: readonly ItemView[];
  readonly next?: number;
}

/** SharePoint as its own pages show it: `GET /_shell/sharepoint` for sites and lists, `.../rows` for a list's rows. */
export function registerSharePointView(app: FastifyInstance, context: TenantContext): void {
  app.get('/_shell/sharepoint', async () => viewSites(context));

  app.get('/_shell/sharepoint/rows', async (request, reply) => {
    const query = rowsQuery.safeParse(request.query);
    if (!query.success)
      return reply.code(400).send({ error: { code: 'shell', message: z.prettifyError(query.error) } });
    try {
      return findRows(context, query.data);
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      return reply.code(error.status).send({ error: { code: error.code, message: error.message } });
    }
  });
}

function findRows(context: TenantContext, { site, list, after, search }: z.infer<typeof rowsQuery>): RowsPage {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return pageOf(viewItems(context, site, list, { after, limit: PAGE + 1 }));
  const found: ItemView[] = [];
  let last = after;
  while (found.length <= PAGE) {
    const rows = viewItems(context, site, list, { after: last, limit: STRIDE });
    found.push(...rows.filter((row) => holds(row, wanted)));
    if (rows.length < STRIDE) break;
    last = Number(rows.at(-1)?.id);
  }
  return pageOf(found.slice(0, PAGE + 1));
}

function pageOf(rows: readonly ItemView[]): RowsPage {
  if (rows.length <= PAGE) return { rows };
  const shown = rows.slice(0, PAGE);
  return { rows: shown, next: Number(shown.at(-1)?.id) };
}

const holds = ({ fields, file }: ItemView, wanted: string): boolean =>
  [...Object.values(fields), file?.name].some((value) =>
    String(value ?? '')
      .toLowerCase()
      .includes(wanted),
  );
