// The part of the Adaptive Cards 1.5 schema that our cards use, as types: what is not in it does not compile. Teams takes
// bots' cards up to 1.5; later elements and properties make it show nothing at all.

export type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large' | 'ExtraLarge' | 'Padding';
type TextColor = 'Default' | 'Dark' | 'Light' | 'Accent' | 'Good' | 'Warning' | 'Attention';
type TextSize = 'Small' | 'Default' | 'Medium' | 'Large' | 'ExtraLarge';
type TextWeight = 'Lighter' | 'Default' | 'Bolder';
type Alignment = 'Left' | 'Center' | 'Right';
export type ContainerStyle = 'default' | 'emphasis' | 'good' | 'warning' | 'attention' | 'accent';

interface Block {
  readonly id?: string;
  readonly spacing?: Spacing;
  readonly separator?: boolean;
  readonly isVisible?: boolean;
}

export interface TextLook {
  readonly size?: TextSize;
  readonly weight?: TextWeight;
  readonly color?: TextColor;
  readonly isSubtle?: boolean;
}

export interface TextBlock extends Block, TextLook {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly style?: 'default' | 'heading';
  readonly horizontalAlignment?: Alignment;
}

export interface TextRun extends TextLook {
  readonly type: 'TextRun';
  readonly text: string;
  readonly selectAction?: OpenUrlAction;
}

export interface RichTextBlock extends Block {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly horizontalAlignment?: Alignment;
}

export interface Image extends Block {
  readonly type: 'Image';
  readonly url: string;
  readonly altText: string;
  /** Such as `240px`. */
  readonly width?: string;
  /** Teams' own: a tap shows it large. */
  readonly msteams?: { readonly allowExpand: boolean };
}

export interface Container extends Block {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: ContainerStyle;
  readonly bleed?: boolean;
}

export interface Column {
  readonly type: 'Column';
  readonly width: 'auto' | 'stretch';
  readonly verticalContentAlignment?: 'Top' | 'Center' | 'Bottom';
  readonly items: readonly Element[];
}

export interface ColumnSet extends Block {
  readonly type: 'ColumnSet';
  readonly columns: readonly Column[];
}

export interface ActionSet extends Block {
  readonly type: 'ActionSet';
  readonly actions: readonly Action[];
}

interface Input extends Block {
  readonly id: string;
  /** Screen readers say it; an input without one is nameless. */
  readonly label: string;
  readonly isRequired?: boolean;
  readonly errorMessage?: string;
}

export interface TextInput extends Input {
  readonly type: 'Input.Text';
  readonly maxLength: number;
  readonly isMultiline?: boolean;
  readonly placeholder?: string;
  readonly style?: 'text' | 'tel' | 'url' | 'email';
  readonly value?: string;
}

export interface NumberInput extends Input {
  readonly type: 'Input.Number';
  readonly placeholder?: string;
  readonly min?: number;
  readonly max?: number;
  readonly value?: number;
}

export interface DateInput extends Input {
  readonly type: 'Input.Date';
  /** Calendar dates. */
  readonly min?: string;
  readonly max?: string;
  readonly value?: string;
}

export interface ToggleInput extends Input {
  readonly type: 'Input.Toggle';
  readonly title: string;
  readonly wrap: true;
  readonly value: 'true' | 'false';
}

export interface ChoiceItem {
  readonly title: string;
  readonly value: string;
}

export interface ChoiceSetInput extends Input {
  readonly type: 'Input.ChoiceSet';
  readonly wrap: true;
  readonly choices: readonly ChoiceItem[];
  /** `filtered` is not offered: Teams on phones does not show it well. */
  readonly style?: 'compact' | 'expanded';
  readonly isMultiSelect?: boolean;
  readonly placeholder?: string;
  /** Of several, joined by commas. */
  readonly value?: string;
}

/** What stands in a card's body. */
export type Element =
  | TextBlock
  | RichTextBlock
  | Image
  | Container
  | ColumnSet
  | ActionSet
  | TextInput
  | NumberInput
  | DateInput
  | ToggleInput
  | ChoiceSetInput;

/** What an action says when it is pressed. Everything in it comes back as input from outside. */
export type ActionData = Readonly<Record<string, unknown>>;

interface Sending {
  readonly title: string;
  readonly tooltip?: string;
  readonly data: ActionData;
  readonly associatedInputs: 'auto' | 'none';
  readonly style?: 'default' | 'positive' | 'destructive';
}

export interface SubmitAction extends Sending {
  readonly type: 'Action.Submit';
}

export interface ExecuteAction extends Sending {
  readonly type: 'Action.Execute';
  readonly verb: string;
  /** For clients that do not know the action: the same data as a message. */
  readonly fallback: SubmitAction;
}

export interface OpenUrlAction {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
}

export type Action = ExecuteAction | OpenUrlAction;

export interface Card {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly fallbackText: string;
  readonly speak: string;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}
