import { tokens } from '@fluentui/react-components';

/** The pattern of everything unknown: never white, never green. */
export const HATCH = `repeating-linear-gradient(135deg, ${tokens.colorNeutralBackground3} 0 5px, ${tokens.colorNeutralStroke1} 5px 6px)`;

/** Below this width a page is one column and tables show only what matters most. */
export const NARROW = '@media (max-width: 640px)';
/** Below this width two columns become one. */
export const MEDIUM = '@media (max-width: 960px)';
