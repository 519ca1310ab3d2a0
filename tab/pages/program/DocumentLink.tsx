import { Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { sentenceOf } from '../../api/ApiError';
import { service } from '../../api/service';
import { saveAs } from '../../components/saveAs';
import { useAct } from '../../hooks/useAct';

const useStyles = makeStyles({
  link: { overflowWrap: 'anywhere', textAlign: 'start' },
  waiting: { display: 'inline-flex', marginInlineStart: '4px' },
  problem: { display: 'block', color: tokens.colorStatusDangerForeground1, fontSize: tokens.fontSizeBase200 },
});

/** A document's name; choosing it saves the document on this device. */
export function DocumentLink({ documentKey, name }: { readonly documentKey: string; readonly name: string }) {
  const styles = useStyles();
  const load = useAct({
    mutationFn: () => service.authorityDocument(documentKey),
    onSuccess: (blob) => saveAs(new Blob([blob], { type: 'application/octet-stream' }), name),
  });
  return (
    <>
      <Link as="button" type="button" className={styles.link} onClick={() => load.mutate()} title={`Download ${name}`}>
        <bdi>{name}</bdi>
      </Link>
      {load.isPending && <Spinner size="extra-tiny" className={styles.waiting} aria-label="Loading the document" />}
      {load.error && (
        <span className={styles.problem} role="alert">
          {sentenceOf(load.error)}
        </span>
      )}
    </>
  );
}
