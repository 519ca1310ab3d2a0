import { ConnectorClient } from 'botframework-connector';
import type { Config } from '../../../src/config';
import type { Clock } from '../../../src/useCases/ports';
import { isAllowedService } from '../serviceHosts';
import type { BotCredentials } from './credentials';
import { createRetryPolicy, type PipelinePolicy } from './retryPolicy';

/** The one private part of the SDK that is reached into: no option leads to its retry policy. */
interface WithPipeline {
  readonly client: {
    readonly pipeline: {
      removePolicy(policy: { name: string }): unknown;
      addPolicy(policy: PipelinePolicy, options?: { beforePhase?: never; phase?: 'Retry' }): void;
    };
  };
}

/** Somebody tried to make us send to an address that is not on the list of allowed services. */
export class ForeignService extends Error {
  override readonly name = 'ForeignService';
}

/** `reply`: a person is waiting in the chat. `job`: nobody is; long waits are kept in full. */
export type Patience = 'reply' | 'job';
const PATIENCE_MS: Record<Patience, number> = { reply: 2_000, job: 120_000 };

/** Clients of the Bot Connector, one per service address and patience; never for an address that is not allowed. */
export function createConnectorClients(
  config: Pick<Config, 'botServiceHosts'>,
  credentials: BotCredentials,
  clock: Clock,
): (serviceUrl: string, patience: Patience) => Promise<ConnectorClient> {
  const clients = new Map<string, ConnectorClient>();

  return async (serviceUrl, patience) => {
    // Checked at every use, because stored addresses outlive a change of the list.
    if (!isAllowedService(serviceUrl, config.botServiceHosts)) {
      throw new ForeignService('The service address of this conversation is not on the list of allowed hosts.');
    }
    const baseUri = serviceUrl.replace(/\/+$/, '');
    const key = `${patience} ${baseUri}`;
    const known = clients.get(key);
    if (known) return known;
    const signer = await credentials.forConnector();
    const client = new ConnectorClient(signer, { baseUri, userAgent: 'Trustlane/0.1.0' });
    const { pipeline } = (client as unknown as WithPipeline).client;
    pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    pipeline.addPolicy(
      createRetryPolicy(clock, () => signer.getToken(true), PATIENCE_MS[patience]),
      { phase: 'Retry' },
    );
    clients.set(key, client);
    return client;
  };
}
