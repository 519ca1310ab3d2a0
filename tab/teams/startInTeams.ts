import { app } from '@microsoft/teams-js';
import { type TabSettings, tabSettings } from '../../src/contracts/me';

export type TeamsTheme = 'default' | 'dark' | 'contrast';

/** What Teams told us at the start. `deepLink` is a page of ours, such as `/partners/01h…`. */
export interface TeamsStart {
  readonly settings: TabSettings;
  readonly theme: TeamsTheme;
  readonly locale: string;
  readonly deepLink?: string;
}

/** Why the tab cannot begin; each has its own page. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
  constructor(
    readonly kind: 'outsideTeams' | 'signInRefused' | 'serviceDown',
    options?: { cause?: unknown },
  ) {
    super(kind, options);
  }
}

/** Teams answers within a tenth of a second; the SDK itself would wait a minute. */
const TEAMS_ANSWERS_WITHIN = 10_000;

const themeOf = (name: string | undefined): TeamsTheme => (name === 'dark' || name === 'contrast' ? name : 'default');

const pageOf = (subPageId: string | undefined): string | undefined =>
  subPageId && /^\/[a-z]/.test(subPageId) && subPageId.length < 2000 ? subPageId : undefined;

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer = 0;
  const late = new Promise<never>((_, reject) => {
    timer = window.setTimeout(() => reject(new CannotStart('outsideTeams')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    window.clearTimeout(timer);
  }
}

async function readSettings(): Promise<TabSettings> {
  try {
    const response = await fetch('/tab-settings.json', { cache: 'no-cache' });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return tabSettings.parse(await response.json());
  } catch (cause) {
    throw new CannotStart('serviceDown', { cause });
  }
}

/**
 * The handshake with Teams. Origins beyond Microsoft's own come from the service, because the SDK ignores every host
 * that is not on its list. Throws `CannotStart`.
 */
export async function startInTeams(onTheme: (theme: TeamsTheme) => void): Promise<TeamsStart> {
  if (window.parent === window) throw new CannotStart('outsideTeams');
  const settings = await readSettings();
  try {
    await within(TEAMS_ANSWERS_WITHIN, app.initialize(settings.teamsOrigins));
    app.registerOnThemeChangeHandler((name) => onTheme(themeOf(name)));
    const context = await within(TEAMS_ANSWERS_WITHIN, app.getContext());
    return {
      settings,
      theme: themeOf(context.app.theme),
      locale: context.app.locale,
      deepLink: pageOf(context.page.subPageId),
    };
  } catch (cause) {
    throw cause instanceof CannotStart ? cause : new CannotStart('outsideTeams', { cause });
  }
}
