import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components';
import { AutoFitWidthRegular } from '@fluentui/react-icons';

const WIDTHS: readonly { readonly width: string; readonly label: string }[] = [
  { width: '', label: 'As wide as Teams would (800 px at most)' },
  { width: '300', label: '300 px: side panel or phone' },
  { width: '480', label: '480 px: narrow window' },
  { width: '800', label: '800 px: wide window' },
];

/** How wide cards are drawn, in pixels as text; empty for as wide as there is room. */
export function WidthSwitch({ width, onWidth }: { readonly width: string; readonly onWidth: (width: string) => void }) {
  return (
    <Menu checkedValues={{ width: [width] }}>
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content="Width of cards" relationship="label">
          <Button appearance={width ? 'outline' : 'subtle'} size="small" icon={<AutoFitWidthRegular />}>
            {width && `${width} px`}
          </Button>
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {WIDTHS.map((choice) => (
            <MenuItemRadio key={choice.width} name="width" value={choice.width} onClick={() => onWidth(choice.width)}>
              {choice.label}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
