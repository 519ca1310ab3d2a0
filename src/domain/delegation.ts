/** A section at the company or at one site: what can be handed over to a colleague. */
export interface SectionPlace {
  readonly sectionId: string;
  readonly siteId?: string;
}

/** Parts of a questionnaire that one contact has handed over to another. Both can answer them while it is open. */
export interface Delegation {
  /** ULID in lower case, made by the caller, so that a repeated call hands nothing over twice. */
  readonly key: string;
  readonly places: readonly SectionPlace[];
  /** Contact keys. */
  readonly to: string;
  readonly by: string;
  /** ISO date and time. */
  readonly at: string;
  /** What the one who hands over wants the colleague to know. */
  readonly note?: string;
  /** `done`: the colleague said that the part is finished; it can be opened again by handing over once more. */
  readonly state: 'open' | 'done' | 'withdrawn';
  /** It was the colleague who gave it back: not theirs to answer. */
  readonly isDeclined?: boolean;
  readonly endedAt?: string;
}

export const isSamePlace = (a: SectionPlace, b: SectionPlace): boolean =>
  a.sectionId === b.sectionId && a.siteId === b.siteId;

/** The parts that a contact may see and answer because they were handed over; also those that are done. */
export const placesOf = (delegations: readonly Delegation[], contactKey: string): readonly SectionPlace[] =>
  delegations.flatMap(({ to, state, places }) => (to === contactKey && state !== 'withdrawn' ? places : []));
