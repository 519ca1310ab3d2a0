import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { TenantContext } from '../context';
import type { Directory, Person } from '../directory';
import { GraphError } from '../graph/graphError';
import { registerGraphRoute } from '../graph/router';
import { contextUrl } from '../graph/shapes';
import { DOMAIN } from '../people';
import { escapeHtml } from './escapeHtml';
import type { PostOffice } from './postOffice';

const address = z.strictObject({
  emailAddress: z.strictObject({ address: z.email(), name: z.string().nullish() }),
});
const request = z.strictObject({
  invitedUserEmailAddress: z.email(),
  inviteRedirectUrl: z.url({ protocol: /^https?$/ }),
  invitedUserDisplayName: z.string().max(256).optional(),
  invitedUserType: z.literal('Guest').optional(),
  sendInvitationMessage: z.boolean().optional(),
  invitedUserMessageInfo: z
    .strictObject({
      customizedMessageBody: z.string().max(500).nullish(),
      messageLanguage: z.string().nullish(),
      /** Entra sends a copy to one more address at most. */
      ccRecipients: z.array(address).max(1).nullish(),
    })
    .optional(),
});

/** `POST /invitations`: a guest who has to accept by hand, in the shell, before anything reaches them in Teams. */
export function registerInvitations(context: TenantContext, directory: Directory, office: PostOffice): void {
  registerGraphRoute(context, 'POST', '/invitations', 'User.Invite.All', ({ body }) => {
    const parsed = request.safeParse(body);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new GraphError(400, 'BadRequest', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, {
        unknownCall: issue?.code === 'unrecognized_keys',
      });
    }
    const { invitedUserEmailAddress: mail, invitedUserDisplayName, sendInvitationMessage = false } = parsed.data;
    const known = directory.byMail(mail);
    if (known?.userType === 'Member') {
      throw new GraphError(
        400,
        'BadRequest',
        `The invited user already exists in the directory as object ID: ${known.id}. They can use that account to sign in to shared apps and resources.`,
      );
    }
    if (mail.toLowerCase().endsWith(`@${DOMAIN}`))
      throw new GraphError(
        400,
        'BadRequest',
        'The domain of the invited user is a verified domain of this directory. Create the user instead.',
      );
    const guest =
      known ?? directory.addGuest({ displayName: invitedUserDisplayName ?? mail.split('@')[0] ?? mail, mail });
    const redeemUrl = redeemUrlOf(context, guest);
    if (sendInvitationMessage)
      sendInvitation(office, guest, redeemUrl, parsed.data.invitedUserMessageInfo?.customizedMessageBody ?? '');
    return {
      status: 201,
      body: {
        '@odata.context': contextUrl(context, 'invitations/$entity'),
        id: randomUUID(),
        inviteRedeemUrl: redeemUrl,
        inviteRedirectUrl: parsed.data.inviteRedirectUrl,
        invitedUserDisplayName: guest.displayName,
        invitedUserEmailAddress: mail,
        invitedUserType: 'Guest',
        resetRedemption: false,
        sendInvitationMessage,
        status: guest.externalUserState === 'Accepted' ? 'Completed' : 'PendingAcceptance',
        invitedUser: { id: guest.id },
      },
    };
  });
}

/** The page of the shell where a guest accepts. */
const redeemUrlOf = ({ settings }: TenantContext, guest: Person): string =>
  `${settings.origin}/#/${guest.shortName}/people?redeem=${guest.id}`;

function sendInvitation(office: PostOffice, guest: Person, redeemUrl: string, words: string): void {
  office.send(
    {
      from: { address: 'invites@microsoft.example', name: 'Microsoft Invitations' },
      to: [{ address: guest.mail, name: guest.displayName }],
      subject: 'Northgate Trading Ltd invited you to access applications within their organization',
      contentType: 'html',
      content: [
        ...(words ? [`<p>${escapeHtml(words)}</p>`] : []),
        '<p>Accept this invitation only if you expected it.</p>',
        `<p><a href="${redeemUrl}">Accept invitation</a></p>`,
      ].join(''),
    },
    { keepsCopy: false },
  );
}
