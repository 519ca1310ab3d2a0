import { z } from 'zod';
import type { Directory } from '../useCases/ports';
import type { Graph } from './client/graph';
import { explained, GraphRefusal } from './client/graphErrors';

const page = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      displayName: z.string().nullable().optional(),
      mail: z.string().nullable().optional(),
      userPrincipalName: z.string().nullable().optional(),
      userType: z.string().nullable().optional(),
    }),
  ),
});

const named = page.shape.value.element.pick({ displayName: true, mail: true });

/** Looks people up in Entra, by their exact mail address or by their id. */
export const createDirectory = (graph: Graph): Directory => ({
  findByMail: (address) =>
    explained(async () => {
      const wanted = address.trim().replaceAll("'", "''");
      if (wanted === '') return [];
      const filter = encodeURIComponent(`mail eq '${wanted}' or userPrincipalName eq '${wanted}'`);
      const { body } = await graph.call({
        method: 'GET',
        path: `/users?$filter=${filter}&$select=id,displayName,mail,userPrincipalName,userType`,
      });
      return page.parse(body).value.map((user) => ({
        oid: user.id,
        name: user.displayName ?? user.mail ?? address,
        email: (user.mail ?? user.userPrincipalName ?? address).toLowerCase(),
        isGuest: user.userType === 'Guest',
      }));
    }),
  nameOf: (oid) =>
    explained(async () => {
      const path = `/users/${encodeURIComponent(oid)}?$select=displayName,mail`;
      const answer = await graph.call({ method: 'GET', path }).catch((error: unknown) => {
        if (error instanceof GraphRefusal && error.status === 404) return undefined;
        throw error;
      });
      if (!answer) return undefined;
      const { displayName, mail } = named.parse(answer.body);
      return displayName ?? mail ?? undefined;
    }),
});
