/** A file or folder of a library. */
export interface FileEntry {
  /** The driveItem's id. */
  readonly id: string;
  readonly drive: string;
  /** The id of its list item. */
  readonly item: number;
  /** The id of the folder it is in; the library's root has an id too. */
  readonly parent: string;
  readonly name: string;
  readonly isFolder: boolean;
  /** Bytes as stored. */
  readonly size: number;
  readonly mime: string;
  /** The name under which the bytes are kept. */
  readonly content: string;
  readonly quickXor: string;
  readonly contentVersion: number;
}

/** What remains of a file or folder that is gone. */
export interface GoneFile {
  readonly id: string;
  readonly item: number;
  readonly parent: string;
  readonly isFolder: boolean;
}
