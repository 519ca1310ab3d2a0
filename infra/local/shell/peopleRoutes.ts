import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Directory } from '../directory';

const newGuest = z.strictObject({
  displayName: z.string().trim().min(1, 'Give the guest a name.'),
  mail: z.email('Give a mail address, such as ana@supplier.example.'),
  companyName: z.string().trim().optional(),
});

/** The directory for the shell: `GET /_shell/people`, `POST /_shell/people` invites, `POST .../{id}/redeem` accepts. */
export function registerPeople(app: FastifyInstance, directory: Directory): void {
  app.get('/_shell/people', async () => directory.list());

  app.post('/_shell/people', async (request, reply) => {
    const guest = newGuest.safeParse(request.body);
    if (!guest.success) {
      const message = guest.error.issues[0]?.message ?? 'This guest cannot be invited.';
      return reply.code(400).send({ error: { code: 'shell', message } });
    }
    if (directory.byMail(guest.data.mail)) {
      const message = 'Somebody with this address is in the directory already.';
      return reply.code(409).send({ error: { code: 'shell', message } });
    }
    return reply.code(201).send(directory.addGuest(guest.data));
  });

  app.post<{ Params: { id: string } }>('/_shell/people/:id/redeem', async (request, reply) => {
    const person = directory.redeem(request.params.id);
    if (person) return person;
    return reply.code(404).send({ error: { code: 'shell', message: 'The directory does not know this person.' } });
  });
}
