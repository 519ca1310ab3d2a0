import { HostConfig } from 'adaptivecards';

const color = (normal: string, subtle = normal) => ({ default: normal, subtle });
const foreground = {
  default: color('var(--colorNeutralForeground1)', 'var(--colorNeutralForeground2)'),
  dark: color('var(--colorNeutralForeground1)', 'var(--colorNeutralForeground3)'),
  light: color('var(--colorNeutralForeground3)'),
  accent: color('var(--colorBrandForeground1)'),
  good: color('var(--colorPaletteGreenForeground1)'),
  warning: color('var(--colorPaletteDarkOrangeForeground1)'),
  attention: color('var(--colorPaletteRedForeground1)'),
};
const container = (backgroundColor: string, borderColor: string) => ({
  backgroundColor,
  borderColor,
  foregroundColors: foreground,
});

/** How cards look: Fluent's tokens, so that they follow the theme, and headings that screen readers can place. */
export const cardHostConfig = new HostConfig({
  fontFamily: 'var(--fontFamilyBase)',
  supportsInteractivity: true,
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
  spacing: { small: 4, default: 12, medium: 16, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--colorNeutralStroke2)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  textBlock: { headingLevel: 2 },
  containerStyles: {
    default: container('transparent', 'var(--colorNeutralStroke2)'),
    emphasis: container('var(--colorNeutralBackground3)', 'var(--colorNeutralStroke2)'),
    accent: container('var(--colorBrandBackground2)', 'var(--colorBrandStroke2)'),
    good: container('var(--colorPaletteGreenBackground1)', 'var(--colorPaletteGreenBorder1)'),
    warning: container('var(--colorPaletteYellowBackground1)', 'var(--colorPaletteYellowBorder1)'),
    attention: container('var(--colorPaletteRedBackground1)', 'var(--colorPaletteRedBorder1)'),
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: {
        weight: 'default',
        color: 'default',
        size: 'default',
        isSubtle: false,
        suffix: ' *',
        suffixColor: 'attention',
      },
      optionalInputs: { weight: 'default', color: 'default', size: 'default', isSubtle: false },
    },
    errorMessage: { weight: 'default', color: 'attention', size: 'small', spacing: 'small' },
  },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  adaptiveCard: { allowCustomStyle: false },
  factSet: {
    title: { color: 'default', size: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 150 },
    value: { color: 'default', size: 'default', isSubtle: false, weight: 'default', wrap: true },
    spacing: 12,
  },
});
