/** What `GET /healthz` says. The sentences are for the people who run the service. */
export interface Health {
  /** `starting` until SharePoint was read whole once; `degraded` while something it needs does not answer. */
  readonly status: 'ok' | 'starting' | 'degraded';
  readonly sharePoint: string;
  readonly bot: string;
  /** What is wrong with the content and what is used instead, when something is; the service is ready all the same. */
  readonly content?: string;
  /** Certificates and secrets that run out within 30 days, or have; the service goes on while they last. */
  readonly credentials?: string;
}
