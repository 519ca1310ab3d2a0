import { column, type ListDeclaration, longTextColumns, rowColumns, titleColumn } from './declaration';

const indexed = { indexed: true };
const list = (name: string, description: string, columns: ListDeclaration['columns']): ListDeclaration => ({
  site: 'system',
  name,
  description,
  template: 'genericList',
  columns: [titleColumn('Title'), ...rowColumns, ...columns, ...longTextColumns('Data', 1)],
});
const library = (name: string, description: string): ListDeclaration => ({
  site: 'system',
  name,
  description,
  template: 'documentLibrary',
  columns: [],
});

export const links = list('Links', 'Personal links of contacts, without their secrets.', [
  column('ContactKey', 'Contact key', 'text', indexed),
  column('Generation', 'Generation', 'number'),
  column('ExpiresAt', 'Expires at', 'dateTime'),
]);

export const conversations = list('Conversations', 'Where the chats of people with the bot are.', [
  column('UserId', 'User id', 'text', indexed),
  column('State', 'State', 'choice', { choices: ['active', 'blocked'] }),
]);

export const deliveries = list('Deliveries', 'The ledger: one row for each message to a contact.', [
  column('CampaignKey', 'Campaign key', 'text', indexed),
  column('AssessmentKey', 'Assessment key', 'text', indexed),
  column('PartnerKey', 'Partner key', 'text', indexed),
  column('ContactKey', 'Contact key', 'text', indexed),
  column('Step', 'Step', 'text'),
  column('Channel', 'Channel', 'text'),
  column('State', 'State', 'choice', { choices: ['queued', 'sent', 'notReached', 'notNeeded'], indexed: true }),
  column('QueuedAt', 'Queued at', 'dateTime'),
  column('FinalAt', 'Final at', 'dateTime'),
]);

export const journal = list('Journal', 'Consequential acts, chained by hash. Never changed, never deleted.', [
  column('Aggregate', 'About', 'text', indexed),
  column('Seq', 'Number', 'number'),
  column('Act', 'Act', 'text'),
  column('ActorId', 'By', 'text'),
  column('At', 'At', 'dateTime', indexed),
]);

export const imports = list('Imports', 'Imports of partner lists.', [
  column('State', 'State', 'choice', { choices: ['staged', 'running', 'finished', 'cancelled'] }),
  column('Rows', 'Rows', 'number'),
  column('CreatedAt', 'Created at', 'dateTime', indexed),
]);

export const partnerRequests = list(
  'PartnerRequests',
  'What contacts ask of the company: help, or a colleague in their place.',
  [
    column('AssessmentKey', 'Assessment key', 'text', indexed),
    column('PartnerKey', 'Partner key', 'text', indexed),
    column('ContactKey', 'Contact key', 'text', indexed),
    column('Kind', 'Kind', 'choice', { choices: ['help', 'colleague'] }),
    column('State', 'State', 'choice', { choices: ['open', 'answered', 'agreed', 'refused'], indexed: true }),
    column('AskedAt', 'Asked at', 'dateTime', indexed),
  ],
);

export const submissions = library('Submissions', 'What partners submitted. Immutable.');
export const scores = library('Scores', 'Scores with their receipts. Immutable.');
export const frozenContents = library(
  'FrozenContents',
  'Questionnaires, programs and policies as campaigns use them. Immutable.',
);
export const importFiles = library('ImportFiles', 'Files that were imported, and the plans made of them. Immutable.');

export const systemLists: readonly ListDeclaration[] = [
  links,
  conversations,
  deliveries,
  journal,
  imports,
  partnerRequests,
  submissions,
  scores,
  frozenContents,
  importFiles,
];
