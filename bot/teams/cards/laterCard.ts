import { addDays, remindDays } from '../../../src/domain/campaign';
import type { OutboundCard } from '../../../src/useCases/ports';
import { weekdayInWords } from './dueWords';
import { card, choiceSet, execute, heading, openUrl, paragraph, subtle } from './elements';

export interface LaterCardInput {
  readonly assessmentKey: string;
  /** What was saved just before, as a sentence without its stop. */
  readonly saved?: string;
  /** Calendar dates. */
  readonly today: string;
  readonly dueOn: string;
  /** The day for which a reminder is set already. */
  readonly remindOn?: string;
  readonly pageUrl: string;
}

const MONDAY = 1;

const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** The days that people say: tomorrow, in three days, next Monday, as far as they lie within the bounds. */
export function suggestedDays(today: string, dueOn: string): readonly { readonly on: string; readonly name: string }[] {
  const { until } = remindDays(dueOn, today);
  const days = [
    { on: addDays(today, 1), name: 'Tomorrow' },
    { on: addDays(today, 3), name: 'In three days' },
    { on: addDays(today, ((MONDAY - weekday(today) + 6) % 7) + 1), name: 'Next Monday' },
  ];
  return days.filter(({ on }, index) => on <= until && days.findIndex((each) => each.on === on) === index);
}

/** Everything is kept; when shall the person be reminded? */
export function laterCard({ assessmentKey, saved, today, dueOn, remindOn, pageUrl }: LaterCardInput): OutboundCard {
  const { from, until } = remindDays(dueOn, today);
  const choices = suggestedDays(today, dueOn).map(({ on, name }) => ({
    title: `${name}, ${weekdayInWords(on, today)}`,
    value: on,
  }));
  const data = { assessmentKey };
  return card(
    'Kept for later. When shall I remind you?',
    [
      heading('Kept for later'),
      paragraph(`${saved ? `${saved}. ` : ''}You can go on whenever you like: press Go on now, or type “continue”.`),
      ...(remindOn ? [subtle(`You asked to be reminded on ${weekdayInWords(remindOn, today)}.`)] : []),
      choiceSet('remind', 'When shall I remind you?', choices, {
        style: 'expanded',
        separator: true,
        spacing: 'Medium',
      }),
      {
        type: 'Input.Date',
        id: 'on',
        label: `Or on another day, until ${weekdayInWords(until, today)}`,
        min: from,
        max: until,
      },
    ],
    [
      execute('Remind me', 'remind', data, { isPrimary: true }),
      execute('Without a reminder', 'remind', { ...data, remind: 'none' }, { inputs: 'none' }),
      execute('Go on now', 'start', data, { inputs: 'none' }),
      openUrl('Answer on one page', pageUrl),
    ],
    data,
  );
}
