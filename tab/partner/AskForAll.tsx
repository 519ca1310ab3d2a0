import { useState } from 'react';
import type { ColleagueView } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Confirm } from './Confirm';
import { Icon } from './Icon';
import { newKey } from './newKey';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';

/** Colleagues with parts, who can be asked for everything; and those who were, from whom it can be taken back. */
export function AskForAll({ view }: { view: QuestionnaireView }) {
  const page = usePage();
  const [chosen, setChosen] = useState<{ colleague: ColleagueView; requestId: string }>();
  const colleagues = (view.colleagues ?? []).filter(
    ({ isYou, access, isWidened }) => !isYou && (access === 'delegated' || isWidened),
  );
  if (colleagues.length === 0) return null;
  const isWidening = chosen?.colleague.access === 'delegated';
  const name = chosen?.colleague.name ?? '';
  const change = async (): Promise<void> => {
    if (!chosen) return;
    const { contactKey } = chosen.colleague;
    if (isWidening) {
      const { message } = await partnerApi.widen(page.assessmentKey, { requestId: chosen.requestId, contactKey });
      await page.reload();
      page.tell(message);
      return;
    }
    await partnerApi.narrow(page.assessmentKey, contactKey);
    await page.reload();
    page.tell(`${name} answers only the handed-over parts again. The answers given so far are kept.`);
  };
  return (
    <section>
      <h2>How much colleagues answer</h2>
      <ul className="rows">
        {colleagues.map((colleague) => {
          const isPart = colleague.access === 'delegated';
          return (
            <li key={colleague.contactKey}>
              <Icon name={isPart ? 'waiting' : 'done'} className="mark" />
              <div>
                <strong>
                  <bdi>{colleague.name}</bdi>
                </strong>
                <p className="subtle">{isPart ? 'Only what was handed over' : 'Everything, as you do'}</p>
              </div>
              <button type="button" className="link" onClick={() => setChosen({ colleague, requestId: newKey() })}>
                {isPart ? 'Ask for everything' : 'Parts only again'}
                <span className="visuallyHidden"> {colleague.name}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {chosen && (
        <Confirm
          title={
            <>
              {isWidening ? 'Ask ' : 'Only parts again for '}
              <bdi>{name}</bdi>
              {isWidening ? ' for everything?' : '?'}
            </>
          }
          action={isWidening ? 'Ask for everything' : 'Parts only again'}
          act={change}
          onClosed={() => setChosen(undefined)}
        >
          <p>
            {isWidening ? (
              <>
                <bdi>{name}</bdi> gets a message, and then sees and answers everything as you do; either of you can send
                it. You can take this back.
              </>
            ) : (
              <>
                <bdi>{name}</bdi> then sees and answers only what was handed over. Answers that were given stay.
              </>
            )}
          </p>
        </Confirm>
      )}
    </section>
  );
}
