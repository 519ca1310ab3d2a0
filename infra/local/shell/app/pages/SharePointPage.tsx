import { Badge, Button, Text } from '@fluentui/react-components';
import { ArrowLeftRegular, DocumentTableRegular, LibraryRegular, TableRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { NavLink, useNavigate, useParams } from 'react-router';
import type { Viewer } from '../App';
import { get, type Person } from '../api';
import { ListTable } from '../components/lists/ListTable';
import { NoAccess } from '../components/lists/NoAccess';
import { Empty, ErrorNotice, Loading } from '../components/PageState';
import { useUrlText } from '../hooks/urlState';
import { ADMINISTRATOR, lookAt, mayBeAdministrator } from '../look';
import type { SiteView } from '../sharePoint';
import { shellPath } from '../shellPath';

interface Props {
  readonly viewer: Viewer;
  readonly people: readonly Person[];
}

/** Both sites as SharePoint shows them to this person: lists and libraries, and the rows of the chosen one. */
export function SharePointPage({ viewer, people }: Props) {
  const { site: siteName, list: listName } = useParams();
  const navigate = useNavigate();
  const [look, setLook] = useUrlText('look', true);
  const isAdministrator = look === ADMINISTRATOR && mayBeAdministrator(viewer);
  const as = isAdministrator ? ADMINISTRATOR : viewer.key;
  const sites = useQuery({
    queryKey: ['items', 'sites', as],
    queryFn: () => get<SiteView[]>(`/_shell/sharepoint?${new URLSearchParams({ as })}`),
  });
  if (sites.isPending) return <Loading label="Opening SharePoint" />;
  if (sites.error) return <ErrorNotice error={sites.error} again={() => void sites.refetch()} />;
  const named = sites.data.find(({ name }) => name === siteName);
  // To whom everything is closed there is nothing to choose.
  const site = named ?? (sites.data.every(({ access }) => access === 'none') ? sites.data[0] : undefined);
  const list = site?.lists.find(({ name }) => name === listName);
  const search = isAdministrator ? `?look=${ADMINISTRATOR}` : '';
  const to = (...rest: readonly string[]) => ({ pathname: shellPath(viewer.key, 'sharepoint', ...rest), search });

  return (
    <section className={site ? 'lists has-choice' : 'lists'} aria-label="SharePoint">
      <h1 className="visually-hidden">SharePoint</h1>
      <nav className="list-nav" aria-label="Lists and libraries">
        {isAdministrator && (
          <Button className="panel-button" size="small" onClick={() => setLook('')}>
            Look as {viewer.name} again
          </Button>
        )}
        {sites.data.map((known) => (
          <div key={known.id}>
            <h2>
              {known.access === 'none' ? (
                <NavLink className="site-link" to={to(known.name)}>
                  {known.displayName}
                </NavLink>
              ) : (
                known.displayName
              )}
              {known.access === 'none' && (
                <Badge appearance="tint" color="informative">
                  no access
                </Badge>
              )}
            </h2>
            {known.access !== 'none' && known.lists.length === 0 && <Text className="subtle">No lists yet.</Text>}
            <ul>
              {known.lists.map(({ id, name, itemCount, isLibrary }) => (
                <li key={id}>
                  <NavLink to={to(known.name, name)}>
                    <span className="list-name">
                      {name}
                      {isLibrary ? <LibraryRegular aria-label="library" /> : <TableRegular aria-hidden />}
                    </span>
                    <span className="count">{itemCount.toLocaleString('en')}</span>
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="list-rows">
        {site && (
          <Button
            className="list-back"
            appearance="subtle"
            icon={<ArrowLeftRegular />}
            onClick={() => void navigate(to())}
          >
            All lists
          </Button>
        )}
        {site && list ? (
          <ListTable key={list.id} site={site} list={list} viewer={viewer} look={lookAt(site, viewer, as)} />
        ) : site?.access === 'none' ? (
          <NoAccess site={site} viewer={viewer} people={people} onAdministrator={() => setLook(ADMINISTRATOR)} />
        ) : (
          <Empty icon={<DocumentTableRegular />} title="Choose a list or library." />
        )}
      </div>
    </section>
  );
}
