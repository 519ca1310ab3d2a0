import type Database from 'libsql';
import type { TenantClock } from '../context';
import type { FileEntry } from './fileEntry';
import { isRewritten, rewrittenBytes } from './fileRewriting';
import { LaterWork, type WorkKind } from './laterWork';
import type { Quirks } from './quirks';

/** The words by which virus scanners are tried out; any file that holds them counts as harmful. */
const TEST_VIRUS = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';
const TEST_VIRUS_NAME = 'EICAR_Test_File';
const SCAN_AFTER_MS = 400;
/** How long a new file may answer 409 to a change of its columns. */
const UNSETTLED_MS = 10_000;

/** What a new file is stored as, and what happens to it afterwards. */
export interface UploadPlan {
  readonly bytes: Buffer;
  /** SharePoint changes the bytes only after it has answered the upload. */
  readonly isRewrittenLater: boolean;
  readonly isHarmful: boolean;
}

/** What the processing needs of the store whose files it works on. */
export interface Workshop {
  entry(id: string): FileEntry | undefined;
  read(entry: FileEntry): Buffer;
  rewrite(entry: FileEntry, bytes: Buffer): void;
  markMalware(entry: FileEntry, description: string): void;
}

/** SharePoint's own work on uploaded files: it rewrites some, at once or later, scans all, and is busy meanwhile. */
export class FileProcessing {
  private readonly later: LaterWork;
  /** Files whose next change of columns answers 409, until when. */
  private readonly unsettled = new Map<string, number>();

  constructor(
    db: Database.Database,
    private readonly clock: TenantClock,
    private readonly quirks: Quirks,
    private readonly workshop: Workshop,
  ) {
    this.later = new LaterWork(db, clock, (file, kind) => this.carryOut(file, kind));
  }

  plan(name: string, bytes: Buffer): UploadPlan {
    const isHarmful = bytes.includes(TEST_VIRUS);
    if (!this.quirks.settings.fileRewriting || !isRewritten(name)) return { bytes, isRewrittenLater: false, isHarmful };
    const isRewrittenLater = this.quirks.random() < 0.5;
    return { bytes: isRewrittenLater ? bytes : rewrittenBytes(name, bytes), isRewrittenLater, isHarmful };
  }

  uploaded(file: string, { isRewrittenLater, isHarmful }: UploadPlan): void {
    const { quirks } = this;
    if (quirks.settings.conflictAfterUpload && quirks.random() < 0.3)
      this.unsettled.set(file, this.clock.now() + UNSETTLED_MS);
    if (isRewrittenLater) this.later.add(file, 'rewrite', 200 + Math.floor(quirks.random() * 1_300));
    if (isHarmful) this.later.add(file, 'scan', SCAN_AFTER_MS);
  }

  takeUnsettled(file: string): boolean {
    const until = this.unsettled.get(file);
    return this.unsettled.delete(file) && until !== undefined && until > this.clock.now();
  }

  /** Carries out what is due by now. */
  runDue(): void {
    this.later.runDue();
  }

  clear(): void {
    this.later.clear();
    this.unsettled.clear();
  }

  private carryOut(file: string, kind: WorkKind): void {
    const entry = this.workshop.entry(file);
    if (!entry) return;
    const bytes = this.workshop.read(entry);
    if (kind === 'rewrite') this.workshop.rewrite(entry, rewrittenBytes(entry.name, bytes));
    // The file may have been replaced by a clean one meanwhile.
    else if (bytes.includes(TEST_VIRUS)) this.workshop.markMalware(entry, TEST_VIRUS_NAME);
  }
}
