import { z } from 'zod';
import {
  type CampaignInput,
  campaignDetail,
  campaignList,
  campaignPreview,
  type OpenCampaignInput,
} from '../../src/contracts/campaigns';
import {
  type AccessInput,
  type DecideColleagueInput,
  type ReplyInput,
  requestList,
} from '../../src/contracts/collaboration';
import { countryList } from '../../src/contracts/countries';
import {
  type ImportChoices,
  importList,
  importPreview,
  importReport,
  importStatus,
  stagedImport,
} from '../../src/contracts/imports';
import { me } from '../../src/contracts/me';
import { overview } from '../../src/contracts/overview';
import {
  type ContactInput,
  type DecideNotApplicable,
  type PartnerInput,
  partnerDetail,
  partnerList,
  type ReviewEvidence,
  teamsProposals,
} from '../../src/contracts/partners';
import { programView, type SetApplicabilityInput } from '../../src/contracts/program';
import { call, callFor } from './request';

const created = z.object({ key: z.string() });
const at = encodeURIComponent;
const done = async (response: Promise<Response>): Promise<void> => void (await response);

/** Every call of the tab, one function each. All throw `ApiError`. */
export const service = {
  me: () => callFor(me, { path: '/api/me' }),
  countries: () => callFor(countryList, { path: '/api/countries' }),

  addPartner: (input: PartnerInput & { requestId: string }) =>
    callFor(created, { method: 'POST', path: '/api/partners', body: input }),
  changePartner: (key: string, input: PartnerInput & { version: string }) =>
    done(call({ method: 'PUT', path: `/api/partners/${at(key)}`, body: input })),
  addContact: (partnerKey: string, input: ContactInput & { requestId: string }) =>
    callFor(created, { method: 'POST', path: `/api/partners/${at(partnerKey)}/contacts`, body: input }),
  changeContact: (key: string, input: ContactInput & { version: string }) =>
    done(call({ method: 'PUT', path: `/api/contacts/${at(key)}`, body: input })),
  teamsProposals: (contactKey: string) => callFor(teamsProposals, { path: `/api/contacts/${at(contactKey)}/teams` }),
  bindTeams: (contactKey: string, input: { oid: string; version: string }) =>
    done(call({ method: 'POST', path: `/api/contacts/${at(contactKey)}/teams`, body: input })),
  changeAccess: (contactKey: string, input: AccessInput) =>
    done(call({ method: 'PUT', path: `/api/contacts/${at(contactKey)}/access`, body: input })),
  revokeLink: (contactKey: string) =>
    done(call({ method: 'POST', path: `/api/contacts/${at(contactKey)}/revokeLink`, body: {} })),

  reviewEvidence: (key: string, input: ReviewEvidence) =>
    done(call({ method: 'POST', path: `/api/evidence/${at(key)}/review`, body: input })),
  evidenceContent: async (key: string, signal?: AbortSignal): Promise<Blob> =>
    (await call({ path: `/api/evidence/${at(key)}/content`, signal })).blob(),
  answersCopy: async (assessmentKey: string, format: 'docx' | 'xlsx'): Promise<Blob> =>
    (await call({ path: `/api/assessments/${at(assessmentKey)}/copy/${format}` })).blob(),
  decideNotApplicable: (assessmentKey: string, input: DecideNotApplicable) =>
    done(call({ method: 'POST', path: `/api/assessments/${at(assessmentKey)}/notApplicable`, body: input })),

  replyToRequest: (key: string, input: ReplyInput) =>
    done(call({ method: 'POST', path: `/api/requests/${at(key)}/replies`, body: input })),
  decideColleague: (key: string, input: DecideColleagueInput) =>
    done(call({ method: 'POST', path: `/api/requests/${at(key)}/decision`, body: input })),

  setApplicability: (input: SetApplicabilityInput) =>
    done(call({ method: 'POST', path: '/api/program/applicability', body: input })),
  addAuthorityDocument: (file: File, requestId: string) =>
    callFor(created, {
      method: 'POST',
      path: `/api/program/documents?requestId=${at(requestId)}`,
      body: file,
      headers: { 'x-file-name': at(file.name) },
    }),
  authorityDocument: async (key: string): Promise<Blob> =>
    (await call({ path: `/api/program/documents/${at(key)}/content` })).blob(),

  stageImport: (file: File, signal?: AbortSignal) =>
    callFor(stagedImport, {
      method: 'POST',
      path: '/api/imports',
      body: file,
      headers: { 'x-file-name': at(file.name) },
      signal,
    }),
  imports: () => callFor(importList, { path: '/api/imports' }),
  importStatus: (key: string) => callFor(importStatus, { path: `/api/imports/${at(key)}` }),
  previewImport: (key: string, choices: ImportChoices) =>
    callFor(importPreview, { method: 'POST', path: `/api/imports/${at(key)}/preview`, body: choices }),
  startImport: (key: string, choices: ImportChoices) =>
    callFor(importStatus, { method: 'POST', path: `/api/imports/${at(key)}/start`, body: choices }),
  cancelImport: (key: string) =>
    callFor(importStatus, { method: 'POST', path: `/api/imports/${at(key)}/cancel`, body: {} }),
  importReport: (key: string) => callFor(importReport, { path: `/api/imports/${at(key)}/report` }),
  importReportCsv: async (key: string): Promise<Blob> =>
    (await call({ path: `/api/imports/${at(key)}/report?format=csv` })).blob(),

  previewCampaign: (input: CampaignInput) =>
    callFor(campaignPreview, { method: 'POST', path: '/api/campaigns/preview', body: input }),
  openCampaign: (input: OpenCampaignInput) => callFor(created, { method: 'POST', path: '/api/campaigns', body: input }),
} as const;

/** Pages that stay current by asking again with `?since=`. */
export const live = {
  overview: { path: '/api/overview', schema: overview },
  partners: { path: '/api/partners', schema: partnerList },
  partner: (key: string) => ({ path: `/api/partners/${at(key)}`, schema: partnerDetail }),
  requests: { path: '/api/requests', schema: requestList },
  program: { path: '/api/program', schema: programView },
  campaigns: { path: '/api/campaigns', schema: campaignList },
  campaign: (key: string) => ({ path: `/api/campaigns/${at(key)}`, schema: campaignDetail }),
} as const;
