import type { ProgramPack } from '../domain/program';
import type { Question, Section } from '../domain/question';
import type { RiskPolicy } from '../domain/risk';
import { canonicalJson } from '../domain/submission';
import type { Wgi } from '../domain/threat';

/** What a campaign freezes: all that its questionnaires and scores are made from. */
export interface FrozenContent {
  readonly packs: readonly ProgramPack[];
  readonly sections: readonly Section[];
  readonly questions: readonly Question[];
  readonly policy: RiskPolicy;
  readonly wgi: Wgi;
}

const SCHEMA_VERSION = 1;

/** The content as one text. Equal content gives equal text, and its SHA-256 names it. */
export function freezeContent({ packs, sections, questions, policy, wgi }: FrozenContent): string {
  const figures = { attribution: wgi.attribution, byCountry: Object.fromEntries(wgi.byCountry) };
  return canonicalJson({ schemaVersion: SCHEMA_VERSION, packs, sections, questions, policy, wgi: figures });
}

/**
 * Reads frozen content back. It was checked before it was frozen, and its reader compares the SHA-256; this refuses text
 * of a newer kind and text that is something else.
 */
export function thawContent(text: string): FrozenContent {
  const frozen: unknown = JSON.parse(text);
  const isOurs =
    typeof frozen === 'object' &&
    frozen !== null &&
    'schemaVersion' in frozen &&
    frozen.schemaVersion === SCHEMA_VERSION;
  if (!isOurs) throw new Error('The stored content of the campaign was written by another version of this product.');
  const { wgi, ...rest } = frozen as unknown as Omit<FrozenContent, 'wgi'> & {
    wgi: { attribution: string; byCountry: Record<string, { pv?: number; rl?: number; cc?: number; year?: number }> };
  };
  const { packs, sections, questions, policy } = rest;
  return { packs, sections, questions, policy, wgi: { ...wgi, byCountry: new Map(Object.entries(wgi.byCountry)) } };
}
