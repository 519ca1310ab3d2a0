import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { Document48Regular } from '@fluentui/react-icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EvidenceView } from '../../../src/contracts/partners';
import { EmptyState } from '../../components/EmptyState';
import { ErrorBar } from '../../components/ErrorBar';
import { MEDIUM } from '../../components/hatch';
import { type EvidenceFile, isShown } from './useEvidenceFile';

const useStyles = makeStyles({
  place: {
    minHeight: '240px',
    height: '100%',
    [MEDIUM]: { height: '60vh' },
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    overflow: 'auto',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
  },
  image: { maxWidth: '100%', maxHeight: '100%', objectFit: 'contain' },
  frame: { border: 'none', width: '100%', height: '100%' },
  bones: { width: '80%' },
});

interface Props {
  readonly evidence: EvidenceView;
  readonly file: UseQueryResult<EvidenceFile, Error>;
}

/** The proof itself, where the browser can show it. */
export function EvidencePreview({ evidence, file }: Props) {
  const styles = useStyles();
  const [address, setAddress] = useState<string>();
  const blob = file.data?.blob;
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (file.error)
    return <ErrorBar error={file.error} title="This file could not be shown." onRetry={() => void file.refetch()} />;
  const inside = () => {
    if (!isShown(evidence))
      return (
        <EmptyState icon={<Document48Regular />}>
          {/^image\/hei[cf]$/.test(evidence.contentType)
            ? 'This is a photo in the format of newer phones (HEIC), which browsers do not show. Download it, or open it in the library of evidence in SharePoint.'
            : 'This kind of file is not shown here. Download it to look at it.'}
        </EmptyState>
      );
    if (!address)
      return (
        <Skeleton aria-label="Loading the file" className={styles.bones}>
          <SkeletonItem size={128} />
        </Skeleton>
      );
    if (evidence.contentType === 'application/pdf')
      return <iframe className={styles.frame} src={address} title={evidence.name} />;
    return <img className={styles.image} src={address} alt={`Evidence: ${evidence.name}`} />;
  };
  return <div className={styles.place}>{inside()}</div>;
}
