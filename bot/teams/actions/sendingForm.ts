import type { z } from 'zod';
import { AppError } from '../../../src/errors';

const NOT_OF_A_FORM = 'This cannot be used as it was entered. Please check it, or type “continue”.';

/**
 * What was entered, checked as the page's is; throws `invalid` with the first sentence about it. What no form of ours
 * sends has no sentence of its own.
 */
export function checked<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const message = parsed.error.issues[0]?.message ?? NOT_OF_A_FORM;
  throw new AppError('invalid', /^Invalid |^Too (?:small|big)/.test(message) ? NOT_OF_A_FORM : message);
}

/**
 * Runs an act on the person's own questionnaire. What it refers to may be gone or not allowed; the questionnaire itself
 * is the person's, so that is said in the act's own words, and the form stays with what was typed.
 */
export async function acting<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'notFound' || error.code === 'forbidden'))
      throw new AppError('invalid', error.message, { cause: error });
    throw error;
  }
}

/** A field that was left empty is no field. */
export const filled = (text: string | undefined): string | undefined => (text?.trim() ? text : undefined);
