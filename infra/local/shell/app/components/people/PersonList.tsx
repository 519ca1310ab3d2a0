import { Avatar, Badge, CounterBadge, Input } from '@fluentui/react-components';
import { MailRegular, SearchRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Person } from '../../api';
import { useMailboxes } from '../../hooks/tenantData';
import { useUnread } from '../../hooks/unread';
import { companyOf, groupsOf, roleOf } from '../../people';

/** At most this many outside addresses at once; the search finds the others. */
const OUTSIDE_SHOWN = 8;

interface Option {
  /** The short name, or the address of somebody outside. */
  readonly key: string;
  readonly person?: Person;
  readonly unread: number;
}

interface Props {
  readonly people: readonly Person[];
  /** Who is chosen now. */
  readonly current?: string;
  /** Also addresses outside the directory that have received mail. */
  readonly withOutside?: boolean;
  readonly onPick: (key: string) => void;
}

/** A search field over a list of people: type to narrow, arrow keys and Enter to choose. */
export function PersonList({ people, current, withOutside = false, onPick }: Props) {
  const { data } = useMailboxes();
  const { unreadOf } = useUnread();
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const wanted = search.trim().toLowerCase();
  const matches = (...texts: (string | undefined)[]): boolean =>
    texts.some((text) => text?.toLowerCase().includes(wanted));
  const mailOf = (address: string): number =>
    data?.mailboxes.find((box) => box.address === address.toLowerCase())?.unread ?? 0;

  const groups = groupsOf(people)
    .map(({ title, members }) => ({
      title,
      options: members
        .filter((person) => matches(person.displayName, person.mail, person.companyName, roleOf(person)))
        .map(
          (person): Option => ({ key: person.shortName, person, unread: unreadOf(person.id) + mailOf(person.mail) }),
        ),
    }))
    .filter(({ options }) => options.length > 0);
  const known = new Set(people.map(({ mail }) => mail.toLowerCase()));
  const outside = withOutside
    ? (data?.mailboxes ?? []).filter(({ address }) => !known.has(address) && matches(address))
    : [];
  if (outside.length > 0) {
    const options = outside.slice(0, OUTSIDE_SHOWN).map(({ address, unread }): Option => ({ key: address, unread }));
    groups.push({ title: 'Outside, by mail only', options });
  }
  const options = groups.flatMap((group) => group.options);
  const chosen = Math.min(active, options.length - 1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the list follows the active option
  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(options.length - 1, chosen + step)));
    else if (event.key === 'Enter' && options[chosen]) onPick(options[chosen].key);
    else return;
    event.preventDefault();
  };

  return (
    <div className="person-list">
      <Input
        className="person-search"
        contentBefore={<SearchRegular />}
        placeholder="Find a person or address"
        role="combobox"
        aria-label="Find a person or address"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={options[chosen] && `${id}-${chosen}`}
        value={search}
        onChange={(_event, { value }) => {
          setSearch(value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={id} role="listbox" aria-label="People" className="person-options" tabIndex={-1}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is not a fieldset
          <div key={group.title} role="group" aria-label={group.title}>
            <div className="person-group" aria-hidden>
              {group.title}
            </div>
            {group.options.map((option) => {
              const index = options.indexOf(option);
              return (
                // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus
                // biome-ignore lint/a11y/useKeyWithClickEvents: the search field hears the keys
                <div
                  key={option.key}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={option.key === current}
                  data-active={index === chosen || undefined}
                  className="person-option"
                  onClick={() => onPick(option.key)}
                >
                  <OptionFace option={option} />
                </div>
              );
            })}
          </div>
        ))}
        {outside.length > OUTSIDE_SHOWN && (
          <div className="person-group">{outside.length - OUTSIDE_SHOWN} more: type to find them</div>
        )}
        {options.length === 0 && <div className="person-group">Nobody is called so.</div>}
      </div>
    </div>
  );
}

function OptionFace({ option: { key, person, unread } }: { readonly option: Option }) {
  return (
    <>
      {person ? (
        <Avatar name={person.displayName} size={32} color="colorful" aria-hidden />
      ) : (
        <Avatar icon={<MailRegular />} size={32} aria-hidden />
      )}
      <span className="person-option-text">
        <bdi>{person?.displayName ?? key}</bdi>
        {person && <small>{companyOf(person)}</small>}
      </span>
      {unread > 0 && <CounterBadge count={unread} size="small" color="danger" aria-label={`${unread} unread`} />}
      {person && (
        <Badge appearance="tint" color={person.userType === 'Guest' ? 'informative' : 'brand'}>
          {roleOf(person)}
        </Badge>
      )}
    </>
  );
}
