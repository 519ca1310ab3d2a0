import { makeStyles, tokens } from '@fluentui/react-components';
import { AdaptiveCard } from 'adaptivecards';
import { useEffect, useRef, useState } from 'react';
import { ErrorBar } from '../../components/ErrorBar';
import { cardHost } from './cardHost';

const useStyles = makeStyles({
  card: {
    maxWidth: '480px',
    padding: '4px 0',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow4,
    overflowWrap: 'anywhere',
    '& .ac-pushButton': {
      font: 'inherit',
      padding: '5px 12px',
      borderRadius: tokens.borderRadiusMedium,
      border: `1px solid ${tokens.colorNeutralStroke1}`,
      backgroundColor: tokens.colorNeutralBackground1,
      color: tokens.colorNeutralForeground1,
      fontWeight: tokens.fontWeightSemibold,
      whiteSpace: 'normal',
    },
    '& .ac-pushButton.style-positive': {
      backgroundColor: tokens.colorBrandBackground,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
});

/** The card as Teams will draw it. It is a picture here: its buttons do nothing. */
export function CardPreview({ card }: { readonly card: unknown }) {
  const styles = useStyles();
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    const target = place.current;
    if (!target) return;
    try {
      const drawn = new AdaptiveCard();
      drawn.hostConfig = cardHost();
      drawn.parse(card);
      const element = drawn.render();
      target.replaceChildren(...(element ? [element] : []));
      setProblem(undefined);
    } catch (error) {
      target.replaceChildren();
      setProblem(error);
    }
  }, [card]);
  return (
    <>
      {problem !== undefined && <ErrorBar error={problem} title="The card could not be drawn here." />}
      <div className={styles.card} ref={place} inert data-card />
    </>
  );
}
