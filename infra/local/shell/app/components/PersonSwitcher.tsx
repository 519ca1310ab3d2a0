import { Avatar, Button, Popover, PopoverSurface, PopoverTrigger } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons';
import { useLocation, useNavigate } from 'react-router';
import type { Viewer } from '../App';
import type { Person } from '../api';
import { sameRoomAs, shellPath } from '../shellPath';
import { PersonList } from './people/PersonList';

interface Props {
  readonly people: readonly Person[];
  readonly viewer: Viewer;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** Signs in as anybody: employees, guests, and the outside addresses that have received mail. */
export function PersonSwitcher({ people, viewer, isOpen, onOpen }: Props) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const pick = (key: string): void => {
    onOpen(false);
    const person = people.find(({ shortName }) => shortName === key);
    void navigate(person && !person.isMailboxOnly ? sameRoomAs(key, pathname) : shellPath(key, 'mail'));
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={(_event, { open }) => onOpen(open)}
      trapFocus
      positioning="below-end"
      unstable_disableAutoFocus={false}
    >
      <PopoverTrigger disableButtonEnhancement>
        <Button
          appearance="subtle"
          className="person-switcher"
          icon={<Avatar name={viewer.name} size={28} color="colorful" aria-hidden />}
          title="Switch person (Ctrl+K)"
        >
          <span className="visually-hidden">Switch person, now </span>
          <span className="person-name">
            <bdi>{viewer.name}</bdi>
          </span>
          <ChevronDownRegular aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverSurface className="person-popover" aria-label="Switch person">
        <PersonList people={people} current={viewer.key} withOutside onPick={pick} />
      </PopoverSurface>
    </Popover>
  );
}
