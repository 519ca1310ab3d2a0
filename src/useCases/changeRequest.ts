import type { PartnerRequest } from '../domain/partnerRequest';
import { AppError } from '../errors';
import type { Stored, Stores } from './ports';

const TRIES = 4;

/**
 * Changes a request's row; when somebody else was first, reads it again and applies the change to what is there.
 * `change` returns `undefined` when nothing is to be done any more. Throws `notFound`.
 */
export async function changeRequest(
  stores: Pick<Stores, 'partnerRequests'>,
  key: string,
  change: (current: PartnerRequest) => PartnerRequest | undefined,
): Promise<Stored<PartnerRequest>> {
  let stored = stores.partnerRequests.get(key) ?? (await stores.partnerRequests.refresh(key));
  for (let tries = 1; ; tries++) {
    if (!stored) throw new AppError('notFound', 'This question is not here any more, or it is not yours.');
    const next = change(stored.value);
    if (!next) return stored;
    try {
      return await stores.partnerRequests.update(next, stored.version);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'conflict' || tries >= TRIES) throw error;
      stored = await stores.partnerRequests.refresh(key);
    }
  }
}
