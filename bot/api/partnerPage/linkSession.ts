import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../src/useCases/ports';

const session = z.object({
  linkKey: z.string(),
  generation: z.number().int(),
  /** True once the one-time code from the mail was typed on this browser. */
  codeOk: z.boolean(),
  /** Milliseconds since 1970. */
  issuedAt: z.number(),
  nonce: z.string(),
  /** By section of an assessment: how many of its writes came from this session. See ownWork.ts. */
  own: z.record(z.string(), z.number().int()),
  /** Keys of evidence that this session added. */
  files: z.array(z.string()),
});

/** What a browser that opened a contact's link carries in its cookie. Signed, not secret. */
export type LinkSession = z.infer<typeof session>;

export interface LinkSessions {
  /** A fresh session; its nonce is new, so nothing of an earlier one carries over. */
  start(link: { linkKey: string; generation: number }, codeOk: boolean): LinkSession;
  /** The session in a Cookie header; `undefined` without one, with a forged one, or after 12 hours. */
  read(cookieHeader: string | undefined): LinkSession | undefined;
  /** For `set-cookie`. */
  cookie(session: LinkSession): string;
  readonly endingCookie: string;
}

const NAME = '__Host-trustlane';
const HOURS = 12;
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';
// Browsers drop cookies over 4 KB; a session that outgrows this asks for the code instead.
const LONGEST = 3_800;

/** Signs with a key of its own, derived from the newest link key; older link keys still verify. */
export function createLinkSessions(options: {
  linkKeys: readonly { readonly version: number; readonly key: Buffer }[];
  clock: Pick<Clock, 'now'>;
}): LinkSessions {
  const keys = new Map(
    options.linkKeys.map(({ version, key }) => [
      String(version),
      Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'trustlane link session', 32)),
    ]),
  );
  const newest = String(options.linkKeys.at(-1)?.version);
  const mac = (version: string, payload: string): Buffer | undefined => {
    const key = keys.get(version);
    return key && createHmac('sha256', key).update(`${version}.${payload}`).digest();
  };
  const now = () => options.clock.now().getTime();

  const sign = (value: LinkSession): string => {
    const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${newest}.${payload}.${mac(newest, payload)?.toString('base64url')}`;
  };

  return {
    start: (link, codeOk) => ({
      linkKey: link.linkKey,
      generation: link.generation,
      codeOk,
      issuedAt: now(),
      nonce: randomBytes(16).toString('base64url'),
      own: {},
      files: [],
    }),
    read(cookieHeader) {
      const text = new RegExp(`(?:^|;\\s*)${NAME}=([^;]+)`).exec(cookieHeader ?? '')?.[1];
      const [version, payload, given] = text?.split('.') ?? [];
      if (version === undefined || payload === undefined || given === undefined) return undefined;
      const expected = mac(version, payload);
      const presented = Buffer.from(given, 'base64url');
      if (!expected || presented.length !== expected.length || !timingSafeEqual(presented, expected)) return undefined;
      const found = session.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
      if (!found.success) return undefined;
      const age = now() - found.data.issuedAt;
      return age >= -300_000 && age < HOURS * 3_600_000 ? found.data : undefined;
    },
    cookie(value) {
      const whole = sign(value);
      const text = whole.length <= LONGEST ? whole : sign({ ...value, own: {}, files: [] });
      const remaining = Math.max(0, Math.ceil((value.issuedAt + HOURS * 3_600_000 - now()) / 1000));
      return `${NAME}=${text}; ${ATTRIBUTES}; Max-Age=${remaining}`;
    },
    endingCookie: `${NAME}=; ${ATTRIBUTES}; Max-Age=0`,
  };
}
