import { makeStyles } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import type { CampaignPreview } from '../../../src/contracts/campaigns';
import { SectionBones } from '../../components/Bones';
import { DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { Facts } from '../../components/Facts';
import { MEDIUM } from '../../components/hatch';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { counted, duration, figure } from '../../words/numbers';
import { MailPreview } from './MailPreview';

const CardPreview = lazy(async () => ({ default: (await import('./CardPreview')).CardPreview }));

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  columns: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    alignItems: 'start',
    [MEDIUM]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
});

/** How much of what is asked rests on nobody's look into the authority's text. */
const toBeChecked = (count: CampaignPreview['toBeChecked']) =>
  count && count.criteria > 0 ? (
    <>
      For {figure(count.criteria)} of {counted(count.of, 'criterion', 'criteria')} nobody has checked yet with the
      authority’s text whether they apply to these types of partner.{' '}
      <PageLink to="/program?state=toBeChecked" isInText>
        Look at them
      </PageLink>
    </>
  ) : undefined;

/** What opening the campaign would do: who is reached how, who is not and why, and the messages as partners read them. */
export function CampaignCheck({ preview }: { readonly preview: CampaignPreview }) {
  const styles = useStyles();
  return (
    <div className={styles.all}>
      <Section title="Reach">
        <Facts
          facts={[
            ['Partners', figure(preview.partners)],
            ['By Teams', counted(preview.byTeams, 'person', 'people')],
            ['By mail', counted(preview.byMail, 'person', 'people')],
            [
              'Cannot be reached',
              preview.unreachable.length > 0 ? counted(preview.unreachable.length, 'partner') : 'nobody',
            ],
            ['Criteria to be checked', toBeChecked(preview.toBeChecked)],
            ['Invitations take', `${duration(preview.minutesToSend * 60)}. ${preview.limit}`],
          ]}
        />
      </Section>
      {preview.unreachable.length > 0 && (
        <Section
          title="Cannot be reached"
          isFlush
          note="They stay in the campaign and are asked as soon as they have a contact."
        >
          <DataTable
            label="Partners that cannot be reached"
            isFlush
            rows={preview.unreachable.slice(0, 200)}
            rowKey={({ partnerKey }) => partnerKey}
            columns={[
              {
                id: 'name',
                header: 'Partner',
                cell: ({ partnerKey, name }) => (
                  <PageLink to={`/partners/${partnerKey}`}>
                    <bdi>{name}</bdi>
                  </PageLink>
                ),
              },
              { id: 'reason', header: 'Why', cell: ({ reason }) => reason },
            ]}
          />
          {preview.unreachable.length > 200 && (
            <EmptyState>And {counted(preview.unreachable.length - 200, 'more partner')}.</EmptyState>
          )}
        </Section>
      )}
      <div className={styles.columns}>
        <Section title="The card in Teams" note="as it will be shown">
          <Suspense fallback={<SectionBones lines={6} />}>
            <CardPreview card={preview.card} />
          </Suspense>
        </Section>
        <Section title="The mail" note="as it will be sent">
          <MailPreview mail={preview.mail} />
        </Section>
      </div>
    </div>
  );
}
