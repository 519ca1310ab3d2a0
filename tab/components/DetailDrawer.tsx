import {
  Button,
  Drawer,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useReturnFocus } from '../hooks/useReturnFocus';
import { plainName } from '../words/plainName';

const useStyles = makeStyles({
  // The page's scroll bar takes from the window's width, so `full` would begin left of it.
  drawer: { maxWidth: '100%' },
  title: { overflowWrap: 'anywhere' },
  footer: { borderTop: `1px solid ${tokens.colorNeutralStroke2}`, flexWrap: 'wrap' },
  body: { paddingTop: '4px', paddingBottom: '16px' },
});

interface Props {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 'small' | 'medium' | 'large' | 'full';
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** A panel over the right side that keeps the page behind it. Escape closes it and the focus goes back. */
export function DetailDrawer({ title, isOpen, onClose, size = 'medium', footer, children }: Props) {
  const styles = useStyles();
  useReturnFocus(isOpen);
  return (
    <Drawer
      type="overlay"
      position="end"
      size={size}
      className={styles.drawer}
      open={isOpen}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2', className: styles.title }}
          action={<Button appearance="subtle" aria-label="Close" icon={<Dismiss24Regular />} onClick={onClose} />}
        >
          <bdi>{plainName(title)}</bdi>
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>{children}</DrawerBody>
      {footer && <DrawerFooter className={styles.footer}>{footer}</DrawerFooter>}
    </Drawer>
  );
}
