import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { Section } from '../../components/Section';
import { due, today } from '../../words/dates';
import type { CampaignForm } from './campaignForm';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px', maxWidth: '640px' },
  field: { maxWidth: '240px' },
  list: { margin: 0, paddingInlineStart: '20px', color: tokens.colorNeutralForeground2 },
});

/** Until when, and when people are reminded. */
export function WhenStep({ form: { values, errors, set } }: { readonly form: CampaignForm }) {
  const styles = useStyles();
  return (
    <Section title="When">
      <div className={styles.all}>
        <Field
          className={styles.field}
          label="Last day for answers"
          required
          validationMessage={errors.dueOn}
          hint={/^\d{4}-\d\d-\d\d$/.test(values.dueOn) && values.dueOn >= today() ? due(values.dueOn) : undefined}
        >
          <Input type="date" min={today()} value={values.dueOn} onChange={(_, { value }) => set('dueOn', value)} />
        </Field>
        <div>
          Everybody gets the invitation when the campaign opens. Those who have not sent their answers are reminded:
          <ul className={styles.list}>
            <li>3 days before the last day,</li>
            <li>on the day,</li>
            <li>3 days after it.</li>
          </ul>
          Who has answered hears no more.
        </div>
      </div>
    </Section>
  );
}
