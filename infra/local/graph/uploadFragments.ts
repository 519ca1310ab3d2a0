import type { TenantContext } from '../context';
import { driveItemShape } from './driveItemShape';
import { checkDriveMatch, checkDriveNoneMatch } from './driveItemTags';
import type { FileEntry } from './fileEntry';
import { nameExists } from './fileStore';
import { GraphError, invalidRequest, notFound } from './graphError';
import { iso, type Json } from './shapes';
import type { GraphState } from './state';
import type { UploadSession, UploadSessionStore, UploadTerms } from './uploadSessionStore';

/** Every fragment but the last is a multiple of 320 KiB. */
const FRAGMENT_UNIT = 327_680;
/** SharePoint takes 250 GB; a file has to fit into this process's memory once. */
const LARGEST_FILE = 1024 ** 3;

export interface UploadAnswer {
  readonly status: number;
  readonly body: Json;
}

interface Fragment {
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

const refused = (status: number, code: string, message: string, inner: string): GraphError =>
  new GraphError(status, code, message, { inner: { code: inner } });

/** The transfers of upload sessions: fragments, status, the explicit end, and the cancellation. */
export class UploadFragments {
  constructor(
    private readonly context: TenantContext,
    private readonly state: GraphState,
    private readonly sessions: UploadSessionStore,
  ) {}

  /** Takes the next fragment. 202 with what is still expected, 201 or 200 with the file after the last one. */
  receive(id: string, range: string | undefined, bytes: Buffer): UploadAnswer {
    const session = this.sessions.get(id);
    const fragment = readRange(range);
    this.check(session, fragment, bytes.length);
    this.state.files.parts.writePart(id, bytes, fragment.from);
    const isLast = fragment.to === fragment.total - 1;
    // The last fragment counts only with the file: when that fails, it may be sent again.
    if (isLast && !session.isDeferred) return this.finish({ ...session, total: fragment.total });
    return { status: 202, body: this.expected(this.sessions.advance(session, fragment.to + 1, fragment.total)) };
  }

  status(id: string): Json {
    return this.expected(this.sessions.get(id));
  }

  /** The POST that ends a session with `deferCommit`. Throws 400 while bytes are missing. */
  commit(id: string): UploadAnswer {
    const session = this.sessions.get(id);
    if (!session.isDeferred || session.total === 0 || session.received < session.total)
      throw refused(400, 'invalidRequest', 'The upload session is not complete.', 'uploadSessionIncomplete');
    return this.finish(session);
  }

  cancel(id: string): void {
    this.sessions.get(id);
    this.sessions.forget(id);
  }

  private check(session: UploadSession, { from, to, total }: Fragment, length: number): void {
    if (to < from || to >= total || to - from + 1 !== length)
      throw refused(
        400,
        'invalidRequest',
        'The Content-Range does not match the length of the fragment.',
        'fragmentLengthMismatch',
      );
    if (total > LARGEST_FILE)
      throw refused(
        413,
        'maxFileSizeExceeded',
        'The local tenant stores files of up to 1 GiB.',
        'maxStreamSizeExceeded',
      );
    if (session.total > 0 && total !== session.total)
      throw invalidRequest('The total size differs from that of the earlier fragments.');
    if (from < session.received)
      throw refused(
        416,
        'invalidRange',
        'The uploaded fragment overlaps with data that has already been received.',
        'fragmentOverlap',
      );
    if (from > session.received)
      throw refused(416, 'invalidRange', 'The uploaded fragment is out of order.', 'fragmentOutOfOrder');
    if (to !== total - 1 && length % FRAGMENT_UNIT !== 0)
      throw invalidRequest(`Every fragment but the last must be a multiple of ${FRAGMENT_UNIT} bytes.`);
    const list = this.state.lists.byDrive(session.drive);
    if (!list) throw notFound();
    this.state.files.quotas.check(list.site, total);
  }

  private finish(session: UploadSession): UploadAnswer {
    const { files, lists } = this.state;
    const list = lists.byDrive(session.drive);
    if (!list) throw notFound();
    const { parent, name } = this.placeOf(session);
    const known = files.child(session.drive, parent, name);
    // The clash shows only now, and the session stays open for the caller to cancel.
    if (session.conflict === 'fail' && known) throw nameExists();
    checkTerms(this.state, session.terms, known);
    const bytes = files.parts.readPart(session.id);
    const { entry, isNew } = files.put(list, parent, name, bytes, session.conflict, session.by);
    this.sessions.forget(session.id);
    return { status: isNew ? 201 : 200, body: driveItemShape(this.context, this.state, entry) };
  }

  /** Where the file goes. Throws 404, and ends the session, when its folder or the file that it is for has gone. */
  private placeOf({ id, drive, parent, name, terms }: UploadSession): { parent: string; name: string } {
    const { files } = this.state;
    const file = terms.file === undefined ? { parent, name } : files.get(drive, terms.file);
    if (file && (file.parent === files.rootOf(drive) || files.get(drive, file.parent)?.isFolder)) return file;
    this.sessions.forget(id);
    throw notFound('The item that the upload session was opened for does not exist any more.');
  }

  private expected({ expires, received, total }: UploadSession): Json {
    return { expirationDateTime: iso(expires), nextExpectedRanges: this.ranges(received, total) };
  }

  /** What is still missing. SharePoint does not always name all of it; the first start is always right. */
  private ranges(received: number, total: number): string[] {
    if (total > 0 && received >= total) return [];
    const { quirks } = this.state;
    const rest = total - received;
    if (!quirks.settings.rangesVary || rest <= 2 * FRAGMENT_UNIT || quirks.random() < 0.5) return [`${received}-`];
    const middle = received + FRAGMENT_UNIT;
    const first = `${received}-${middle - 1}`;
    return quirks.random() < 0.5 ? [first] : [first, `${middle}-${total - 1}`];
  }
}

/** Throws 412 when the file is no longer the one that the session was opened for, so that nobody's change is lost. */
function checkTerms(state: GraphState, { match, noneMatch }: UploadTerms, known: FileEntry | undefined): void {
  if (match !== undefined && !known) throw new GraphError(412, 'resourceModified', 'The file is not there any more.');
  if (!known) return;
  checkDriveMatch(state, known, match);
  checkDriveNoneMatch(state, known, noneMatch);
}

function readRange(range: string | undefined): Fragment {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(range ?? '');
  if (!match) throw invalidRequest('The Content-Range header is missing or not valid.');
  const [from, to, total] = match.slice(1).map(Number) as [number, number, number];
  return { from, to, total };
}
