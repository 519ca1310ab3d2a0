import { column, type ListDeclaration, longTextColumns, rowColumns, titleColumn } from './declaration';

/** How many columns hold a campaign's partners: room for about 12,000. */
export const CAMPAIGN_PARTS = 6;
/** How many columns hold a section's answers. */
export const BODY_PARTS = 4;

const indexed = { indexed: true };
const editable = { editable: true };

export const partners: ListDeclaration = {
  site: 'records',
  name: 'Partners',
  description:
    'Business partners whose security is assessed. Name, city, region, reference and trade may be edited here.',
  template: 'genericList',
  columns: [
    titleColumn('Name', editable),
    ...rowColumns,
    column('Country', 'Country', 'text', indexed),
    column('City', 'City', 'text', editable),
    column('Region', 'State or province', 'text', editable),
    column('Reference', 'Our reference', 'text', { ...editable, ...indexed }),
    column('Types', 'Types', 'text'),
    column('Commodities', 'Commodities', 'text', editable),
    column('ShipmentsPerYear', 'Shipments a year', 'number', editable),
    column('OwnerId', 'Owner id', 'text', indexed),
    column('OwnerName', 'Owner', 'text'),
    column('State', 'State', 'choice', { choices: ['active', 'archived'], indexed: true }),
    ...longTextColumns('Data', 1),
  ],
  views: [
    {
      title: 'Partners by country',
      columns: ['LinkTitle', 'Country', 'City', 'Types', 'OwnerName', 'Reference', 'State'],
      query: '<GroupBy Collapse="TRUE"><FieldRef Name="Country"/></GroupBy><OrderBy><FieldRef Name="Title"/></OrderBy>',
      isDefault: true,
    },
  ],
};

export const contacts: ListDeclaration = {
  site: 'records',
  name: 'Contacts',
  description: 'People who answer for a partner. Name and job title may be edited here; addresses in the app.',
  template: 'genericList',
  columns: [
    titleColumn('Name', editable),
    ...rowColumns,
    column('PartnerKey', 'Partner key', 'text', indexed),
    column('Email', 'Mail address', 'text', indexed),
    column('JobTitle', 'Job title', 'text', editable),
    column('TeamsUserId', 'Teams user id', 'text', indexed),
    column('State', 'State', 'choice', { choices: ['active', 'left'] }),
    ...longTextColumns('Data', 1),
  ],
  views: [{ title: 'Contacts', columns: ['LinkTitle', 'Email', 'JobTitle', 'State'], isDefault: true }],
};

export const campaigns: ListDeclaration = {
  site: 'records',
  name: 'Campaigns',
  description: 'Questionnaires put to partners. Read only: changes are made in the app.',
  template: 'genericList',
  columns: [
    titleColumn('Title'),
    ...rowColumns,
    column('State', 'State', 'choice', { choices: ['opening', 'open', 'closed'], indexed: true }),
    column('DueOn', 'Due on', 'date', indexed),
    column('OpenedAt', 'Opened at', 'dateTime'),
    column('ProgramId', 'Program', 'text'),
    column('PartnerCount', 'Partners', 'number'),
    column('ContentHash', 'Content', 'text'),
    ...longTextColumns('Data', CAMPAIGN_PARTS),
  ],
  views: [
    {
      title: 'Campaigns',
      columns: ['LinkTitle', 'State', 'DueOn', 'ProgramId', 'PartnerCount', 'OpenedAt'],
      isDefault: true,
    },
  ],
};

export const assessments: ListDeclaration = {
  site: 'records',
  name: 'Assessments',
  description: 'One partner questionnaire each, with the figures of its last score. Read only.',
  template: 'genericList',
  columns: [
    titleColumn('Questionnaire'),
    ...rowColumns,
    column('CampaignKey', 'Campaign key', 'text', indexed),
    column('PartnerKey', 'Partner key', 'text', indexed),
    column('State', 'State', 'choice', { choices: ['open', 'submitted'], indexed: true }),
    column('Submissions', 'Submissions', 'number'),
    column('SubmittedAt', 'Submitted at', 'dateTime', indexed),
    column('OpenMusts', 'Open musts', 'number', indexed),
    column('Unproven', 'Unproven', 'number'),
    column('Unanswered', 'Unanswered', 'number'),
    column('Threat', 'Threat', 'number'),
    column('RiskDeclared', 'Risk as declared', 'text'),
    column('Risk', 'Risk as evidenced', 'text', indexed),
    column('ScoredAt', 'Scored at', 'dateTime'),
    ...longTextColumns('Data', 1),
  ],
  views: [
    {
      title: 'By open musts',
      columns: ['LinkTitle', 'State', 'OpenMusts', 'Unproven', 'Unanswered', 'Risk', 'RiskDeclared', 'SubmittedAt'],
      query: '<OrderBy><FieldRef Name="OpenMusts" Ascending="FALSE"/></OrderBy>',
      isDefault: true,
    },
  ],
};

export const sections: ListDeclaration = {
  site: 'records',
  name: 'Sections',
  description: 'Answers, one row for a section of a questionnaire. Read only.',
  template: 'genericList',
  columns: [
    titleColumn('Section'),
    ...rowColumns,
    column('AssessmentKey', 'Assessment key', 'text', indexed),
    column('SectionId', 'Section id', 'text'),
    column('SiteId', 'Site id', 'text'),
    column('Revision', 'Revision', 'number'),
    column('SavedAt', 'Saved at', 'dateTime'),
    column('SavedBy', 'Saved by', 'text'),
    // Progress without the answers themselves, so that the feed stays small.
    ...longTextColumns('Outcomes', 1),
    ...longTextColumns('Body', BODY_PARTS, { inFeed: false }),
  ],
  views: [
    {
      title: 'Sections',
      columns: ['LinkTitle', 'SectionId', 'SiteId', 'Revision', 'SavedAt', 'SavedBy'],
      isDefault: true,
    },
  ],
};

export const evidence: ListDeclaration = {
  site: 'records',
  name: 'Evidence',
  description: 'Files that show a criterion is carried out. Review state, note and valid until may be edited here.',
  template: 'documentLibrary',
  columns: [
    // Not unique: in a library that makes plain uploads and copies fail.
    column('EvidenceKey', 'Evidence key', 'text', indexed),
    column('SchemaVersion', 'Schema version', 'number'),
    column('OriginalName', 'Original name', 'text'),
    column('ReviewState', 'Review state', 'choice', {
      choices: ['toReview', 'accepted', 'rejected'],
      ...editable,
      ...indexed,
    }),
    column('ReviewNote', 'Review note', 'longText', editable),
    column('ValidUntil', 'Valid until', 'date', { ...editable, ...indexed }),
    column('AssessmentKey', 'Assessment key', 'text', indexed),
    column('PartnerKey', 'Partner key', 'text', indexed),
    column('QuestionId', 'Question', 'text'),
    column('SiteId', 'Site id', 'text'),
    column('Criteria', 'Criteria', 'text'),
    column('FileType', 'Type by content', 'text'),
    column('ReceivedBytes', 'Bytes received', 'number'),
    column('Sha256', 'SHA-256 as received', 'text'),
    column('AddedBy', 'Added by', 'text'),
    column('AddedAt', 'Added at', 'dateTime'),
    column('ReviewedBy', 'Reviewed by', 'text'),
    column('ReviewedAt', 'Reviewed at', 'dateTime'),
    ...longTextColumns('Data', 1),
  ],
  views: [
    {
      title: 'To review',
      columns: [
        'DocIcon',
        'LinkFilename',
        'OriginalName',
        'QuestionId',
        'Criteria',
        'ReviewState',
        'ReviewNote',
        'ValidUntil',
        'AddedAt',
      ],
      query: '<Where><Eq><FieldRef Name="ReviewState"/><Value Type="Choice">toReview</Value></Eq></Where>',
      isDefault: true,
    },
    {
      title: 'All evidence',
      columns: [
        'DocIcon',
        'LinkFilename',
        'OriginalName',
        'ReviewState',
        'ReviewNote',
        'ValidUntil',
        'ReviewedBy',
        'Sha256',
      ],
    },
  ],
};

export const applicability: ListDeclaration = {
  site: 'records',
  name: 'Applicability',
  description: 'To whom a criterion applies, as the company decided by the authority’s documents. Read only.',
  changesSeldom: true,
  template: 'genericList',
  columns: [
    titleColumn('Criterion and type'),
    ...rowColumns,
    column('ProgramId', 'Program', 'text'),
    column('CriterionId', 'Criterion', 'text', indexed),
    column('PartnerType', 'Type of partner', 'text', indexed),
    column('State', 'State', 'choice', { choices: ['applies', 'doesNotApply', 'takenBack'], indexed: true }),
    column('DocumentKey', 'Document key', 'text', indexed),
    column('Page', 'Page', 'text'),
    column('Note', 'Note', 'longText'),
    column('DecidedBy', 'Decided by', 'text'),
    column('DecidedAt', 'Decided at', 'dateTime'),
    ...longTextColumns('Data', 1),
  ],
  views: [
    {
      title: 'Applicability',
      columns: ['LinkTitle', 'State', 'Page', 'Note', 'DecidedBy', 'DecidedAt'],
      query: '<OrderBy><FieldRef Name="CriterionId"/></OrderBy>',
      isDefault: true,
    },
  ],
};

export const authorityDocuments: ListDeclaration = {
  site: 'records',
  name: 'AuthorityDocuments',
  description: 'Documents of authorities by which the company decides to whom a criterion applies. Added in the app.',
  changesSeldom: true,
  template: 'documentLibrary',
  columns: [
    column('DocumentKey', 'Document key', 'text', indexed),
    column('SchemaVersion', 'Schema version', 'number'),
    column('OriginalName', 'Original name', 'text'),
    column('FileType', 'Type by content', 'text'),
    column('ReceivedBytes', 'Bytes received', 'number'),
    column('Sha256', 'SHA-256 as received', 'text'),
    column('AddedBy', 'Added by', 'text'),
    column('AddedAt', 'Added at', 'dateTime'),
    ...longTextColumns('Data', 1),
  ],
  views: [
    {
      title: 'Documents of authorities',
      columns: ['DocIcon', 'LinkFilename', 'OriginalName', 'AddedBy', 'AddedAt'],
      isDefault: true,
    },
  ],
};

export const recordsLists: readonly ListDeclaration[] = [
  partners,
  contacts,
  campaigns,
  assessments,
  sections,
  evidence,
  applicability,
  authorityDocuments,
];
