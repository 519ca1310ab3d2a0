import { Badge, Button, Text } from '@fluentui/react-components';
import { ArrowLeftRegular, DocumentTableRegular, LibraryRegular, TableRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { NavLink, useNavigate, useParams } from 'react-router';
import type { Viewer } from '../App';
import { get } from '../api';
import { ListTable } from '../components/lists/ListTable';
import { Empty, ErrorNotice, Loading } from '../components/PageState';
import { barTo, isClosed, type SiteView } from '../sharePoint';
import { shellPath } from '../shellPath';

/** Both sites with their lists and libraries, and the rows of the chosen one. */
export function SharePointPage({ viewer }: { readonly viewer: Viewer }) {
  const { site: siteName, list: listName } = useParams();
  const navigate = useNavigate();
  const sites = useQuery({ queryKey: ['items', 'sites'], queryFn: () => get<SiteView[]>('/_shell/sharepoint') });
  if (sites.isPending) return <Loading label="Opening SharePoint" />;
  if (sites.error) return <ErrorNotice error={sites.error} again={() => void sites.refetch()} />;
  const site = sites.data.find(({ name }) => name === siteName);
  const list = site?.lists.find(({ name }) => name === listName);

  return (
    <section className={list ? 'lists has-choice' : 'lists'} aria-label="SharePoint">
      <h1 className="visually-hidden">SharePoint</h1>
      <nav className="list-nav" aria-label="Lists and libraries">
        {sites.data.map((known) => (
          <div key={known.id}>
            <h2>
              {known.displayName}
              {isClosed(known) && (
                <Badge appearance="tint" color="informative">
                  no members
                </Badge>
              )}
            </h2>
            {known.lists.length === 0 && <Text className="subtle">No lists yet.</Text>}
            <ul>
              {known.lists.map(({ id, name, itemCount, isLibrary }) => (
                <li key={id}>
                  <NavLink to={shellPath(viewer.key, 'sharepoint', known.name, name)}>
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
        {site && list ? (
          <>
            <Button
              className="list-back"
              appearance="subtle"
              icon={<ArrowLeftRegular />}
              onClick={() => void navigate(shellPath(viewer.key, 'sharepoint'))}
            >
              All lists
            </Button>
            <ListTable key={list.id} site={site} list={list} viewer={viewer} bar={barTo(site, viewer)} />
          </>
        ) : (
          <Empty icon={<DocumentTableRegular />} title="Choose a list or library." />
        )}
      </div>
    </section>
  );
}
