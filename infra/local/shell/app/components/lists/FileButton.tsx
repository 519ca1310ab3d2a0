import { Button } from '@fluentui/react-components';
import { type ReactElement, type ReactNode, useRef } from 'react';

interface Props {
  readonly icon: ReactElement;
  readonly size?: 'small';
  readonly appearance?: 'primary';
  readonly isMultiple?: boolean;
  readonly isBusy?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/** A button that lets a person choose files of this machine. */
export function FileButton({ icon, size, appearance, isMultiple = false, isBusy = false, onFiles, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        size={size}
        appearance={appearance}
        icon={icon}
        disabledFocusable={isBusy}
        onClick={() => input.current?.click()}
      >
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={isMultiple}
        onChange={({ target }) => {
          if (target.files?.length) onFiles([...target.files]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
