/** What `GET /healthz` says. The sentences are for the people who run the service. */
export interface Health {
  /** `starting` until SharePoint was read whole once; `degraded` while something it needs does not answer. */
  readonly status: 'ok' | 'starting' | 'degraded';
  readonly sharePoint: string;
  readonly bot: string;
}
