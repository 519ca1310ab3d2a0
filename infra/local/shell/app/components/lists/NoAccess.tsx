import { Button, Link, Text } from '@fluentui/react-components';
import { LockClosedRegular } from '@fluentui/react-icons';
import { useHref } from 'react-router';
import type { Viewer } from '../../App';
import type { Person } from '../../api';
import { mayBeAdministrator } from '../../look';
import type { SiteView } from '../../sharePoint';
import { sameRoomAs } from '../../shellPath';
import { Empty } from '../PageState';

interface Props {
  readonly site: SiteView;
  readonly viewer: Viewer;
  readonly people: readonly Person[];
  readonly onAdministrator: () => void;
}

/** What SharePoint says to somebody who is not a member of a site, and who could look instead. */
export function NoAccess({ site, viewer, people, onAdministrator }: Props) {
  const manager = people.find(({ roles }) => roles.includes('Manager'));
  const href = useHref(sameRoomAs(manager?.shortName ?? '', '/x/sharepoint'));
  return (
    <Empty icon={<LockClosedRegular />} title="You do not have access to this site">
      <Text align="center" className="subtle">
        <bdi>{viewer.name}</bdi> is not a member of {site.displayName}. SharePoint shows nothing of it.
      </Text>
      {mayBeAdministrator(viewer) ? (
        <Button onClick={onAdministrator}>Look as SharePoint’s administrator</Button>
      ) : (
        manager && (
          <Link href={href}>
            Switch to <bdi>{manager.displayName}</bdi>
          </Link>
        )
      )}
    </Empty>
  );
}
