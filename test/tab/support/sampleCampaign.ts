import type { CampaignDetail, CampaignPreview } from '../../../src/contracts/campaigns';
import type { PartnerRow } from '../../../src/contracts/partners';
import { sampleDeliveries } from './samplePartner';
import { keyOf } from './samplePartners';

/** The campaign that asks all these partners. */
export function sampleCampaign(rows: readonly PartnerRow[], revision: number): CampaignDetail {
  const partners = rows.map((row) => {
    const deliveries = sampleDeliveries(row);
    const last = deliveries.at(-1);
    return {
      partnerKey: row.key,
      name: row.name,
      country: row.country,
      group: row.group ?? ('waiting' as const),
      progress: row.progress ?? 0,
      lastMessage:
        last?.state === 'queued'
          ? 'Invitation, waiting to be sent'
          : last?.state === 'notReached'
            ? 'Invitation, not reached'
            : 'Reminder, not needed any more',
      reason: last?.state === 'notReached' ? last.reason : undefined,
      deliveries,
    };
  });
  const all = partners.flatMap(({ deliveries }) => deliveries);
  const inState = (state: string) => all.filter((one) => one.state === state).length;
  const inGroup = (group: string) => partners.filter((one) => one.group === group).length;
  return {
    key: keyOf('c', 1),
    title: 'Supply chain security 2026',
    status: 'open',
    dueOn: '2026-12-15',
    openedAt: '2026-11-01T09:00:00Z',
    askedBy: 'Maya Okafor',
    asked: partners.length,
    groups: {
      done: inGroup('done'),
      reached: inGroup('reached'),
      waiting: inGroup('waiting'),
      notReached: inGroup('notReached'),
    },
    revision,
    why: 'We check the security of everybody in our supply chain once a year.',
    partners,
    ledger: {
      deliveries: all.length,
      queued: inState('queued'),
      sent: inState('sent'),
      notReached: inState('notReached'),
      notNeeded: inState('notNeeded'),
    },
  };
}

export const samplePreview = (rows: readonly PartnerRow[]): CampaignPreview => {
  const unreachable = rows.filter(({ contacts }) => contacts === 0);
  return {
    partners: rows.length,
    byTeams: Math.min(3, rows.length - unreachable.length),
    byMail: Math.max(0, rows.length - unreachable.length - 3),
    unreachable: unreachable.map((row) => ({
      partnerKey: row.key,
      name: row.name,
      reason: 'No contact with a mail address.',
    })),
    toBeChecked: { criteria: 76, of: 100 },
    minutesToSend: 4,
    limit: 'the mailbox (25 messages a minute)',
    mail: {
      subject: 'Northgate Trading Ltd asks about your supply chain security, by 15 December',
      html: '<div style="font-family:sans-serif;max-width:560px"><p>Hello Guadalupe,</p><p>Maya Okafor of Northgate Trading Ltd asks you to answer a few questions. It takes about 18 minutes.</p><p><a href="https://example.org/answer" style="background:#0f6cbd;color:#fff;padding:8px 16px;text-decoration:none;border-radius:4px">Answer the questions</a></p><script>top.hacked = 1</script></div>',
    },
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [
        {
          type: 'TextBlock',
          text: 'Northgate Trading Ltd asks about your supply chain security',
          size: 'Medium',
          weight: 'Bolder',
          wrap: true,
        },
        {
          type: 'TextBlock',
          text: 'Maya Okafor asks you, because your company ships our goods. It takes about 18 minutes; please answer by 15 December.',
          wrap: true,
        },
        {
          type: 'FactSet',
          facts: [
            { title: 'Partner', value: 'Aceros del Norte' },
            { title: 'Due', value: '15 December' },
          ],
        },
      ],
      actions: [
        { type: 'Action.Execute', title: 'Start', verb: 'start', style: 'positive' },
        { type: 'Action.OpenUrl', title: 'Answer on one page', url: 'https://example.org/answer' },
      ],
    },
  };
};
