/** Puts the focus on the first heading of a card, else on what it offers first, else on the card itself. */
export function focusCard(element: HTMLElement): void {
  const target =
    element.querySelector<HTMLElement>('[role="heading"], h1, h2, h3, h4, h5, h6') ??
    element.querySelector<HTMLElement>('button, a[href], input, select, textarea') ??
    element;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
}
