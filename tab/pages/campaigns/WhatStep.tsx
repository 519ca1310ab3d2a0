import { Field, Input, makeStyles, Textarea, tokens } from '@fluentui/react-components';
import { Section } from '../../components/Section';
import type { CampaignForm } from './campaignForm';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px', maxWidth: '640px' },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
});

/** What is asked and why. */
export function WhatStep({ form: { values, errors, set } }: { readonly form: CampaignForm }) {
  const styles = useStyles();
  return (
    <Section title="What is asked">
      <div className={styles.all}>
        <p className={styles.words}>
          The supply chain security questionnaire (CTPAT). Each partner gets the questions that fit its type and its
          sites. The questions are kept as they are now for the whole campaign.
        </p>
        <Field label="Name of the campaign" required hint="Partners see it too." validationMessage={errors.title}>
          <Input value={values.title} maxLength={130} onChange={(_, { value }) => set('title', value)} />
        </Field>
        <Field
          label="Why you ask"
          required
          hint={`Partners read this in the card and in the mail. ${500 - values.why.length} characters left.`}
          validationMessage={errors.why}
        >
          <Textarea value={values.why} rows={5} resize="vertical" onChange={(_, { value }) => set('why', value)} />
        </Field>
      </div>
    </Section>
  );
}
