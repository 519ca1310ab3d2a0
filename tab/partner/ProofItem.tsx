import { useState } from 'react';
import type { EvidenceItem } from '../../src/contracts/questionnaire';
import { Icon, type IconName } from './Icon';
import { sizeWords } from './words';

const STATES: Readonly<Record<EvidenceItem['state'], { icon: IconName; words: string }>> = {
  toReview: { icon: 'waiting', words: 'Received, not looked at yet' },
  accepted: { icon: 'done', words: 'Accepted' },
  rejected: { icon: 'missing', words: 'Not accepted' },
};

/** One file with its state in words; `onRemove` absent where files are only shown. */
export function ProofItem({ item, onRemove }: { item: EvidenceItem; onRemove?: () => Promise<void> }) {
  const [isBusy, setIsBusy] = useState(false);
  const { icon, words } = STATES[item.state];
  return (
    <li>
      <span className="proofName">
        <bdi>{item.name}</bdi> <span className="subtle">{sizeWords(item.size)}</span>
      </span>
      <span className={`proofState ${item.state}`}>
        <Icon name={icon} /> {words}
        {item.note && (
          <>
            : <bdi>{item.note}</bdi>
          </>
        )}
      </span>
      {onRemove && item.state === 'toReview' && (
        <button
          type="button"
          className="link"
          disabled={isBusy}
          onClick={() => {
            setIsBusy(true);
            void onRemove().finally(() => setIsBusy(false));
          }}
        >
          {isBusy ? 'Removing …' : 'Remove'}
          <span className="visuallyHidden"> {item.name}</span>
        </button>
      )}
    </li>
  );
}
