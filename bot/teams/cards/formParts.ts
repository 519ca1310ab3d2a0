import type { TextInput } from './cardTypes';
import { type Action, type Element, execute } from './elements';

/** Where a form was opened from, so that it leads back there. */
export interface Origin {
  readonly assessmentKey: string;
  readonly sectionId?: string;
  readonly siteId?: string;
  readonly group?: number;
}

/** A button to where a form was opened, or to what is next when that was no card of questions. */
export const backTo = (
  { assessmentKey, sectionId, siteId, group }: Origin,
  title = 'Back',
  { isPrimary = false } = {},
): Action =>
  sectionId !== undefined && group !== undefined
    ? execute(
        title,
        'open',
        { assessmentKey, sectionId, ...(siteId && { siteId }), group },
        { isPrimary, inputs: 'none' },
      )
    : execute(title, 'start', { assessmentKey }, { isPrimary, inputs: 'none' });

/** The parts of an origin that go into a button. */
export const originData = ({ assessmentKey, sectionId, siteId, group }: Origin): Record<string, unknown> => ({
  assessmentKey,
  ...(sectionId !== undefined && { sectionId }),
  ...(siteId !== undefined && { siteId }),
  ...(group !== undefined && { group }),
});

/** @param more what the schema allows for an Input.Text, such as `isMultiline` or `isRequired` with its message */
export const textInput = (
  id: string,
  label: string,
  maxLength: number,
  { value, ...more }: Partial<Omit<TextInput, 'type' | 'id' | 'label' | 'maxLength'>> = {},
): Element => ({
  type: 'Input.Text',
  id,
  label,
  maxLength,
  ...more,
  ...(value !== undefined && value !== '' && { value }),
});
