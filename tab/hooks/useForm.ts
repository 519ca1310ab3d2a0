import { type RefObject, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { ApiError } from '../api/ApiError';

export interface Form<Values, Checked> {
  readonly values: Values;
  /** Sentences by field; a list's entry is `sites.0.name`. */
  readonly errors: Readonly<Record<string, string>>;
  readonly isDirty: boolean;
  readonly ref: RefObject<HTMLFormElement | null>;
  set<K extends keyof Values>(field: K, value: Values[K]): void;
  /** The checked values, or `undefined` after marking what is wrong and moving the focus there. */
  check(): Checked | undefined;
  /** Marks what the service found wrong. */
  refuse(error: unknown): void;
  /** Marks one field with a sentence. */
  refuseField(field: keyof Values & string, sentence: string): void;
  reset(values: Values): void;
}

/** A form's values, checked by the same schema as the API's. */
export function useForm<Values extends object, Checked>(
  schema: z.ZodType<Checked>,
  initial: Values,
): Form<Values, Checked> {
  const [start, setStart] = useState(initial);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [marked, setMarked] = useState(0);
  const ref = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (marked > 0) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [marked]);
  const mark = (found: Readonly<Record<string, string>>) => {
    setErrors(found);
    setMarked((count) => count + 1);
  };
  return {
    values,
    errors,
    isDirty: values !== start,
    ref,
    set(field, value) {
      setValues((before) => ({ ...before, [field]: value }));
      setErrors((before) =>
        Object.fromEntries(Object.entries(before).filter(([path]) => path.split('.')[0] !== field)),
      );
    },
    check() {
      const parsed = schema.safeParse(values);
      if (parsed.success) {
        setErrors({});
        return parsed.data;
      }
      mark(Object.fromEntries(parsed.error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message])));
      return undefined;
    },
    refuse(error) {
      if (error instanceof ApiError && Object.keys(error.fields).length > 0) mark(error.fields);
    },
    refuseField(field, sentence) {
      mark({ [field]: sentence });
    },
    reset(next) {
      setStart(next);
      setValues(next);
      setErrors({});
    },
  };
}
