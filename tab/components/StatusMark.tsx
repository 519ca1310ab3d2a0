import { makeStyles, mergeClasses, shorthands, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  Circle16Regular,
  ErrorCircle16Filled,
  QuestionCircle16Regular,
  Warning16Filled,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { Tone } from '../words/status';
import { HATCH } from './hatch';

const ICON = {
  danger: ErrorCircle16Filled,
  warning: Warning16Filled,
  success: CheckmarkCircle16Filled,
  neutral: Circle16Regular,
  unknown: QuestionCircle16Regular,
} as const;

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '4px',
    padding: '1px 8px 1px 5px',
    borderRadius: tokens.borderRadiusMedium,
    border: '1px solid transparent',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    maxWidth: '100%',
    boxSizing: 'border-box',
    '& > svg': { flexShrink: 0 },
  },
  danger: {
    color: tokens.colorStatusDangerForeground1,
    backgroundColor: tokens.colorStatusDangerBackground1,
    ...shorthands.borderColor(tokens.colorStatusDangerBorder1),
  },
  warning: {
    color: tokens.colorStatusWarningForeground3,
    backgroundColor: tokens.colorStatusWarningBackground1,
    ...shorthands.borderColor(tokens.colorStatusWarningBorder1),
  },
  success: {
    color: tokens.colorStatusSuccessForeground1,
    backgroundColor: tokens.colorStatusSuccessBackground1,
    ...shorthands.borderColor(tokens.colorStatusSuccessBorder1),
  },
  neutral: {
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground3,
    ...shorthands.borderColor(tokens.colorNeutralStroke2),
  },
  unknown: {
    color: tokens.colorNeutralForeground1,
    backgroundImage: HATCH,
    ...shorthands.borderColor(tokens.colorNeutralStrokeAccessible),
  },
  word: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  iconPlate: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: tokens.borderRadiusCircular },
  plate: { backgroundColor: tokens.colorNeutralBackground1, borderRadius: '2px', padding: '0 3px' },
});

/** A state as icon, word and colour together, so that no one of them carries it alone. */
export function StatusMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const styles = useStyles();
  const Icon = ICON[tone];
  return (
    <span className={mergeClasses(styles.root, styles[tone])} data-tone={tone}>
      <Icon aria-hidden className={tone === 'unknown' ? styles.iconPlate : undefined} />
      <span className={mergeClasses(styles.word, tone === 'unknown' && styles.plate)}>{children}</span>
    </span>
  );
}
