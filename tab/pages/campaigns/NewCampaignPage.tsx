import { Button, MessageBar, MessageBarBody, makeStyles, Spinner } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { type CampaignInput, campaignInput } from '../../../src/contracts/campaigns';
import type { PartnerList } from '../../../src/contracts/partners';
import { newRequestId } from '../../api/requestId';
import { live, service } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { EmptyState } from '../../components/EmptyState';
import { ErrorBar } from '../../components/ErrorBar';
import { LeaveGuard } from '../../components/LeaveGuard';
import { LinkButton } from '../../components/LinkButton';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { Steps } from '../../components/Steps';
import { useAct } from '../../hooks/useAct';
import { useForm } from '../../hooks/useForm';
import { useLive } from '../../hooks/useLive';
import { useMay } from '../../hooks/useMe';
import { useNotice } from '../../hooks/useNotice';
import { today } from '../../words/dates';
import { counted } from '../../words/numbers';
import { FILTER_NAMES, filterOf, filterPartners } from '../partners/partnerFilter';
import { CampaignCheck } from './CampaignCheck';
import { WhatStep } from './WhatStep';
import { WhenStep } from './WhenStep';
import { WhoStep } from './WhoStep';

const STEPS = ['Who', 'What', 'When', 'Check'] as const;
const WHY =
  'We check the security of everybody in our supply chain once a year, so that our goods keep moving without extra inspections at the border.';

const useStyles = makeStyles({
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '16px' },
  error: { marginBottom: '12px' },
});

/** The partners that the way here has chosen: a selection, one partner, or everything that fits a filter in the address. */
function startingWith(list: PartnerList, state: unknown, params: URLSearchParams): ReadonlySet<string> {
  const known = new Set(list.rows.map(({ key }) => key));
  const given =
    typeof state === 'object' && state !== null && 'partnerKeys' in state && Array.isArray(state.partnerKeys)
      ? state.partnerKeys.map(String)
      : [];
  if (given.length > 0) return new Set(given.filter((key) => known.has(key)));
  if (!FILTER_NAMES.some((name) => params.has(name))) return new Set();
  return new Set(filterPartners(list.rows, filterOf(params)).map(({ key }) => key));
}

function inDays(days: number): string {
  const date = new Date(`${today()}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Opens a campaign in four steps; nothing is sent before the last. */
export function NewCampaignPage() {
  const query = useLive(live.partners);
  const may = useMay();
  if (!may.openCampaign)
    return (
      <EmptyState
        isPage
        title="Only compliance managers open campaigns"
        acts={<LinkButton to="/campaigns">Go to campaigns</LinkButton>}
      >
        You may look at all campaigns that concern your partners.
      </EmptyState>
    );
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={10} height={400} />
        </>
      }
    >
      {(list) => <Wizard list={list} />}
    </Loaded>
  );
}

function Wizard({ list }: { readonly list: PartnerList }) {
  const styles = useStyles();
  const { state } = useLocation();
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const notice = useNotice();
  const queries = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice begins once; later changes of the list do not take it away
  const start = useMemo(() => startingWith(list, state, params), []);
  const [chosen, setChosen] = useState(start);
  const [step, setStep] = useState(0);
  const [opened, setOpened] = useState<string>();
  const requestId = useRef(newRequestId());
  const form = useForm(campaignInput, {
    title: `Supply chain security ${today().slice(0, 4)}`,
    why: WHY,
    dueOn: inDays(30),
    partnerKeys: [] as string[],
  });
  const [nobody, setNobody] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const preview = useAct({
    mutationFn: service.previewCampaign,
    onSuccess: () => setStep(3),
    onError: form.refuse,
  });
  const open = useAct({
    mutationFn: (input: CampaignInput) => service.openCampaign({ ...input, requestId: requestId.current }),
    onSuccess: ({ key }) => {
      void queries.invalidateQueries();
      notice('The campaign is open. Messages go out one after the other.');
      setOpened(key);
    },
  });
  // Each step begins at its top, with the focus there.
  useEffect(() => {
    if (step > 0) top.current?.querySelector<HTMLElement>('h1')?.focus();
    window.scrollTo(0, 0);
  }, [step]);
  // After the render that takes away the question about leaving.
  useEffect(() => {
    if (opened) void navigate(`/campaigns/${opened}`, { replace: true });
  }, [opened, navigate]);
  const input = { ...form.values, partnerKeys: [...chosen] };

  const next = () => {
    if (step === 0) {
      setNobody(chosen.size === 0);
      if (chosen.size > 0) setStep(1);
      return;
    }
    const wrong = campaignInput.safeParse(input);
    const mine = step === 1 ? ['title', 'why'] : ['title', 'why', 'dueOn'];
    const isMineWrong = !wrong.success && wrong.error.issues.some(({ path }) => mine.includes(String(path[0])));
    if (isMineWrong) {
      form.check();
      return;
    }
    if (step === 1) setStep(2);
    else if (input.dueOn < today()) form.refuseField('dueOn', 'This day has passed. Choose today or a later day.');
    else if (!preview.isPending) preview.mutate(input);
  };
  const back = () => {
    preview.reset();
    open.reset();
    setStep(step - 1);
  };
  const error = open.error ?? preview.error;

  if (list.rows.length === 0)
    return (
      <EmptyState
        isPage
        title="There is nobody to ask yet"
        acts={
          <LinkButton to="/partners/imports/new" appearance="primary">
            Import a list
          </LinkButton>
        }
      >
        Add your partners first; then a campaign can ask them.
      </EmptyState>
    );
  return (
    <>
      <LeaveGuard isDirty={!opened && (step > 0 || form.isDirty || chosen !== start)} />
      <div ref={top}>
        <PageHeader
          title="Open campaign"
          back={{ to: '/campaigns', label: 'Campaigns' }}
          state={
            step === 3
              ? 'This is what will happen. Nothing has been sent yet.'
              : `${counted(chosen.size, 'partner')} chosen. Nothing is sent before you have checked it.`
          }
        />
      </div>
      <Steps names={STEPS} current={step} />
      {error && (
        <div className={styles.error}>
          <ErrorBar error={error} />
        </div>
      )}
      {step === 0 && nobody && chosen.size === 0 && (
        <MessageBar intent="error" className={styles.error} role="alert">
          <MessageBarBody>Choose at least one partner.</MessageBarBody>
        </MessageBar>
      )}
      <form
        ref={form.ref}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        {step === 0 && <WhoStep rows={list.rows} chosen={chosen} onChoose={setChosen} />}
        {step === 1 && <WhatStep form={form} />}
        {step === 2 && <WhenStep form={form} />}
        {step === 3 && preview.data && <CampaignCheck preview={preview.data} />}
        <div className={styles.acts}>
          {step < 3 ? (
            <Button
              appearance="primary"
              type="submit"
              disabledFocusable={preview.isPending}
              icon={preview.isPending ? <Spinner size="tiny" /> : undefined}
            >
              {step === 2 ? 'Check' : 'Next'}
            </Button>
          ) : (
            <Button
              appearance="primary"
              disabledFocusable={open.isPending || preview.data?.partners === 0}
              icon={open.isPending ? <Spinner size="tiny" /> : undefined}
              onClick={() => !open.isPending && open.mutate(input)}
            >
              {open.isPending ? 'Opening' : `Ask ${counted(preview.data?.partners ?? 0, 'partner')}`}
            </Button>
          )}
          {step > 0 && (
            <Button onClick={back} disabledFocusable={open.isPending}>
              Back
            </Button>
          )}
        </div>
      </form>
    </>
  );
}
