import process from 'node:process';
import type { PartnerSession, QuestionnaireView, QuestionView, SaveResult } from '../../src/contracts/questionnaire';
import type { PartnerType } from '../../src/domain/partner';
import { answerMissing, bestAnswer } from '../e2e/support/answerTheRest';
import { cardsOf, dayIn, mayaOf } from '../e2e/support/ask';
import { PartnerBrowser } from '../support/partnerBrowser';
import { eventually, type RunningProduct } from '../support/product';
import { type Figure, quantile, round } from './figures';

interface Usage {
  readonly requests: number;
  readonly resourceUnits: number;
  readonly byRoute?: Readonly<Record<string, { readonly requests: number; readonly resourceUnits: number }>>;
}

/** What the service asks all the time, whether somebody answers or not: the change feeds, the mailbox, the ledger. */
const BACKGROUND = /delta|mailFolders|messages|\/token/;

const SLOW_SAVES = 30;
/** The bot takes 40 presses of a person in 10 seconds. */
const BETWEEN_PRESSES_MS = 350;

interface Measured extends Usage {
  readonly seconds: number;
  /** The same with what the service asks all the time. */
  readonly withPolling: { readonly requests: number; readonly resourceUnits: number };
}

async function measured(product: RunningProduct, work: () => Promise<void>): Promise<Measured> {
  await product.control('DELETE', '/usage');
  const started = performance.now();
  await work();
  const seconds = round((performance.now() - started) / 1000, 2);
  const { byRoute = {}, requests, resourceUnits } = await product.control<Usage>('GET', '/usage');
  if (process.env.BENCH_ROUTES) process.stderr.write(`${JSON.stringify(byRoute, null, 1)}\n`);
  const own = Object.entries(byRoute).filter(([route]) => !BACKGROUND.test(route));
  return {
    requests: own.reduce((sum, [, each]) => sum + each.requests, 0),
    resourceUnits: own.reduce((sum, [, each]) => sum + each.resourceUnits, 0),
    seconds,
    withPolling: { requests, resourceUnits },
  };
}

/** Whom the questionnaire is put to. */
interface Asked {
  readonly what: string;
  readonly type: PartnerType;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
}
const ASKED: readonly Asked[] = [
  { what: 'importer', type: 'importer', sites: [] },
  {
    what: 'foreign manufacturer with 2 sites',
    type: 'foreignManufacturer',
    sites: [
      { id: 'north', name: 'North plant' },
      { id: 'south', name: 'South plant' },
    ],
  },
];

/** A partner that is asked, with a contact who is reached by mail, or in Teams as a guest. */
async function ask(
  product: RunningProduct,
  { what, type, sites }: Asked,
  email: string,
  guest: boolean,
): Promise<void> {
  const maya = mayaOf(product);
  const key = await maya.partner(`${what} by ${guest ? 'card' : 'mail'}`, { email, guest }, type, sites);
  await maya.settled(await maya.open([key], dayIn(30), `Bench ${email}`), 1, 120);
}

/**
 * The whole questionnaire of an importer and of a foreign manufacturer with two sites, answered as well as can be, by the
 * page and by cards, and single saves on a slow line.
 */
export async function answeringFigures(product: RunningProduct): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [at, asked] of ASKED.entries()) {
    figures.push(...(await byPage(product, asked, `contact${at}@bench.example`)));
    figures.push(...(await byCards(product, asked, GUESTS[at] ?? '')));
  }
  return figures;
}

/** Guests whom the bot reaches, one for each questionnaire. */
const GUESTS = ['minh@nguyenseafoods.example', 'sara@nordfrakt.example'];

async function byPage(product: RunningProduct, asked: Asked, email: string): Promise<Figure[]> {
  await ask(product, asked, email, false);
  const { messages } = await product.control<{ messages: { html: string }[] }>('GET', `/mail?to=${email}`);
  const secret = /\/answer\/#([0-9a-zA-Z]+)/.exec(messages[0]?.html ?? '')?.[1];
  const browser = new PartnerBrowser(product.productUrl);
  let key = '';
  let saves = 0;
  let view: QuestionnaireView | undefined;
  const answering = await measured(product, async () => {
    const session = await browser.call<PartnerSession>('POST', '/session', { secret });
    key = session.assessments[0]?.key ?? '';
    ({ saves, view } = await answerMissing(browser, key));
  });
  const slow = asked === ASKED[0] ? await slowSaves(product, browser, key, view) : [];
  const sending = await measured(product, async () => {
    await browser.call('POST', `/assessments/${encodeURIComponent(key)}/submit`, {
      name: 'Ana Bench',
      jobTitle: 'Manager',
      isConfirmed: true,
    });
  });
  const name = (what: string) => `${asked.what} by page, ${view?.progress.total} answers in ${saves} saves: ${what}`;
  return [
    {
      name: name('resource units with sending'),
      value: answering.resourceUnits + sending.resourceUnits,
      unit: 'RU',
      goal: 2 * saves + 20,
    },
    { name: name('requests with sending'), value: answering.requests + sending.requests, unit: 'requests' },
    ...polling(name, [answering, sending]),
    { name: name('sending and scoring'), value: sending.seconds, unit: 's', goal: 5 },
    ...slow,
  ];
}

interface CardInput {
  readonly id: string;
  readonly value?: string;
}
interface ShownCard {
  readonly body: readonly object[];
  readonly actions?: readonly { readonly title: string; readonly verb?: string; readonly data?: object }[];
}

/** Everything in a card that somebody can fill in. */
const inputsIn = (value: unknown): CardInput[] => {
  if (Array.isArray(value)) return value.flatMap(inputsIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && String(value.type).startsWith('Input.') ? [value as unknown as CardInput] : [];
  return [...own, ...Object.values(value).flatMap(inputsIn)];
};

/** What the service asked in all meanwhile; how much of it is polling depends on how long it took. */
const polling = (name: (what: string) => string, parts: readonly Measured[]): Figure[] => {
  const sum = (of: (part: Measured) => number): number =>
    round(
      parts.reduce((total, part) => total + of(part), 0),
      1,
    );
  const seconds = sum((part) => part.seconds);
  return [
    {
      name: name(`resource units with the feed's polling, in ${seconds} s`),
      value: sum(({ withPolling }) => withPolling.resourceUnits),
      unit: 'RU',
    },
    {
      name: name("requests with the feed's polling"),
      value: sum(({ withPolling }) => withPolling.requests),
      unit: 'requests',
    },
  ];
};

async function byCards(product: RunningProduct, asked: Asked, person: string): Promise<Figure[]> {
  await ask(product, asked, person, true);
  const shown = await eventually('the invitation', async () => {
    const [card] = (await cardsOf(product, person)).slice(-1);
    return card === undefined ? undefined : (JSON.parse(card) as { content: ShownCard }).content;
  });
  // What is asked is read once as the page would, so that the presses know good answers.
  const known = await questionsOfGuest(product, shown);
  const times: number[] = [];
  let presses = 0;
  let card = shown;
  const press = async (title: string, inputs: Record<string, unknown>): Promise<void> => {
    const action = card.actions?.find((each) => each.title === title);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_PRESSES_MS));
    const started = performance.now();
    const answer = await product.control<{ body?: { value?: ShownCard } }>('POST', '/chat', {
      person,
      action: { verb: action?.verb, data: action?.data, inputs },
    });
    times.push(performance.now() - started);
    if (!answer.body?.value?.body) throw new Error(`${title}: ${JSON.stringify(answer)}`);
    card = answer.body.value;
    presses += 1;
  };
  const usage = await measured(product, async () => {
    await press('Start', {});
    for (;;) {
      const title = ['Save and next', 'Save', 'Answer'].find((each) =>
        card.actions?.some((action) => action.title === each),
      );
      if (!title) break;
      const inputs = inputsIn(card.body).flatMap(({ id, value }) => {
        const answer = value ?? known.get(id.replace(/^a\./, ''));
        return answer === undefined ? [] : [[id, Array.isArray(answer) ? answer.join(',') : String(answer)] as const];
      });
      await press(title, Object.fromEntries(inputs));
    }
  });
  const name = (what: string) => `${asked.what} by ${presses} cards: ${what}`;
  return [
    { name: name('resource units'), value: usage.resourceUnits, unit: 'RU', goal: 2 * presses + 20 },
    { name: name('requests'), value: usage.requests, unit: 'requests' },
    ...polling(name, [usage]),
    { name: name('one press, median'), value: round(quantile(times, 0.5), 0), unit: 'ms' },
    { name: name('one press, 95th percentile'), value: round(quantile(times, 0.95), 0), unit: 'ms' },
  ];
}

/** The best answer to each question, by its id. */
async function questionsOfGuest(product: RunningProduct, card: ShownCard): Promise<ReadonlyMap<string, unknown>> {
  const secret = /\/answer\/#([0-9a-zA-Z]+)/.exec(JSON.stringify(card))?.[1];
  const browser = new PartnerBrowser(product.productUrl);
  const { assessments } = await browser.call<PartnerSession>('POST', '/session', { secret });
  const view = await browser.call<QuestionnaireView>(
    'GET',
    `/questionnaire?assessment=${encodeURIComponent(assessments[0]?.key ?? '')}`,
  );
  return new Map(
    view.sections.flatMap(({ questions }) =>
      questions.flatMap((each): (readonly [string, unknown])[] => {
        const answer = bestAnswer(each);
        // A card asks for each line of a table by itself.
        return each.rows
          ? Object.entries(answer as Record<string, unknown>).map(([row, choice]) => [`${each.id}.${row}`, choice])
          : [[each.id, answer]];
      }),
    ),
  );
}

async function slowSaves(
  product: RunningProduct,
  browser: PartnerBrowser,
  key: string,
  view: QuestionnaireView | undefined,
): Promise<Figure[]> {
  const isPlain = ({ type, gate }: QuestionView): boolean => type === 'yesPartlyNo' && !gate;
  const section = view?.sections.find(({ questions }) => questions.some(isPlain));
  const question = section?.questions.find(isPlain);
  if (!section || !question) throw new Error('The questionnaire has no plain question to save.');
  await product.control('POST', '/faults', [{ match: { pathPattern: '^/v1.0' }, kind: 'slow', delayMs: 200 }]);
  const times: number[] = [];
  let requests = 0;
  for (let n = 0; n < SLOW_SAVES; n += 1) {
    const before = (await product.control<Usage>('GET', '/usage')).requests;
    const started = performance.now();
    await browser.call<SaveResult>(
      'PUT',
      `/assessments/${encodeURIComponent(key)}/sections/${section.id}/${section.siteId ?? '-'}`,
      {
        baseRevision: 1_000_000,
        answers: [{ questionId: question.id, value: n % 2 === 0 ? 'partly' : 'yes' }],
      },
    );
    times.push(performance.now() - started);
    requests = Math.max(requests, (await product.control<Usage>('GET', '/usage')).requests - before);
  }
  await product.control('DELETE', '/faults');
  const median = quantile(times, 0.5);
  return [
    // With 200 ms a call, a save of n sequential calls takes n times that, and little more.
    { name: 'one save: sequential Graph calls', value: Math.floor(quantile(times, 0.5) / 200), unit: 'calls', goal: 2 },
    { name: 'one save with 200 ms a call: median', value: round(median, 0), unit: 'ms', goal: 1_000 },
    {
      name: 'one save with 200 ms a call: 95th percentile',
      value: round(quantile(times, 0.95), 0),
      unit: 'ms',
      goal: 2_500,
    },
    { name: 'one save: most Graph requests seen meanwhile, background included', value: requests, unit: 'requests' },
  ];
}
