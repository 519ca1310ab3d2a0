export const ROLES = ['Manager', 'Reviewer', 'Buyer', 'Reader'] as const;
export type Role = (typeof ROLES)[number];

/** Somebody of the customer's staff, as the verified token names them. */
export interface Person {
  /** Entra object id. */
  readonly oid: string;
  readonly tid: string;
  readonly name: string;
  readonly email?: string;
  readonly roles: readonly Role[];
}

/** Who did a thing, as answers, evidence and the journal keep it. `id` is `oid:…`, `contact:…` or `service`. */
export interface Actor {
  readonly id: string;
  readonly name: string;
}
