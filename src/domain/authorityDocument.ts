/** A document of the authority that shows which criteria apply to whom. Never changed; a newer edition is another one. */
export interface AuthorityDocument {
  /** ULID in lower case; also the start of the generated file name. */
  readonly key: string;
  /** As people know it: the name of the file it came in, cleaned for display. Never used as a path. */
  readonly name: string;
  readonly contentType: string;
  /** Bytes received; the stored file may differ, because SharePoint rewrites some formats. */
  readonly size: number;
  /** SHA-256 of the bytes received, lower-case hex. */
  readonly sha256: string;
  readonly addedBy: { readonly id: string; readonly name: string };
  readonly addedAt: string;
}
