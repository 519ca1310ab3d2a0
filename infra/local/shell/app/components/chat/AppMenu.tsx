import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';

interface Props {
  /** Whose chat it is. */
  readonly name: string;
  readonly isBlocked: boolean;
  readonly onBlock: (isBlocked: boolean) => void;
  readonly onRemove: () => void;
}

/** What a person can do to the app in their chat: block it, or remove it. */
export const AppMenu = ({ name, isBlocked, onBlock, onRemove }: Props) => (
  <Menu>
    <MenuTrigger disableButtonEnhancement>
      <Button
        appearance="subtle"
        size="small"
        icon={<MoreHorizontalRegular />}
        aria-label={`More for the chat of ${name}`}
        title="Block or remove the app"
      />
    </MenuTrigger>
    <MenuPopover>
      <MenuList>
        <MenuItem onClick={() => onBlock(!isBlocked)}>{isBlocked ? 'Unblock the bot' : 'Block the bot'}</MenuItem>
        <MenuItem onClick={onRemove}>Remove the app</MenuItem>
      </MenuList>
    </MenuPopover>
  </Menu>
);
