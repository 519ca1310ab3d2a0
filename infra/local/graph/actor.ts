import type { Application, Person } from '../directory';

/** Who made a change, in Graph's identitySet shape: an application, or a person in SharePoint itself. */
export type Actor =
  | { readonly application: { readonly id: string; readonly displayName: string } }
  | { readonly user: { readonly id: string; readonly displayName: string; readonly email: string } };

export const actorOfApplication = ({ id, displayName }: Application): Actor => ({ application: { id, displayName } });

export const actorOfPerson = ({ id, displayName, mail }: Person): Actor => ({ user: { id, displayName, email: mail } });
