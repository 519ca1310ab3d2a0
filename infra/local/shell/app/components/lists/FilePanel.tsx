import { Button, DrawerBody, Link, Text } from '@fluentui/react-components';
import { ArrowDownloadRegular, ArrowUploadRegular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { Viewer } from '../../App';
import { useUploads } from '../../hooks/uploads';
import { type Look, lookQuery } from '../../look';
import { type FileView, type ListView, type RowView, type SiteView, sizeText } from '../../sharePoint';
import { ErrorNotice } from '../PageState';
import { FileActs } from './FileActs';
import { FileButton } from './FileButton';
import { UploadQuestion } from './UploadQuestion';

const PICTURE = /\.(png|jpe?g|gif|webp)$/i;
const TEXT = /\.(txt|csv|json|xml|md|html?|svg)$/i;
const PDF = /\.pdf$/i;
const LONGEST_TEXT = 20_000;

interface Props {
  readonly site: SiteView;
  readonly list: ListView;
  readonly row: RowView;
  readonly file: FileView;
  readonly viewer: Viewer;
  readonly look: Look;
  readonly isReadOnly: boolean;
}

/** The file or folder of a row: a look at it, and what a person can do to it in the library. */
export function FilePanel({ site, list, row, file, viewer, look, isReadOnly }: Props) {
  const uploads = useUploads(site, list, viewer);
  const query = lookQuery(look, { site: site.id, list: list.id, id: row.id });
  const address = `/_shell/sharepoint/file?${query}`;
  return (
    <DrawerBody className="file-panel">
      <Text className="subtle">
        {[file.folder, !file.isFolder && sizeText(file.size), file.mime].filter(Boolean).join(', ')}
      </Text>
      {!file.isFolder && <Preview key={row.version} name={file.name} address={address} />}
      <div className="button-row">
        {!file.isFolder && (
          <Button as="a" href={`${address}&download=true`} download={file.name} icon={<ArrowDownloadRegular />}>
            Download
          </Button>
        )}
        {!isReadOnly && (
          <FileButton
            icon={<ArrowUploadRegular />}
            isMultiple={file.isFolder}
            isBusy={uploads.isBusy}
            onFiles={(chosen) => uploads.add(chosen, file.isFolder ? { folder: row.id } : { replaces: row.id })}
          >
            {file.isFolder ? 'Upload into this folder' : 'Replace by another file'}
          </FileButton>
        )}
      </div>
      {uploads.error && <ErrorNotice error={uploads.error} />}
      <UploadQuestion uploads={uploads} />
      {!isReadOnly && !file.isFolder && <FileActs site={site} list={list} row={row} file={file} viewer={viewer} />}
    </DrawerBody>
  );
}

function Preview({ name, address }: { readonly name: string; readonly address: string }) {
  if (PICTURE.test(name)) return <img className="preview" src={address} alt={name} />;
  if (PDF.test(name))
    return (
      <>
        <iframe className="preview pdf" src={address} title={name} />
        <Link href={address} target="_blank" rel="noopener noreferrer">
          Open in a tab of its own
        </Link>
      </>
    );
  if (TEXT.test(name)) return <TextPreview address={address} />;
  return <Text>The browser cannot show this kind of file. Download it to look inside.</Text>;
}

function TextPreview({ address }: { readonly address: string }) {
  const { data, error } = useQuery({
    queryKey: ['items', 'text', address],
    queryFn: async () => {
      const response = await fetch(address);
      if (!response.ok) throw new Error('The file could not be read.');
      return (await response.text()).slice(0, LONGEST_TEXT);
    },
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="preview text" tabIndex={0} aria-label="Content">
      <pre>{error ? error.message : data}</pre>
    </section>
  );
}
