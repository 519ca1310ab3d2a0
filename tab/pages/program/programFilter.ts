import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { CriterionView } from '../../../src/contracts/program';
import { PARTNER_TYPES, type PartnerType } from '../../../src/domain/partner';
import { applicabilityFor, decisionFor } from './applicabilityWords';

export const STATES = [
  { id: 'toBeChecked', name: 'To be checked' },
  { id: 'applies', name: 'Applies' },
  { id: 'doesNotApply', name: 'Does not apply' },
  { id: 'decided', name: 'Decided by us' },
] as const;
type State = (typeof STATES)[number]['id'];

export interface ProgramFilter {
  readonly q?: string;
  readonly category?: string;
  readonly type?: PartnerType;
  readonly state?: State;
}

const isType = (text: string | null): text is PartnerType => text !== null && Object.hasOwn(PARTNER_TYPES, text);
const isState = (text: string | null): text is State => STATES.some(({ id }) => id === text);

/** A state holds for the chosen type; without one, for any type. */
function isInState(criterion: CriterionView, state: State, type: PartnerType | undefined): boolean {
  if (type) {
    if (state === 'decided') return decisionFor(criterion, type) !== undefined;
    return applicabilityFor(criterion, type) === state;
  }
  if (state === 'decided') return criterion.decisions.some((each) => each.state !== 'takenBack');
  if (state === 'toBeChecked') return criterion.toBeChecked.length > 0;
  if (state === 'applies') return criterion.appliesTo.length > 0;
  return criterion.appliesTo.length + criterion.toBeChecked.length < Object.keys(PARTNER_TYPES).length;
}

export function isShown(criterion: CriterionView, { q, category, type, state }: ProgramFilter): boolean {
  if (category !== undefined && criterion.category !== category) return false;
  if (state !== undefined && !isInState(criterion, state, type)) return false;
  const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const text = [criterion.id, criterion.title, ...(criterion.parts ?? []).map(({ title }) => title)]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The filter as chips: "Type: Warehouse". */
export function programChips(
  { q, type, state, category }: ProgramFilter,
  categories: readonly { readonly id: string; readonly name: string }[],
): readonly { readonly name: keyof ProgramFilter; readonly text: string }[] {
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string): string =>
    list.find((each) => each.id === id)?.name ?? id;
  return [
    ...(q === undefined ? [] : [{ name: 'q' as const, text: `Search: ${q}` }]),
    ...(type === undefined ? [] : [{ name: 'type' as const, text: `Type: ${PARTNER_TYPES[type]}` }]),
    ...(state === undefined ? [] : [{ name: 'state' as const, text: `State: ${nameIn(STATES, state).toLowerCase()}` }]),
    ...(category === undefined
      ? []
      : [{ name: 'category' as const, text: `Category: ${nameIn(categories, category)}` }]),
  ];
}

/** The filter and the open criterion as they stand in the address. */
export function useProgramFilter() {
  const [params, setParams] = useSearchParams();
  const text = params.toString();
  const filter = useMemo<ProgramFilter>(() => {
    const read = new URLSearchParams(text);
    const [type, state] = [read.get('type'), read.get('state')];
    return {
      q: read.get('q') ?? undefined,
      category: read.get('category') ?? undefined,
      type: isType(type) ? type : undefined,
      state: isState(state) ? state : undefined,
    };
  }, [text]);
  const change = useCallback(
    (changes: Readonly<Record<string, string | undefined>>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  /** The address of this page with a criterion open over it. */
  const addressOf = useCallback(
    (criterion: string) => {
      const next = new URLSearchParams(text);
      next.set('criterion', criterion);
      return `?${next.toString()}`;
    },
    [text],
  );
  return { filter, open: params.get('criterion') ?? undefined, change, addressOf };
}
