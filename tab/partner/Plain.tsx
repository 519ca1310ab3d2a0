import { type ReactNode, useEffect, useRef } from 'react';

/** A page with one thing to say, outside a questionnaire. Its heading takes the focus, so that it is heard first. */
export function Plain({ title, children }: { title: ReactNode; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="column plain">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </main>
  );
}
