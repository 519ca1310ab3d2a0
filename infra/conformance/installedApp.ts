import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, CallInit } from './case';
import { textAt } from './json';
import { mustBe } from './mustBe';

type Graph = (path: string, init?: CallInit) => Promise<Answer>;

/** How long a bot gets to greet somebody before its app is taken away again; else it is refused in mid-sentence. */
const GREETING_MS = 1_500;

export interface AppWish {
  /** Object id of the person. */
  readonly person: string;
  /** Teams catalogue id of the app. */
  readonly catalogue: string;
  /** Graph's origin. */
  readonly base: string;
  /** Token of an application that may install it. */
  readonly token: string;
  readonly patienceSeconds: number;
}

/**
 * Sees to it that somebody has an app, and waits until its chat is there.
 * @returns what takes the app away again; undefined when the person had it before
 * @throws Error when Graph refuses, or the chat does not appear in time
 */
export async function haveInstalled(graph: Graph, wish: AppWish): Promise<(() => Promise<void>) | undefined> {
  const { person, catalogue, base, token, patienceSeconds } = wish;
  const apps = `/users/${person}/teamwork/installedApps`;
  const body = { 'teamsApp@odata.bind': `${base}/v1.0/appCatalogs/teamsApps/${catalogue}` };
  const answer = await mustBe(
    await graph(apps, { method: 'POST', body, token }),
    'installing the bot for --bot-person',
    201,
    409,
  );
  if (answer.status === 409) return undefined;
  const installation = await installationOf(graph, wish);
  const until = performance.now() + patienceSeconds * 1_000;
  while ((await graph(`${apps}/${installation}/chat`, { token })).status !== 200) {
    if (performance.now() > until) throw new Error('The chat of the installed bot did not appear in time.');
    await sleep(250);
  }
  return () => removeApp(graph, wish);
}

/** Takes an app away, when the person has it, after the bot had a moment to greet. Throws when Graph refuses. */
export async function removeApp(graph: Graph, wish: Omit<AppWish, 'base' | 'patienceSeconds'>): Promise<void> {
  const id = await installationOf(graph, wish);
  if (id === '') return;
  await sleep(GREETING_MS);
  const path = `/users/${wish.person}/teamwork/installedApps/${id}`;
  await mustBe(await graph(path, { method: 'DELETE', token: wish.token }), 'removing the app', 204, 403, 404);
}

async function installationOf(
  graph: Graph,
  { person, catalogue, token }: Pick<AppWish, 'person' | 'catalogue' | 'token'>,
): Promise<string> {
  const filter = encodeURIComponent(`teamsApp/id eq '${catalogue}'`);
  const path = `/users/${person}/teamwork/installedApps?$expand=teamsApp&$filter=${filter}`;
  return textAt((await mustBe(await graph(path, { token }), 'reading installed apps', 200)).body, 'value', 0, 'id');
}
