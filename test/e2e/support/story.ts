/** Registers one step of a story as a test. */
export type Step = (words: string, act: () => Promise<void>) => void;

/** The steps of one story, in order. After a step that failed the others say so at once, instead of waiting for what cannot come. */
export function story(): { readonly step: Step; hasFailed(): boolean } {
  let hasFailed = false;
  return {
    hasFailed: () => hasFailed,
    step: (words, act) =>
      void it(words, async () => {
        if (hasFailed) throw new Error('An earlier step failed.');
        hasFailed = true;
        const started = performance.now();
        await act();
        if (process.env.E2E_SHOTS) process.stderr.write(`${Math.round(performance.now() - started)} ms: ${words}\n`);
        hasFailed = false;
      }),
  };
}
