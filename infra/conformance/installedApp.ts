import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, CallInit } from './case';
import { textAt } from './json';
import { mustBe } from './mustBe';

type Graph = (path: string, init?: CallInit) => Promise<Answer>;

/** How long after its installation an app stays at least, so that its bot is not refused in the middle of a greeting. */
const GREETING_MS = 5_000;

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
 * @param onInstalled gets what takes the app away again, as soon as it is there; not called when it was there before
 * @throws Error when Graph refuses, or the chat does not appear in time
 */
export async function haveInstalled(
  graph: Graph,
  wish: AppWish,
  onInstalled: (remove: () => Promise<void>) => void,
): Promise<void> {
  const { person, catalogue, base, token, patienceSeconds } = wish;
  const apps = `/users/${person}/teamwork/installedApps`;
  const body = { 'teamsApp@odata.bind': `${base}/v1.0/appCatalogs/teamsApps/${catalogue}` };
  const answer = await mustBe(
    await graph(apps, { method: 'POST', body, token }),
    'installing the bot for --bot-person',
    201,
    409,
  );
  if (answer.status === 409) return;
  onInstalled(removalOf(graph, wish));
  const chat = `${apps}/${await installationOf(graph, wish)}/chat`;
  const until = performance.now() + patienceSeconds * 1_000;
  while ((await graph(chat, { token })).status !== 200) {
    if (performance.now() > until) throw new Error('The chat of the installed bot did not appear in time.');
    await sleep(250);
  }
}

/** To be called right after an installation: what takes the app away again. That throws when Graph refuses. */
export function removalOf(graph: Graph, wish: Pick<AppWish, 'person' | 'catalogue' | 'token'>): () => Promise<void> {
  const earliest = performance.now() + GREETING_MS;
  return async () => {
    const id = await installationOf(graph, wish);
    if (id === '') return;
    await sleep(Math.max(0, earliest - performance.now()));
    const path = `/users/${wish.person}/teamwork/installedApps/${id}`;
    await mustBe(await graph(path, { method: 'DELETE', token: wish.token }), 'removing the app', 204, 403, 404);
  };
}

async function installationOf(
  graph: Graph,
  { person, catalogue, token }: Pick<AppWish, 'person' | 'catalogue' | 'token'>,
): Promise<string> {
  const filter = encodeURIComponent(`teamsApp/id eq '${catalogue}'`);
  const path = `/users/${person}/teamwork/installedApps?$expand=teamsApp&$filter=${filter}`;
  return textAt((await mustBe(await graph(path, { token }), 'reading installed apps', 200)).body, 'value', 0, 'id');
}
