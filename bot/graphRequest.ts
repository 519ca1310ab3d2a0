import type { Graph } from '../src/sharepoint/client/graph';
import { GraphRefusal } from '../src/sharepoint/client/graphErrors';
import type { GraphRequest } from './teams/installer';

/** Graph for the bot, which wants to see a refusal's status. Throws only when Graph did not answer. */
export const createGraphRequest =
  (graph: Pick<Graph, 'call'>): GraphRequest =>
  async (method, path, body) => {
    try {
      const request = { method, path, resourceUnits: 1 };
      // Installing what is installed already is refused with 409 and changes nothing, so it may be tried again.
      const answer = await graph.call(
        body === undefined
          ? request
          : { ...request, body: body as object, headers: { 'Content-Type': 'application/json' }, isRepeatable: true },
      );
      return { status: answer.status, body: answer.body };
    } catch (error) {
      if (error instanceof GraphRefusal) return { status: error.status };
      throw error;
    }
  };
