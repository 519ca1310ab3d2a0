import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantContext } from '../context';
import { faultAnswer } from '../control/faultAnswers';
import { faultsOf } from '../control/faults';
import { faultTargets } from '../control/faultTargets';
import type { Directory } from '../directory';
import type { Answer, RawCall } from './dispatcher';

/**
 * Carries out a sub-request of a `$batch` with the faults that make sense for one: throttled, a status before or after
 * the effect, slow. A connection or token that breaks takes the whole batch with it: `registerFaults` sees to that.
 */
export function batchFaults(context: TenantContext, directory: Directory) {
  const book = faultsOf(context);
  const targets = faultTargets(context, directory);
  return async (call: RawCall, carryOut: () => Promise<Answer>): Promise<Answer> => {
    if (book.isEmpty) return carryOut();
    const path = `/v1.0${call.url.split('?', 1)[0] ?? ''}`;
    const application = call.inBatch?.application;
    const target = {
      ...targets.of({ method: call.method, path, body: call.inBatch?.json }),
      application: application ? [application.id, application.name, application.displayName] : [],
    };
    const slow = book.hit(target, ['slow']);
    if (slow) await sleep(slow.delayMs ?? 200);
    const fault = book.hit(target, ['throttle', 'status', 'statusAfter']);
    if (!fault) return carryOut();
    if (fault.kind === 'statusAfter') await carryOut();
    const { requestId, headers } = call;
    const ids = { request: requestId, client: headers['client-request-id'] ?? requestId };
    return faultAnswer(fault, { path, now: context.clock.now(), ids, origin: context.settings.origin });
  };
}
