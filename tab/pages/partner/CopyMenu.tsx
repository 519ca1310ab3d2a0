import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import type { AssessmentView } from '../../../src/contracts/partners';
import { service } from '../../api/service';
import { ErrorBar } from '../../components/ErrorBar';
import { saveAs } from '../../components/saveAs';
import { useAct } from '../../hooks/useAct';

const FORMATS = [
  { format: 'docx', word: 'Word document' },
  { format: 'xlsx', word: 'Excel workbook' },
] as const;
type Format = (typeof FORMATS)[number]['format'];

/** Takes the answers that were sent away as a file. Until something was sent there is nothing to take. */
export function CopyMenu({
  assessment,
  partnerName,
}: {
  readonly assessment: AssessmentView;
  readonly partnerName: string;
}) {
  const save = useAct({
    mutationFn: async (format: Format) => ({ format, blob: await service.answersCopy(assessment.key, format) }),
    onSuccess: ({ format, blob }) =>
      saveAs(blob, `${partnerName} - ${assessment.campaignTitle}`.replace(/[\\/:*?"<>|]/g, '_').concat(`.${format}`)),
  });
  if (assessment.status !== 'submitted') return null;
  return (
    <>
      <Menu positioning="below-end">
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<ArrowDownload20Regular />} disabled={save.isPending}>
            Download
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {FORMATS.map(({ format, word }) => (
              <MenuItem key={format} onClick={() => save.mutate(format)}>
                {word}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      {save.error && <ErrorBar error={save.error} />}
    </>
  );
}
