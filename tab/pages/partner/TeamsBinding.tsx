import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { PeopleTeam16Regular } from '@fluentui/react-icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ContactView } from '../../../src/contracts/partners';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { useAct } from '../../hooks/useAct';
import { useNotice } from '../../hooks/useNotice';

const useStyles = makeStyles({
  root: {
    marginTop: '6px',
    padding: '8px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    display: 'grid',
    gap: '6px',
  },
  words: { display: 'flex', gap: '6px', alignItems: 'flex-start', fontSize: tokens.fontSizeBase200 },
  act: { justifySelf: 'start' },
});

/** Somebody in the directory has this contact's mail address: a person confirms that it is the same human, then Teams is used. */
export function TeamsBinding({ contact }: { readonly contact: ContactView }) {
  const styles = useStyles();
  const queries = useQueryClient();
  const notice = useNotice();
  const { data } = useQuery({
    queryKey: ['teams', contact.key, contact.version],
    queryFn: () => service.teamsProposals(contact.key),
    staleTime: 60_000,
    retry: false,
  });
  const bind = useAct({
    mutationFn: (oid: string) => service.bindTeams(contact.key, { oid, version: contact.version }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      notice(`${contact.name} is asked in Teams from now on.`);
    },
  });
  if (!data) return null;
  return (
    <>
      {data.people.map((person) => (
        <div key={person.oid} className={styles.root}>
          <span className={styles.words}>
            <PeopleTeam16Regular aria-hidden style={{ flexShrink: 0 }} />
            <span>
              <bdi>{person.name}</bdi> ({person.email}) is {person.isGuest ? 'a guest' : 'a colleague'} in your Teams.
            </span>
          </span>
          <Button
            size="small"
            className={styles.act}
            onClick={() => bind.mutate(person.oid)}
            disabledFocusable={bind.isPending}
          >
            Same person: ask in Teams
          </Button>
        </div>
      ))}
      {bind.error && <ErrorBar error={bind.error} />}
    </>
  );
}
