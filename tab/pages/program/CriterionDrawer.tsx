import { Field, Input, Link, makeStyles, Radio, RadioGroup, Textarea, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type CriterionView,
  type ProgramView,
  type SetApplicabilityInput,
  setApplicabilityInput,
} from '../../../src/contracts/program';
import { PARTNER_TYPES, type PartnerType } from '../../../src/domain/partner';
import { service } from '../../api/service';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { DetailDrawer } from '../../components/DetailDrawer';
import { FormDrawer } from '../../components/FormDrawer';
import { useAct } from '../../hooks/useAct';
import { useForm } from '../../hooks/useForm';
import { useMay } from '../../hooks/useMe';
import { useNotice } from '../../hooks/useNotice';
import { typeWords } from '../../words/partnerTypes';
import { CriterionFacts } from './CriterionFacts';
import { DocumentField } from './DocumentField';
import { TypesTable } from './TypesTable';

const useStyles = makeStyles({
  all: { display: 'grid', gap: '16px', gridTemplateColumns: 'minmax(0, 1fr)' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  words: { margin: 0, color: tokens.colorNeutralForeground2 },
  problem: { margin: 0, color: tokens.colorStatusDangerForeground1 },
  form: {
    display: 'grid',
    gap: '16px',
    gridTemplateColumns: 'minmax(0, 1fr)',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    paddingTop: '16px',
  },
});

interface Props {
  readonly criterion: CriterionView;
  readonly program: ProgramView;
  /** The type that the page is about, if one is chosen. */
  readonly type: PartnerType | undefined;
  readonly onClose: () => void;
}

/** One criterion: to whom it applies and why. A manager decides here; others read. */
export function CriterionDrawer(props: Props) {
  const styles = useStyles();
  const { setApplicability } = useMay();
  const { criterion, program, type, onClose } = props;
  if (setApplicability) return <DecisionDrawer {...props} />;
  return (
    <DetailDrawer title={titleOf(criterion)} isOpen size="large" onClose={onClose}>
      <div className={styles.all}>
        <CriterionFacts criterion={criterion} program={program} />
        <h3 className={styles.title}>To whom it applies</h3>
        <TypesTable criterion={criterion} first={type} />
      </div>
    </DetailDrawer>
  );
}

const titleOf = ({ id, title }: CriterionView): string => `${id} ${title}`;

function DecisionDrawer({ criterion, program, type, onClose }: Props) {
  const styles = useStyles();
  const queries = useQueryClient();
  const notice = useNotice();
  const [takingBack, setTakingBack] = useState<PartnerType>();
  const seen = (types: readonly PartnerType[]) =>
    types.map((each) => ({
      type: each,
      version: criterion.decisions.find((decision) => decision.type === each)?.version,
    }));
  const form = useForm(setApplicabilityInput, {
    criterionId: criterion.id,
    types: [] as SetApplicabilityInput['types'],
    state: undefined as SetApplicabilityInput['state'] | undefined,
    documentKey: undefined as string | undefined,
    page: '',
    note: '',
  });
  const { values, errors } = form;
  const chosen = new Set(values.types.map((each) => each.type));
  const decide = useAct({
    mutationFn: (input: SetApplicabilityInput) => service.setApplicability(input),
    onSuccess: async (_, { types, state, documentKey, page }) => {
      await queries.invalidateQueries({ queryKey: ['/api/program'] });
      const names = typeWords(types.map((each) => each.type));
      const said = { applies: 'applies to', doesNotApply: 'does not apply to', takenBack: 'is undecided again for' };
      notice(`${criterion.id} ${said[state]} ${names}, in campaigns opened from now on.`);
      setTakingBack(undefined);
      // The next types are likely to stand in the same document.
      form.reset({ criterionId: criterion.id, types: [], state: undefined, documentKey, page: page ?? '', note: '' });
    },
    onError: (error) => {
      setTakingBack(undefined);
      form.refuse(error);
      void queries.invalidateQueries({ queryKey: ['/api/program'] });
    },
  });
  const save = () => {
    const input = form.check();
    // The versions as they stand on the screen now, not as they stood when the box was ticked.
    if (input) decide.mutate({ ...input, types: seen(input.types.map((each) => each.type)) });
  };
  const choose = (types: readonly PartnerType[]) => form.set('types', seen(types));
  return (
    <>
      <FormDrawer
        title={titleOf(criterion)}
        isOpen
        size="large"
        isDirty={form.isDirty && (values.types.length > 0 || values.state !== undefined || values.note !== '')}
        isBusy={decide.isPending}
        error={decide.error}
        submit="Save decision"
        onSubmit={save}
        onClose={onClose}
        formRef={form.ref}
      >
        <CriterionFacts criterion={criterion} program={program} />
        <h3 className={styles.title}>To whom it applies</h3>
        <p className={styles.words}>
          Tick the types that you decide about, then say below whether it applies to them.{' '}
          {criterion.toBeChecked.length > 0 && (
            <Link as="button" type="button" inline onClick={() => choose(criterion.toBeChecked)}>
              Tick all that are to be checked
            </Link>
          )}
        </p>
        <TypesTable
          criterion={criterion}
          first={type}
          choice={{
            chosen,
            onChoose: (each, isChosen) =>
              choose(isChosen ? [...chosen, each] : [...chosen].filter((other) => other !== each)),
            onTakeBack: setTakingBack,
            isBusy: decide.isPending,
          }}
        />
        <div className={styles.form}>
          <h3 className={styles.title}>Your decision</h3>
          <p className={styles.words} aria-live="polite">
            {chosen.size > 0 ? `About ${typeWords([...chosen])}.` : 'About no type yet: tick one above.'} It holds for
            campaigns opened from now on; running campaigns and what was sent stay as they are. You can take it back.
          </p>
          {errors.types && (
            <p className={styles.problem} role="alert">
              {errors.types}
            </p>
          )}
          <Field label="Does the criterion apply to them?" required validationMessage={errors.state}>
            <RadioGroup
              value={values.state ?? ''}
              onChange={(_, { value }) => form.set('state', value === 'applies' ? 'applies' : 'doesNotApply')}
            >
              <Radio value="applies" label="It applies: they are asked, and it counts as checked" />
              <Radio value="doesNotApply" label="It does not apply: they are no longer asked about it" />
            </RadioGroup>
          </Field>
          <DocumentField
            documents={program.documents}
            value={values.documentKey}
            problem={errors.documentKey}
            onChoose={(key) => form.set('documentKey', key)}
          />
          <Field
            label="Page"
            required
            hint="Where it stands, such as 12 or 12, section 3."
            validationMessage={errors.page}
          >
            <Input value={values.page} maxLength={90} onChange={(_, { value }) => form.set('page', value)} />
          </Field>
          <Field label="Note" validationMessage={errors.note}>
            <Textarea value={values.note} maxLength={510} onChange={(_, { value }) => form.set('note', value)} />
          </Field>
        </div>
      </FormDrawer>
      <ConfirmDialog
        title="Take this decision back?"
        isOpen={takingBack !== undefined}
        confirm="Take back"
        cancel="Keep it"
        isBusy={decide.isPending}
        onConfirm={() =>
          takingBack && decide.mutate({ criterionId: criterion.id, types: seen([takingBack]), state: 'takenBack' })
        }
        onCancel={() => setTakingBack(undefined)}
      >
        {takingBack && PARTNER_TYPES[takingBack]}: what the program itself says will hold again, in campaigns opened
        from now on. Running campaigns stay as they are.
      </ConfirmDialog>
    </>
  );
}
