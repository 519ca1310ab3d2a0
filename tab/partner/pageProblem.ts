/** A refusal with a sentence that can be shown. `status` 0: the server could not be reached. */
export class PageProblem extends Error {
  override readonly name = 'PageProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What to show for anything that was thrown; `otherwise` for what is not a refusal. */
export const sentenceOf = (error: unknown, otherwise: string): string =>
  error instanceof PageProblem ? error.message : otherwise;

/** Not everything that was typed could be saved, so what depends on it was not done. */
export const unsavedProblem = (whatNot: string): PageProblem =>
  new PageProblem(
    400,
    'unsaved',
    `Some of your answers are not saved yet, so ${whatNot}. Please try again when they are.`,
  );
