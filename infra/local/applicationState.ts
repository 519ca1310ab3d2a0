import type { ApplicationName } from './applications';
import type { Meta } from './database';

/** What an administrator has done to an application since it was registered. */
export interface ApplicationState {
  /** False: sign-in is switched off (AADSTS7000112). */
  readonly enabled: boolean;
  /** True: the client secret has run out (AADSTS7000222). */
  readonly secretExpired: boolean;
  /** The certificates (PEM) that it may prove itself with. */
  readonly certificates: readonly string[];
  /** Object ids of the managed identities whose tokens it may prove itself with (its federated credentials). */
  readonly federatedSubjects: readonly string[];
  /** True: the administrator's consent is gone (AADSTS65001 on behalf of a person, no roles in a new token of its own). */
  readonly consentRevoked: boolean;
}

const FRESH: ApplicationState = {
  enabled: true,
  secretExpired: false,
  certificates: [],
  federatedSubjects: [],
  consentRevoked: false,
};

/** The state of each application, kept in the database. */
export function applicationStates(meta: Meta): {
  get(name: ApplicationName): ApplicationState;
  change(name: ApplicationName, change: Partial<ApplicationState>): ApplicationState;
} {
  const key = (name: ApplicationName): string => `application.${name}`;
  // Asked for with every call, so it is read once and held.
  const held = new Map<ApplicationName, ApplicationState>();
  const get = (name: ApplicationName): ApplicationState => {
    const known = held.get(name);
    if (known) return known;
    const stored = meta.get(key(name));
    const state = stored === undefined ? FRESH : { ...FRESH, ...(JSON.parse(stored) as Partial<ApplicationState>) };
    held.set(name, state);
    return state;
  };
  return {
    get,
    change(name, change) {
      const next = { ...get(name), ...change };
      meta.set(key(name), JSON.stringify(next));
      held.set(name, next);
      return next;
    },
  };
}
