/** Says how long a text may be once it comes close. Nothing is cut off: what is too long is said, not lost. */
export function CharactersLeft({ text, limit }: { text: string; limit: number | undefined }) {
  const length = [...text].length;
  if (limit === undefined || length < limit * 0.8) return null;
  return (
    <p className={length > limit ? 'fieldProblem' : 'subtle'} aria-live="polite">
      {length.toLocaleString('en-GB')} of {limit.toLocaleString('en-GB')} characters
      {length > limit ? '. Please shorten the text; it is not saved until it fits.' : ''}
    </p>
  );
}
