import { Tooltip } from '@fluentui/react-components';

/** A name that was cut, whole, beside where it stands. For eyes only: readers have the whole name in the page. */
export function WholeName({ name, target }: { readonly name: string; readonly target: HTMLElement }) {
  return (
    <Tooltip content={name} relationship="inaccessible" visible withArrow positioning={{ target }}>
      <span aria-hidden />
    </Tooltip>
  );
}
