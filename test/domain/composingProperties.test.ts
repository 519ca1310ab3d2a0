import fc from 'fast-check';
import { type ComposeInput, composeQuestionnaire, MAX_INPUTS } from '../../src/domain/composeQuestionnaire';
import { applicabilityOf } from '../../src/domain/criterion';
import { inputsOf, rowsOf } from '../../src/domain/question';
import type { Questionnaire } from '../../src/domain/questionnaire';
import { compositions, RUNS } from './generatedQuestionnaires';

// Faults are gathered and compared once, because a thousand runs of small comparisons take long.
const check = (faultsOf: (input: ComposeInput, questionnaire: Questionnaire) => readonly unknown[]): void =>
  fc.assert(
    fc.property(compositions, (input) => expect(faultsOf(input, composeQuestionnaire(input))).toEqual([])),
    { numRuns: RUNS },
  );

const doubled = (ids: readonly string[]): string[] => ids.filter((id, at) => ids.indexOf(id) !== at);
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

it('composing changes nothing that it is given, and gives the same for the same', () => {
  check((input, questionnaire) => {
    const again = composeQuestionnaire(frozen(structuredClone(input)));
    const sections = composeQuestionnaire({ ...input, partnerTypes: [...input.partnerTypes].reverse() }).sections;
    return [
      ...(JSON.stringify(again) === JSON.stringify(questionnaire) ? [] : ['not the same']),
      ...(JSON.stringify(sections) === JSON.stringify(questionnaire.sections) ? [] : ['the order of types matters']),
    ];
  });
});

it('asks no question twice at one place, and none at the company that is asked at a site', () => {
  check((_, { sections, sites }) => {
    const places = sections.flatMap(({ siteId, questions }) => questions.map(({ id }) => `${id}@${siteId ?? ''}`));
    const rows = sections.map(({ id, siteId }) => `${id}@${siteId ?? ''}`);
    const wrongPlace = sections.flatMap(({ siteId, questions }) =>
      questions.filter(({ level }) => (level === 'site') !== (siteId !== undefined)),
    );
    const strange = sections.filter(({ siteId }) => siteId !== undefined && !sites.some(({ id }) => id === siteId));
    return [...doubled(places), ...doubled(rows), ...wrongPlace, ...strange];
  });
});

it('asks every question in exactly one group, and every line of a table exactly once', () => {
  check((_, { sections }) =>
    sections.flatMap(({ groups, questions }) => {
      const grouped = [...new Set(groups.flatMap(({ questionIds }) => questionIds))];
      const once = questions.filter((question) => {
        const own = groups.filter(({ questionIds }) => questionIds.includes(question.id));
        if (question.type !== 'table') return own.length !== 1;
        const lines = own.flatMap(({ tableRows }) => tableRows ?? []);
        return (
          lines.join() !==
          rowsOf(question)
            .map(({ id }) => id)
            .join()
        );
      });
      return [...(grouped.join() === questions.map(({ id }) => id).join() ? [] : [grouped]), ...once];
    }),
  );
});

it('asks gates, and asks them before what they gate and never beside it', () => {
  check((_, { sections }) => {
    const asked = sections.flatMap(({ siteId, groups, questions }) =>
      questions.map((question) => ({
        question,
        siteId,
        groups: groups.filter(({ questionIds }) => questionIds.includes(question.id)).map(({ id }) => id),
      })),
    );
    return asked.filter(({ question: { gate }, siteId, groups }, at) => {
      if (!gate) return false;
      const first = asked
        .slice(0, at)
        .find((each) => each.question.id === gate.question && (each.siteId ?? siteId) === siteId);
      return !first || first.groups.some((id) => groups.includes(id));
    });
  });
});

it('never needs more inputs on a card than a card may have', () => {
  check((_, { sections }) =>
    sections.flatMap(({ groups, questions }) =>
      groups.filter(({ inputs, questionIds, tableRows }) => {
        const onCard = questions.filter(({ id }) => questionIds.includes(id));
        const isFirst = tableRows?.[0] === 'r0' || tableRows?.length === 0;
        const forReason = onCard[0]?.naReasons && isFirst ? 1 : 0;
        const needed = tableRows
          ? tableRows.length + forReason
          : onCard.reduce((sum, question) => sum + inputsOf(question), 0);
        return needed !== inputs || inputs > MAX_INPUTS || inputs === 0;
      }),
    ),
  );
});

it('asks what concerns the partner and the gates before it, everything of that, and nothing else', () => {
  check(({ questions, pack, partnerTypes }, { sections }) => {
    const asked = new Set(sections.flatMap((section) => section.questions.map(({ id }) => id)));
    const concerns = questions.filter(
      ({ appliesTo, asksAbout }) =>
        (!appliesTo || appliesTo.some((type) => partnerTypes.includes(type))) &&
        asksAbout.some(({ criterion }) =>
          pack.criteria.some((each) => each.id === criterion && applicabilityOf(each, partnerTypes) !== 'doesNotApply'),
        ),
    );
    const wanted = new Set<string>();
    const add = (id: string | undefined): void => {
      if (id === undefined || wanted.has(id)) return;
      wanted.add(id);
      add(questions.find((each) => each.id === id)?.gate?.question);
    };
    for (const { id } of concerns) add(id);
    return [...[...asked].filter((id) => !wanted.has(id)), ...[...wanted].filter((id) => !asked.has(id))];
  });
});

it('another site adds its own parts and changes nothing of what is asked elsewhere', () => {
  check((input, before) => {
    // A place that nobody named has no name on screen; that changes with the first that is named.
    if (input.sites.length === 0) return [];
    const after = composeQuestionnaire({ ...input, sites: [...input.sites, { id: 'added', name: 'Added' }] });
    const others = after.sections.filter(({ siteId }) => siteId !== 'added');
    const added = after.sections.filter(({ siteId }) => siteId === 'added');
    const like = before.sections.filter(({ siteId }) => siteId === input.sites[0]?.id);
    return [
      ...(JSON.stringify(others) === JSON.stringify(before.sections) ? [] : ['others']),
      ...(added.map(({ id }) => id).join() === like.map(({ id }) => id).join() ? [] : ['added']),
    ];
  });
});
