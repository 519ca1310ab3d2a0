import { z } from 'zod';
import { key } from './common';

/** Where a row is named in the path. */
export const keyParams = z.object({ key });
/** The tab repeats the revision it has; 204 says that nothing changed since. */
export const sinceQuery = z.object({ since: z.string().max(30).optional() });
/** A key made by the caller, so that a call that is repeated makes nothing twice. */
export const requestId = z.object({ requestId: key });
/** What a create answers. */
export const createdKey = z.object({ key: z.string() });
/** POST /partner/session: the link's secret, from the address or typed in. */
export const openLinkInput = z.object({
  secret: z.string().trim().min(1, 'Type the code that stands in your message.').max(300),
});
/** POST /partner/session/verify */
export const verifyCodeInput = z.object({
  code: z.string().trim().min(1, 'Type the six digits from the mail.').max(40),
});
/** POST /partner/session/code */
export const codeSent = z.object({ sentTo: z.string() });
