/** What others did meanwhile: said politely to readers of the screen, and shown until it is put away. */
export function News({ words, onAway }: { words: string; onAway: () => void }) {
  return (
    <div className={words === '' ? 'news' : 'news isShown'}>
      <p role="status">
        <bdi>{words}</bdi>
      </p>
      {words !== '' && (
        <button type="button" className="link" onClick={onAway}>
          Close<span className="visuallyHidden"> this message</span>
        </button>
      )}
    </div>
  );
}
