import type { z } from 'zod';
import { AppError } from '../../../src/errors';

/** What was entered, checked as the page's is; throws `invalid` with the first sentence about it. */
export function checked<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', parsed.error.issues[0]?.message ?? 'Please check what you entered.');
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
