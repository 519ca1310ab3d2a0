import { z } from 'zod';
import type { TenantContext } from '../context';
import { type Actor, actorOfApplication } from './actor';
import { existingEntry } from './driveAddress';
import { registerDriveItemRoute } from './driveItemRoutes';
import type { FileEntry } from './fileEntry';
import { GraphError, invalidRequest, unknownCall } from './graphError';
import { refuseBody } from './noBody';
import type { GraphRequest } from './router';
import type { GraphState } from './state';

const checkinSchema = z.strictObject({ comment: z.string().optional(), checkInAs: z.string().optional() });

/** `checkout`, `checkin` and `discardCheckout`: while an application has a file, nobody else may change it. */
export function registerCheckouts(context: TenantContext, state: GraphState): void {
  const { files } = state;
  const fileAnd = (request: GraphRequest): { entry: FileEntry; by: Actor } => {
    const entry = existingEntry(state, request);
    if (entry.isFolder) throw invalidRequest('Only files can be checked out.');
    return { entry, by: actorOfApplication(request.application) };
  };
  const own = (request: GraphRequest): FileEntry => {
    const { entry, by } = fileAnd(request);
    if (!files.marks.locksOf(entry.id).has('checkedOut'))
      throw new GraphError(400, 'invalidRequest', 'The file is not checked out.');
    files.marks.checkChangeable(entry.id, by);
    return entry;
  };

  registerDriveItemRoute(
    context,
    'POST',
    'checkout',
    'sites:write',
    (request) => {
      refuseBody(request);
      const { entry, by } = fileAnd(request);
      files.marks.lock(entry.id, 'checkedOut', by);
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
  registerDriveItemRoute(
    context,
    'POST',
    'checkin',
    'sites:write',
    (request) => {
      const parsed = checkinSchema.safeParse(request.body ?? {});
      if (!parsed.success) throw unknownCall(`Invalid check-in: ${parsed.error.issues[0]?.message ?? ''}`);
      files.marks.unlock(own(request).id, 'checkedOut');
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
  registerDriveItemRoute(
    context,
    'POST',
    'discardCheckout',
    'sites:write',
    (request) => {
      refuseBody(request);
      files.marks.unlock(own(request).id, 'checkedOut');
      return { status: 204 };
    },
    { resourceUnits: 2 },
  );
}
