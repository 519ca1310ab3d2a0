import { HostConfig } from 'adaptivecards';

const FONT =
  "'Segoe UI', 'Segoe UI Web (West European)', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', sans-serif";
const SIZES = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 };
const WEIGHTS = { lighter: 300, default: 400, bolder: 600 };

const colour = (name: string, subtle = name) => ({ default: `var(--${name})`, subtle: `var(--${subtle})` });
const TEXT = {
  default: colour('colorNeutralForeground1', 'colorNeutralForeground2'),
  dark: colour('colorNeutralForeground1', 'colorNeutralForeground2'),
  light: colour('colorNeutralForeground3'),
  accent: colour('colorBrandForegroundLink'),
  good: colour('colorStatusSuccessForeground1'),
  warning: colour('colorStatusWarningForeground3'),
  attention: colour('colorStatusDangerForeground1'),
};

/** How Teams draws cards: its type sizes and spacing, in the colours of the theme that is on. */
export const cardHost = (): HostConfig =>
  new HostConfig({
    fontFamily: FONT,
    fontSizes: SIZES,
    fontWeights: WEIGHTS,
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: 'var(--colorNeutralStroke2)' },
    textBlock: { headingLevel: 3 },
    containerStyles: {
      default: { backgroundColor: 'var(--colorNeutralBackground1)', foregroundColors: TEXT },
      emphasis: { backgroundColor: 'var(--colorNeutralBackground3)', foregroundColors: TEXT },
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      showCard: { actionMode: 'inline', inlineTopMargin: 8 },
    },
    factSet: { title: { weight: 'bolder', maxWidth: 140, wrap: true }, value: { wrap: true }, spacing: 12 },
  });
