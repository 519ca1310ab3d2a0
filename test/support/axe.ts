import { readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';

/** What one rule of axe found. */
export interface AxeFinding {
  readonly id: string;
  readonly nodes: readonly {
    readonly html: string;
    /** Selectors, one for each frame on the way. */
    readonly target: readonly unknown[];
  }[];
}

export interface AxeOptions {
  /** A selector: only what is in there is judged. */
  readonly include?: string;
  /** A selector, or one for each frame on the way: what is in there is not judged. */
  readonly exclude?: string | readonly string[];
  /** Only these rules. Default: all that axe has on. */
  readonly rules?: readonly string[];
  /** All rules but these. */
  readonly without?: readonly string[];
}

interface AxeWindow {
  readonly axe?: {
    configure(spec: object): void;
    run(
      context: object,
      options: object,
    ): Promise<{ readonly violations: readonly AxeFinding[]; readonly incomplete: readonly AxeFinding[] }>;
  };
}

/** Longer than any frame of a slow machine needs, in milliseconds: axe passes over a frame that says nothing. */
const FRAME_ANSWERS_WITHIN_MS = 30_000;

let source: string | undefined;

async function inject(frame: Frame): Promise<void> {
  source ??= readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  try {
    if (await frame.evaluate(() => (window as AxeWindow).axe !== undefined)) return;
    await frame.evaluate(source);
    await frame.evaluate(() => (window as AxeWindow).axe?.configure({ allowedOrigins: ['<unsafe_all_origins>'] }));
  } catch (error) {
    // A frame that went away meanwhile is not there to be judged.
    if (!frame.isDetached()) throw error;
  }
}

/**
 * What axe finds wrong on a page and in all its frames, also those of other origins, as they stand. Axe puts the results
 * together in the page, and only what is wrong leaves it: all that it passed is some megabytes.
 * Throws when a frame could not be judged.
 */
export async function axeFindings(page: Page, options: AxeOptions = {}): Promise<readonly AxeFinding[]> {
  await Promise.all(page.frames().map(inject));
  const { include, exclude, rules, without = [] } = options;
  const { violations, isWhole } = await page.evaluate(
    async ([context, settings]) => {
      const { axe } = window as AxeWindow;
      if (!axe) throw new Error('axe is not there.');
      const results = await axe.run(context ?? document, settings);
      return {
        violations: results.violations.map(({ id, nodes }) => ({
          id,
          nodes: nodes.map(({ html, target }) => ({ html, target })),
        })),
        isWhole: results.incomplete.every(({ id }) => id !== 'frame-tested'),
      };
    },
    [
      include || exclude ? { include: include ? [include] : [], exclude: exclude ? [exclude] : [] } : undefined,
      {
        resultTypes: ['violations'],
        preload: false,
        pingWaitTime: FRAME_ANSWERS_WITHIN_MS,
        ...(rules ? { runOnly: { type: 'rule', values: rules } } : {}),
        rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
      },
    ] as const,
  );
  if (!isWhole) throw new Error('axe could not judge a frame.');
  return violations;
}
