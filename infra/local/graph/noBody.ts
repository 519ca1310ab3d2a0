import { z } from 'zod';
import { unknownCall } from './graphError';
import type { GraphRequest } from './router';

const empty = z.strictObject({});

/** For actions without parameters: clients send nothing, or an empty object. Throws 400 for anything else. */
export function refuseBody({ body }: GraphRequest): void {
  if (!empty.safeParse(body ?? {}).success) throw unknownCall('This action takes no parameters.');
}
