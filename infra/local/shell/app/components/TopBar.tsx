import {
  Badge,
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Text,
  Tooltip,
} from '@fluentui/react-components';
import { ClockRegular, ColorRegular } from '@fluentui/react-icons';
import { useNavigate } from 'react-router';
import type { Viewer } from '../App';
import type { Person, ShellState } from '../api';
import { useTenantTime } from '../hooks/useTenantTime';
import type { ThemeName } from '../hooks/useTheme';
import { shellPath } from '../shellPath';
import { PersonSwitcher } from './PersonSwitcher';

interface Props {
  readonly people: readonly Person[];
  readonly state: ShellState;
  readonly viewer: Viewer;
  readonly theme: ThemeName;
  readonly onTheme: (theme: ThemeName) => void;
}

const THEMES: readonly { readonly name: ThemeName; readonly label: string }[] = [
  { name: 'default', label: 'Light' },
  { name: 'dark', label: 'Dark' },
  { name: 'contrast', label: 'High contrast' },
];

/** The customer's name, the tenant's time when it is moved, the theme, and who is using the shell. */
export function TopBar({ people, state, viewer, theme, onTheme }: Props) {
  const navigate = useNavigate();
  const time = useTenantTime(state.offsetMs);
  const isMoved = state.offsetMs !== 0;
  return (
    <header className="top-bar">
      <Text weight="semibold" className="top-title" truncate wrap={false}>
        {state.organization}
      </Text>
      <Badge appearance="tint" color="informative" className="top-badge">
        local tenant
      </Badge>
      <span className="spacer" />
      {isMoved && (
        <Tooltip content="The tenant's clock has been moved" relationship="description">
          <Button
            appearance="subtle"
            size="small"
            icon={<ClockRegular />}
            onClick={() => void navigate(shellPath(viewer.key, 'control'))}
          >
            {time}
          </Button>
        </Tooltip>
      )}
      <Menu checkedValues={{ theme: [theme] }}>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content="Theme" relationship="label">
            <Button appearance="subtle" icon={<ColorRegular />} />
          </Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {THEMES.map(({ name, label }) => (
              <MenuItemRadio key={name} name="theme" value={name} onClick={() => onTheme(name)}>
                {label}
              </MenuItemRadio>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <PersonSwitcher people={people} viewer={viewer} />
    </header>
  );
}
