import { useId } from 'react';
import { CharactersLeft } from './CharactersLeft';
import { Icon } from './Icon';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly problem?: string;
  readonly help?: string;
  /** In characters. */
  readonly limit?: number;
  /** More than one makes it a text area. */
  readonly rows?: number;
  readonly type?: 'text' | 'email' | 'date';
  readonly autoComplete?: string;
  readonly min?: string;
  readonly max?: string;
}

/** A label, a field, and what is wrong with it, tied together for readers of the screen. */
export function TextField(props: Props) {
  const { label, value, onChange, problem, help, limit, rows = 1, type = 'text' } = props;
  const id = useId();
  const common = {
    id,
    value,
    'aria-invalid': problem !== undefined || undefined,
    'aria-describedby':
      [help ? `${id}-help` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ') || undefined,
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {help && (
        <p id={`${id}-help`} className="help">
          {help}
        </p>
      )}
      {rows > 1 ? (
        <textarea {...common} rows={rows} dir="auto" onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...common}
          type={type === 'email' ? 'text' : type}
          inputMode={type === 'email' ? 'email' : undefined}
          className={type === 'date' ? 'shortInput' : undefined}
          dir={type === 'text' ? 'auto' : undefined}
          min={props.min}
          max={props.max}
          autoComplete={props.autoComplete ?? 'off'}
          autoCapitalize={type === 'email' ? 'off' : undefined}
          spellCheck={type === 'email' ? false : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      <CharactersLeft text={value} limit={limit} />
      {problem && <FieldProblem id={`${id}-problem`} text={problem} />}
    </div>
  );
}

export const FieldProblem = ({ id, text }: { id?: string; text: string }) => (
  <p id={id} className="fieldProblem" role="alert">
    <Icon name="missing" /> {text}
  </p>
);

/** To the first field in here that has a problem, once the problem is drawn. */
export const focusFirstProblem = (within: HTMLElement | null): void => {
  requestAnimationFrame(() => within?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
};
