import { DocumentRegular, FolderRegular } from '@fluentui/react-icons';
import { type RowView, sizeText } from '../../sharePoint';

/** A file's place and name; a click opens it beside the list. */
export function FileCell({ row: { file }, onOpen }: { readonly row: RowView; readonly onOpen: () => void }) {
  if (!file) return null;
  const path = file.folder ? `${file.folder}/${file.name}` : file.name;
  return (
    <button type="button" className="file-button" title={path} onClick={onOpen}>
      {file.isFolder ? <FolderRegular aria-hidden /> : <DocumentRegular aria-hidden />}
      <bdi>{file.name}</bdi>
      {!file.isFolder && <small>{sizeText(file.size)}</small>}
    </button>
  );
}
