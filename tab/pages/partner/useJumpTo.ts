import { useEffect } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** The address of a section of this page, or of one answer in it. The path stays. */
export const sectionAddress = (section: string, row?: string): string => {
  const params = new URLSearchParams({ section });
  if (row) params.set('at', row);
  return `?${params.toString()}`;
};

/** How an answer is found on the page, by question and site. */
export const answerAnchor = ({
  questionId,
  siteName,
}: {
  readonly questionId: string;
  readonly siteName?: string;
}): string => (siteName ? `${questionId}@${siteName}` : questionId);

/** Brings a section of the page, or a row in it, into view and moves the focus there. */
export function jumpTo(section: string, row: string | null): void {
  const place = document.querySelector<HTMLElement>(`[data-section="${CSS.escape(section)}"]`);
  const target = row ? (place?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`) ?? place) : place;
  if (!target) return;
  target.scrollIntoView({ block: row ? 'center' : 'start' });
  const focusable = target.matches('[tabindex]')
    ? target
    : target.querySelector<HTMLElement>('h2[tabindex], [tabindex]');
  focusable?.focus({ preventScroll: true });
}

/** Jumps to the section or row that the address names, each time a link asks for it. */
export function useJumpTo(): void {
  const [params] = useSearchParams();
  const { key } = useLocation();
  const section = params.get('section');
  const row = params.get('at');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` changes with every followed link, also to the same place
  useEffect(() => {
    if (section) jumpTo(section, row);
  }, [section, row, key]);
}
