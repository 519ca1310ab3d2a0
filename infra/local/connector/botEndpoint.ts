import type { Activity } from './activity';

/** What the bot's endpoint said: a status and parsed body, or why there is none. */
export interface BotReply {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly body: unknown;
  /** Set when there was no answer: in words for a person. */
  readonly failure?: string;
}

export interface BotEndpoint {
  /** Posts an activity to the bot, signed as the connector. Never throws. */
  post(activity: Activity): Promise<BotReply>;
}

/**
 * The product's messaging endpoint.
 * @param url `{productUrl}/api/messages`
 * @param token makes a fresh connector token for one call
 * @param closing ends calls that are under way when the tenant closes
 * @param patience milliseconds: how long Teams gives the bot for the next answer before it shows "Unable to reach app"
 */
export function botEndpoint(
  url: string,
  token: () => Promise<string>,
  closing: AbortSignal,
  patience: () => number,
): BotEndpoint {
  return {
    async post(activity) {
      const patienceMs = patience();
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json; charset=utf-8',
            authorization: `Bearer ${await token()}`,
            'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
          },
          body: JSON.stringify(activity),
          redirect: 'error',
          signal: AbortSignal.any([closing, AbortSignal.timeout(patienceMs)]),
        });
        return { status: response.status, body: parse(await response.text()) };
      } catch (error) {
        const isLate = error instanceof DOMException && error.name === 'TimeoutError';
        return {
          status: 0,
          body: undefined,
          failure: isLate
            ? `The app did not answer within ${Math.round(patienceMs / 1000)} seconds.`
            : 'The app cannot be reached.',
        };
      }
    },
  };
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
