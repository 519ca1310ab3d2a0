import { type ReactNode, useEffect, useRef } from 'react';

/** A heading that takes the focus when the reader came from another part, so that the new part is heard. */
export function Heading({ isArrival, children }: { isArrival: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isArrival) heading.current?.focus({ preventScroll: true });
  }, [isArrival]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
