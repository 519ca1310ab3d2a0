import { Button, Dropdown, Field, makeStyles, Option, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { PartnerDetail } from '../../../src/contracts/partners';
import { live } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { CountryName } from '../../components/CountryName';
import { EmptyState } from '../../components/EmptyState';
import { MEDIUM } from '../../components/hatch';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { useLive } from '../../hooks/useLive';
import { useMay } from '../../hooks/useMe';
import { typeWords } from '../../words/partnerTypes';
import { MissingPage } from '../MissingPage';
import { AnswersSection } from './AnswersSection';
import { AssessmentState } from './AssessmentState';
import { ContactsSection } from './ContactsSection';
import { EditPartner } from './EditPartner';
import { EvidenceSection } from './EvidenceSection';
import { HistorySection } from './HistorySection';
import { MessagesSection } from './MessagesSection';
import { RequestsSection } from './RequestsSection';
import { ScoreSection } from './ScoreSection';
import { SectionLinks } from './SectionLinks';
import { useJumpTo } from './useJumpTo';

const useStyles = makeStyles({
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '8px',
    margin: '4px 0 0',
    color: tokens.colorNeutralForeground2,
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 340px',
    gap: '16px',
    alignItems: 'start',
    [MEDIUM]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  column: { display: 'grid', gap: '16px', minWidth: 0 },
  choice: { maxWidth: '420px', marginBottom: '12px' },
});

/** One partner: what it answered, what proves it, what it adds up to, and every message. */
export function PartnerPage() {
  const { partnerKey = '' } = useParams();
  const query = useLive(live.partner(partnerKey));
  return (
    <Loaded
      query={query}
      missing={<MissingPage what="partner" />}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={12} height={420} />
        </>
      }
    >
      {(detail) => <PartnerContent key={partnerKey} detail={detail} />}
    </Loaded>
  );
}

/** "Monterrey, Mexico · Foreign manufacturer · owner: Luis Ortega" */
function PartnerFacts({ detail }: { readonly detail: PartnerDetail }) {
  const styles = useStyles();
  const { partner } = detail;
  const place = [partner.city, partner.region].filter(Boolean).join(', ');
  return (
    <p className={styles.facts}>
      <span>
        {place && <bdi>{place}, </bdi>}
        <CountryName code={partner.country} />
      </span>
      <span>· {typeWords(partner.types)}</span>
      {partner.reference && (
        <span>
          · reference <bdi>{partner.reference}</bdi>
        </span>
      )}
      <span>· owner: {partner.ownerName ?? 'nobody yet'}</span>
      {partner.exposure.isSoleSource && <span>· sole source</span>}
    </p>
  );
}

function PartnerContent({ detail }: { readonly detail: PartnerDetail }) {
  const styles = useStyles();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [isEditing, setIsEditing] = useState(false);
  const named = params.get('assessment');
  // Kept, because links to sections of the page do not name the questionnaire again.
  const [chosen, setChosen] = useState(named);
  if (named !== null && named !== chosen) setChosen(named);
  const assessment = detail.assessments.find(({ key }) => key === (named ?? chosen)) ?? detail.assessments[0];
  const isAsked = detail.assessments.length > 0;
  const requests = useLive(live.requests).data?.rows.filter(({ partnerKey }) => partnerKey === detail.key) ?? [];
  useJumpTo();
  useEffect(() => {
    document.title = `${detail.partner.name} · Trustlane`;
  }, [detail.partner.name]);

  return (
    <>
      <PageHeader
        title={detail.partner.name}
        back={{ to: '/partners', label: 'Partners' }}
        state={<AssessmentState assessment={assessment} />}
        actions={
          <>
            {detail.may.edit && <Button onClick={() => setIsEditing(true)}>Edit</Button>}
            {may.openCampaign && (
              <LinkButton
                to="/campaigns/new"
                state={{ partnerKeys: [detail.key] }}
                appearance={isAsked ? undefined : 'primary'}
              >
                {isAsked ? 'Ask again' : 'Ask now'}
              </LinkButton>
            )}
          </>
        }
      >
        <PartnerFacts detail={detail} />
      </PageHeader>
      <SectionLinks assessment={assessment} contacts={detail.contacts.length} requests={requests} />
      {detail.assessments.length > 1 && assessment && (
        <Field label="Questionnaire" className={styles.choice}>
          <Dropdown
            value={assessment.campaignTitle}
            selectedOptions={[assessment.key]}
            onOptionSelect={(_, { optionValue }) =>
              setParams(
                (before) => {
                  if (optionValue) before.set('assessment', optionValue);
                  return before;
                },
                { replace: true },
              )
            }
          >
            {detail.assessments.map(({ key, campaignTitle }) => (
              <Option key={key} value={key}>
                {campaignTitle}
              </Option>
            ))}
          </Dropdown>
        </Field>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {requests.length > 0 && <RequestsSection requests={requests} assessment={assessment} />}
          {assessment ? (
            <>
              <AnswersSection assessment={assessment} detail={detail} />
              <EvidenceSection assessment={assessment} may={detail.may} />
              <ScoreSection assessment={assessment} />
              <MessagesSection deliveries={assessment.deliveries} />
            </>
          ) : (
            <Section title="Answers" anchor="answers">
              <EmptyState
                acts={
                  may.openCampaign && (
                    <LinkButton to="/campaigns/new" state={{ partnerKeys: [detail.key] }}>
                      Ask now
                    </LinkButton>
                  )
                }
              >
                This partner has not been asked yet. Its answers, proofs and risk show here once a campaign asks it.
              </EmptyState>
            </Section>
          )}
        </div>
        <div className={styles.column}>
          <ContactsSection detail={detail} />
          {assessment && (
            <Section title="Campaign">
              <PageLink to={`/campaigns/${assessment.campaignKey}`}>
                <bdi>{assessment.campaignTitle}</bdi>
              </PageLink>
            </Section>
          )}
          <HistorySection history={detail.history} />
        </div>
      </div>
      {detail.may.edit && <EditPartner detail={detail} isOpen={isEditing} onClose={() => setIsEditing(false)} />}
    </>
  );
}
