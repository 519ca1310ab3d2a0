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
import { ColorRegular, KeyboardRegular } from '@fluentui/react-icons';
import type { Viewer } from '../App';
import type { Person, ShellState } from '../api';
import type { ThemeName } from '../hooks/useTheme';
import { PersonSwitcher } from './PersonSwitcher';
import { StatusChips } from './StatusChips';

interface Props {
  readonly people: readonly Person[];
  readonly state: ShellState;
  readonly viewer: Viewer;
  readonly theme: ThemeName;
  readonly onTheme: (theme: ThemeName) => void;
  readonly isSwitching: boolean;
  readonly onSwitching: (isOpen: boolean) => void;
  readonly onHelp: () => void;
}

const THEMES: readonly { readonly name: ThemeName; readonly label: string }[] = [
  { name: 'default', label: 'Light' },
  { name: 'dark', label: 'Dark' },
  { name: 'contrast', label: 'High contrast' },
];

/** The customer's name, what is not as usual, the theme, and who is using the shell. */
export function TopBar({ people, state, viewer, theme, onTheme, isSwitching, onSwitching, onHelp }: Props) {
  return (
    <header className="top-bar">
      <Text weight="semibold" className="top-title" truncate wrap={false}>
        {state.organization}
      </Text>
      <Badge appearance="tint" color="informative" className="top-badge">
        local tenant
      </Badge>
      <span className="spacer" />
      <StatusChips state={state} viewerKey={viewer.key} />
      <Tooltip content="Keyboard (Ctrl+.)" relationship="label">
        <Button appearance="subtle" className="wide-only" icon={<KeyboardRegular />} onClick={onHelp} />
      </Tooltip>
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
      <PersonSwitcher people={people} viewer={viewer} isOpen={isSwitching} onOpen={onSwitching} />
    </header>
  );
}
