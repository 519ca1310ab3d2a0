import type { TenantContext } from '../context';
import type { Directory } from '../directory';
import { registerGraphRoute } from '../graph/router';
import type { ExchangeLimits } from './exchangeLimits';
import { mailboxOf } from './mailboxOf';
import { readSendRequest } from './messageBody';
import type { PostOffice } from './postOffice';

/** `POST /users/{user}/sendMail`: 202 and no id, for the shared mailbox only. 202 is not delivery. */
export function registerSendMail(
  context: TenantContext,
  directory: Directory,
  office: PostOffice,
  limits: ExchangeLimits,
): void {
  registerGraphRoute(context, 'POST', '/users/{user}/sendMail', 'Mail.Send', ({ params, body, application }) => {
    const sender = mailboxOf(directory, params.user ?? '');
    return limits.call(application.id, sender.id, () => {
      const { draft, files, keepsCopy } = readSendRequest(body);
      const recipients = draft.to.length + (draft.cc?.length ?? 0) + (draft.bcc?.length ?? 0);
      const isWithinDay = limits.send(sender.id, recipients);
      office.send(
        { from: { address: sender.mail, name: sender.displayName }, ...draft },
        { keepsCopy, files, isOverDailyLimit: !isWithinDay },
      );
      return { status: 202 };
    });
  });
}
