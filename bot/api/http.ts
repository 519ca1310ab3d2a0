import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** A request as the routes see it: nothing of the server library is in here. */
export interface HttpRequest {
  /** Made by the service, in every log line and in the reply's `x-request-id`. */
  readonly id: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The caller's network address, for rate limits only. */
  readonly address: string;
  /** Decoded, from the path. */
  readonly params: Readonly<Record<string, string>>;
  /** The first value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** The body, unread. */
  readonly body: Readable;
}

/** A reply: JSON, bytes on their way, or nothing. */
export interface HttpReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Sent as they are: packed already where they are worth it. */
  readonly bytes?: Buffer;
  readonly stream?: Readable;
  /** For the log line: who asked, by opaque id. */
  readonly by?: string;
  /** For the log line: the code of a refusal. */
  readonly refusal?: string;
}
