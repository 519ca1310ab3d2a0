import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from 'botbuilder';
import { messageFor } from '../../../src/errors';
import type { Log } from '../../../src/useCases/ports';
import type { ConnectorClaims } from '../connectorToken';
import type { TeamsAuthentication } from './authentication';

/** botbuilder's adapter, for requests that the endpoint guard has admitted. */
export class TeamsAdapter extends CloudAdapter {
  readonly #authentication: TeamsAuthentication;

  constructor(authentication: TeamsAuthentication, log: Log) {
    super(authentication);
    this.#authentication = authentication;
    this.onTurnError = async (context, error) => {
      log.error({ error: error.name, type: context.activity.type, stack: error.stack }, 'A turn in chat failed');
      // A person who wrote something gets a sentence; what went wrong stays here.
      if (context.activity.type === 'message') {
        await context.sendActivity(messageFor(error)).catch(() => undefined);
      }
    };
  }

  /** Runs one turn. Returns the answer to an invoke, or `undefined`. */
  run(
    claims: ConnectorClaims,
    body: Readonly<Record<string, unknown>>,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(this.#authentication.admitted(claims), { ...body } as unknown as Activity, logic);
  }
}
