import { type Answer, nothing, ok } from './route';

/** 204 when the caller has this revision already, so that a page can look every few seconds at no cost. */
export const unlessSeen = <R extends { readonly revision: number }>(seen: string | undefined, view: R): Answer<R> =>
  seen === String(view.revision) ? nothing : ok(view);
