import type { NewPerson } from './directory';

export const TENANT_ID = '11111111-aaaa-4bbb-8ccc-000000000001';
export const DOMAIN = 'northgate.example';

const oid = (number: string): string => `22222222-0000-4000-8000-0000000000${number}`;
const guestUpn = (mail: string): string => `${mail.replace('@', '_')}#EXT#@${DOMAIN}`;

const employee = (
  number: string,
  shortName: string,
  givenName: string,
  surname: string,
  jobTitle: string,
  roles: readonly string[],
): NewPerson => ({
  id: oid(number),
  shortName,
  displayName: `${givenName} ${surname}`,
  givenName,
  surname,
  jobTitle,
  roles,
  mail: `${shortName}@${DOMAIN}`,
  userPrincipalName: `${shortName}@${DOMAIN}`,
  userType: 'Member',
  companyName: 'Northgate Trading Ltd',
  country: 'CA',
  preferredLanguage: 'en-CA',
});

const guest = (
  number: string,
  shortName: string,
  displayName: string,
  mail: string,
  companyName: string,
  country: string,
): NewPerson => ({
  id: oid(number),
  shortName,
  displayName,
  mail,
  userPrincipalName: guestUpn(mail),
  userType: 'Guest',
  externalUserState: 'Accepted',
  companyName,
  country,
  roles: [],
});

/** The people of a new tenant: five employees of the customer, four guests of its partners, and one shared mailbox. */
export const firstPeople: readonly NewPerson[] = [
  employee('01', 'maya', 'Maya', 'Okafor', 'Compliance manager', ['Manager']),
  employee('02', 'jonas', 'Jonas', 'Berg', 'Supply chain security reviewer', ['Reviewer']),
  employee('03', 'luis', 'Luis', 'Ortega', 'Buyer', ['Buyer']),
  employee('04', 'priya', 'Priya', 'Raman', 'Internal auditor', ['Reader']),
  employee('05', 'omar', 'Omar', 'Haddad', 'Accounts payable clerk', []),
  guest('11', 'lupe', 'Guadalupe Hernández', 'lupe@acerosdelnorte.example', 'Aceros del Norte', 'MX'),
  guest('12', 'minh', 'Nguyễn Văn Minh', 'minh@nguyenseafoods.example', 'Nguyen Sea Foods', 'VN'),
  guest('13', 'sara', 'Sara Lindqvist', 'sara@nordfrakt.example', 'Nordfrakt', 'SE'),
  guest('14', 'wei', 'Chen Wei', 'wei@harbourlink.example', 'Harbourlink', 'HK'),
  {
    id: oid('21'),
    shortName: 'mailbox',
    displayName: 'Northgate Supply Chain Security',
    mail: `supplychain@${DOMAIN}`,
    userPrincipalName: `supplychain@${DOMAIN}`,
    userType: 'Member',
    isMailboxOnly: true,
    companyName: 'Northgate Trading Ltd',
    country: 'CA',
    roles: [],
  },
];

/** The name under which a guest's user principal name hides the guest's own address. */
export const userPrincipalNameOfGuest = guestUpn;
