import { Button, type ButtonProps } from '@fluentui/react-components';
import { useHref, useNavigate } from 'react-router';

interface Props {
  readonly to: string;
  readonly state?: unknown;
  readonly appearance?: ButtonProps['appearance'];
  readonly icon?: ButtonProps['icon'];
  readonly children: string;
}

/** A link that looks like a button. */
export function LinkButton({ to, state, children, appearance, icon }: Props) {
  const href = useHref(to);
  const navigate = useNavigate();
  return (
    <Button
      as="a"
      href={href}
      appearance={appearance}
      icon={icon}
      onClick={(event: React.MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void navigate(to, { state });
      }}
    >
      {children}
    </Button>
  );
}
