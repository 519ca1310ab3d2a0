import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { ChatHelp24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { RequestView } from '../../../src/contracts/collaboration';
import { live } from '../../api/service';
import { HeaderBones, SectionBones } from '../../components/Bones';
import { type Column, DataTable } from '../../components/DataTable';
import { EmptyState } from '../../components/EmptyState';
import { FilterBar } from '../../components/FilterBar';
import { FilterChoice } from '../../components/FilterChoice';
import { Loaded } from '../../components/Loaded';
import { PageHeader } from '../../components/PageHeader';
import { PageLink } from '../../components/PageLink';
import { Section } from '../../components/Section';
import { StatusMark } from '../../components/StatusMark';
import { useLive } from '../../hooks/useLive';
import { useNarrow } from '../../hooks/useNarrow';
import { shortMoment } from '../../words/dates';
import { counted } from '../../words/numbers';
import { plainName } from '../../words/plainName';
import { RequestDrawer } from './RequestDrawer';
import { askedAt, isFound, requestMark, requestsSentence, requestTitle } from './requestWords';

const useStyles = makeStyles({
  first: { display: 'grid', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  words: {
    color: tokens.colorNeutralForeground2,
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
  },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  partner: { display: 'block', maxWidth: '280px' },
  more: { margin: '8px 16px' },
  filter: { marginBottom: '12px' },
});

/** So many rows at first; a list of what waits is rarely longer. */
const SHOWN = 100;

/** A shorter list is read faster than searched. */
const SEARCHED_FROM = 13;
const KINDS = [
  { id: 'help', name: 'Questions' },
  { id: 'colleague', name: 'Changes of contact' },
];

/** The address of one request beside the list, which stays as it is. */
const address = (params: URLSearchParams, key: string): string => {
  const next = new URLSearchParams(params);
  next.set('request', key);
  return `?${next.toString()}`;
};

/** On a phone the state stands below, where the column has no room. */
function What({ request, isNarrow }: { readonly request: RequestView; readonly isNarrow: boolean }) {
  const styles = useStyles();
  const mark = requestMark(request);
  const [params] = useSearchParams();
  return (
    <div className={styles.first}>
      <PageLink to={address(params, request.key)}>{requestTitle(request)}</PageLink>
      {request.kind === 'help' ? (
        <bdi className={styles.words}>{request.messages.findLast(({ isPartner }) => isPartner)?.text}</bdi>
      ) : (
        <span className={styles.words}>{request.why}</span>
      )}
      {isNarrow && (
        <span>
          <StatusMark tone={mark.tone}>{mark.word}</StatusMark>
        </span>
      )}
    </div>
  );
}

function Who({ request: { partnerName, contactName } }: { readonly request: RequestView }) {
  const styles = useStyles();
  return (
    <>
      <bdi className={styles.partner}>{plainName(partnerName)}</bdi>
      <span className={styles.quiet}>
        <bdi>{contactName}</bdi>
      </span>
    </>
  );
}

const columns = (isNarrow: boolean): readonly Column<RequestView>[] => [
  { id: 'what', header: 'What they ask', cell: (request) => <What request={request} isNarrow={isNarrow} /> },
  {
    id: 'partner',
    header: 'Partner',
    minWidth: 110,
    ...(isNarrow ? {} : { width: 240 }),
    cell: (request) => <Who request={request} />,
  },
  {
    id: 'when',
    header: 'Asked',
    isTight: true,
    hide: 'onPhone',
    cell: (request) => <time dateTime={askedAt(request)}>{shortMoment(askedAt(request))}</time>,
  },
  {
    id: 'state',
    header: 'State',
    isTight: true,
    hide: 'onPhone',
    cell: (request) => {
      const { tone, word } = requestMark(request);
      return <StatusMark tone={tone}>{word}</StatusMark>;
    },
  },
];

function RequestsContent({ rows }: { readonly rows: readonly RequestView[] }) {
  const styles = useStyles();
  const [params, setParams] = useSearchParams();
  const isNarrow = useNarrow();
  const [isWhole, setIsWhole] = useState(false);
  const isAll = params.get('show') === 'all';
  const q = params.get('q') ?? '';
  const kind = KINDS.find(({ id }) => id === params.get('kind'));
  const current = isAll ? rows : rows.filter(({ state }) => state === 'open');
  // Stays while somebody empties what they searched for.
  const [wasSearched] = useState(q !== '' || kind !== undefined);
  const isSearched = wasSearched || current.length >= SEARCHED_FROM;
  const listed = current.filter((row) => (!kind || row.kind === kind.id) && (q === '' || isFound(row, q)));
  const shown = isWhole ? listed : listed.slice(0, SHOWN);
  const change = (act: (params: URLSearchParams) => void) =>
    setParams(
      (before) => {
        act(before);
        return before;
      },
      { replace: true },
    );
  const filter = (changed: Readonly<Record<string, string | undefined>>) =>
    change((at) => {
      for (const [name, value] of Object.entries(changed)) value ? at.set(name, value) : at.delete(name);
    });
  const showAll = () => change((at) => at.set('show', 'all'));
  return (
    <>
      <PageHeader title="Requests" state={requestsSentence(rows)} />
      {isSearched && (
        <div className={styles.filter}>
          <FilterBar
            label="Search requests"
            placeholder="Search partner, person or words"
            q={q}
            choices={[{ name: 'kind', label: 'Kind', all: 'Any kind', value: kind?.id, options: KINDS }]}
            chips={[...(q ? [{ name: 'q', text: q }] : []), ...(kind ? [{ name: 'kind', text: kind.name }] : [])]}
            onChange={filter}
            onClear={() => filter({ q: undefined, kind: undefined })}
            count={`${listed.length} of ${counted(current.length, 'request')}`}
          />
        </div>
      )}
      <Section
        title={isAll ? 'All requests' : 'Waiting'}
        isFlush={listed.length > 0}
        action={
          rows.length > 0 && (
            <FilterChoice
              label="Show"
              all="All"
              value={isAll ? undefined : 'open'}
              options={[{ id: 'open', name: 'Waiting' }]}
              onChoose={(value) => (value ? change((at) => at.delete('show')) : showAll())}
            />
          )
        }
      >
        {listed.length > 0 ? (
          <DataTable
            label="Requests"
            rows={shown}
            columns={columns(isNarrow)}
            rowKey={({ key }) => key}
            anchorOf={({ key }) => key}
            isFlush
          />
        ) : (
          <EmptyState
            icon={<ChatHelp24Regular />}
            acts={current.length === 0 && rows.length > 0 && <Button onClick={showAll}>Show all {rows.length}</Button>}
          >
            {current.length > 0
              ? 'No request fits this search.'
              : rows.length > 0
                ? 'Everything that partners asked has been answered.'
                : 'When a partner asks for help, or names a colleague who should answer, it shows here.'}
          </EmptyState>
        )}
        {shown.length < listed.length && (
          <Button appearance="subtle" size="small" className={styles.more} onClick={() => setIsWhole(true)}>
            Show all {counted(listed.length, 'request')}
          </Button>
        )}
      </Section>
      <RequestDrawer
        request={rows.find(({ key }) => key === params.get('request'))}
        onClose={() => change((at) => at.delete('request'))}
      />
    </>
  );
}

/** What the contacts of all partners ask, and what was answered. */
export function RequestsPage() {
  const query = useLive(live.requests);
  return (
    <Loaded
      query={query}
      skeleton={
        <>
          <HeaderBones />
          <SectionBones lines={8} />
        </>
      }
    >
      {({ rows }) => <RequestsContent rows={rows} />}
    </Loaded>
  );
}
