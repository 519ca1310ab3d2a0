/** The first page's outline, while it is on its way. */
export function Skeleton() {
  return (
    <main className="column" aria-busy="true">
      <p className="visuallyHidden" role="status">
        Opening your questionnaire
      </p>
      <div className="bone" style={{ width: '45%', height: 20 }} />
      <div className="bone" style={{ width: '75%', height: 32 }} />
      <div className="bone" style={{ height: 180 }} />
      <div className="bone" style={{ height: 60 }} />
      <div className="bone" style={{ height: 60 }} />
      <div className="bone" style={{ height: 60 }} />
    </main>
  );
}
