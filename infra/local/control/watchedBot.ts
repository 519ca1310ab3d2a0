import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from '../connector/activity';
import type { BotEndpoint, BotReply } from '../connector/botEndpoint';
import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { type FaultTarget, faultsOf } from './faults';
import { namesOf } from './faultTargets';

/**
 * The bot's endpoint with every call to it in the traffic log, and with faults in its way: a lost notification never
 * arrives and nobody hears of it (but whoever presses a button waits for an answer in vain); `drop` fails before the
 * bot has heard, `dropAfter` after; `slow` waits first. `pathPattern` is matched with `/api/messages`.
 */
export function watchedBot(bot: BotEndpoint, context: TenantContext, directory: Directory): BotEndpoint {
  const { traffic, settings } = context;
  const faults = faultsOf(context);

  const deliver = async (activity: Activity): Promise<BotReply> => {
    if (faults.isEmpty) return bot.post(activity);
    const target = targetOf(activity, directory);
    const slow = faults.hit(target, ['slow']);
    if (slow) await sleep(slow.delayMs ?? 200);
    const fault = faults.hit(target, ['loseNotification', 'drop', 'dropAfter']);
    if (!fault) return bot.post(activity);
    if (fault.kind === 'loseNotification' && activity.type !== 'invoke') return { status: 202, body: undefined };
    if (fault.kind === 'dropAfter') await bot.post(activity);
    return { status: 0, body: undefined, failure: 'The app cannot be reached.' };
  };

  return {
    async post(activity) {
      const draft = traffic.begin({
        area: 'bot',
        method: 'POST',
        path: `${settings.productUrl}/api/messages`,
        who: textAt(activity.from, 'name'),
        requestHeaders: { 'content-type': 'application/json; charset=utf-8' },
        requestBody: activity,
      });
      const reply = await deliver(activity);
      draft.status = reply.status;
      draft.responseBody = reply.failure ?? (reply.body === undefined ? undefined : (reply.body as object | string));
      traffic.finish(draft);
      return reply;
    },
  };
}

function targetOf({ from }: Activity, directory: Directory): FaultTarget {
  const id = textAt(from, 'aadObjectId');
  const person = id === undefined ? undefined : directory.get(id);
  return { method: 'POST', path: '/api/messages', application: ['bot'], person: person ? namesOf(person) : [id] };
}

function textAt(value: unknown, name: string): string | undefined {
  const text = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof text === 'string' ? text : undefined;
}
