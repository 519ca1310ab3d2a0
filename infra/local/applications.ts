/** What an application is to the product: its service, its bot, or the identity that provisions sites. */
export type ApplicationName = 'service' | 'bot' | 'provision';
export type SiteRole = 'read' | 'write' | 'fullcontrol';

export interface ApplicationDeclaration {
  readonly name: ApplicationName;
  readonly id: string;
  /** The object id of the application's service principal. */
  readonly principalId: string;
  readonly displayName: string;
  /** Application permissions of Microsoft Graph with the administrator's consent. */
  readonly graphRoles: readonly string[];
  /** Delegated permissions of Microsoft Graph with the administrator's consent, for calls on behalf of a person. */
  readonly delegatedScopes?: readonly string[];
  /** The role granted on both sites under `Sites.Selected`. */
  readonly siteRole?: SiteRole;
}

/** The one list of who may do what. Without a permission here Graph answers 403. */
export const applications: readonly ApplicationDeclaration[] = [
  {
    name: 'service',
    id: '33333333-0000-4000-8000-000000000001',
    principalId: '34333333-0000-4000-8000-000000000001',
    displayName: 'Trustlane',
    graphRoles: [
      'Sites.Selected',
      'User.Read.All',
      'User.Invite.All',
      'Mail.Send',
      'Mail.Read',
      'TeamsAppInstallation.ReadWriteSelfForUser.All',
    ],
    delegatedScopes: ['User.Read'],
    siteRole: 'write',
  },
  {
    name: 'bot',
    id: '33333333-0000-4000-8000-000000000002',
    principalId: '34333333-0000-4000-8000-000000000002',
    displayName: 'Trustlane bot',
    graphRoles: [],
  },
  {
    name: 'provision',
    id: '33333333-0000-4000-8000-000000000003',
    principalId: '34333333-0000-4000-8000-000000000003',
    displayName: 'Trustlane provisioning',
    graphRoles: ['Sites.Selected'],
    siteRole: 'fullcontrol',
  },
];

/** The Teams app's id in the organisation's app catalogue. */
export const TEAMS_APP_CATALOG_ID = '44444444-0000-4000-8000-000000000001';
