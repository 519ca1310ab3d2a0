import { useState } from 'react';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';
import { FieldProblem } from './TextField';
import { useAct } from './useAct';

/** Gives the browser a file to keep. */
function keepFile(bytes: Blob, name: string): void {
  const address = URL.createObjectURL(bytes);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Phones read the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The copy of what was sent, as files to keep, and the page itself on paper. */
export function CopyLinks() {
  const page = usePage();
  const act = useAct();
  const [wanted, setWanted] = useState<'docx' | 'xlsx'>();
  const download = async (format: 'docx' | 'xlsx'): Promise<void> => {
    setWanted(format);
    await act.run(async () => {
      const { bytes, name } = await partnerApi.copy(page.assessmentKey, format);
      keepFile(bytes, name);
    });
  };
  const words = (format: 'docx' | 'xlsx', name: string): string =>
    act.isBusy && wanted === format ? 'One moment …' : `Download as ${name}`;
  return (
    <>
      <div className="buttons noPrint">
        <button type="button" className="primary" disabled={act.isBusy} onClick={() => void download('docx')}>
          {words('docx', 'Word')}
        </button>
        <button type="button" disabled={act.isBusy} onClick={() => void download('xlsx')}>
          {words('xlsx', 'Excel')}
        </button>
        <button type="button" onClick={() => window.print()}>
          Print or save as PDF
        </button>
      </div>
      {act.problem && <FieldProblem text={act.problem} />}
    </>
  );
}
