import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  InlineDrawer,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Dismiss24Regular } from '@fluentui/react-icons';
import { useEffect, useRef } from 'react';
import type { PartnerRow } from '../../../src/contracts/partners';
import { CountryName } from '../../components/CountryName';
import { DetailDrawer } from '../../components/DetailDrawer';
import { Facts } from '../../components/Facts';
import { LinkButton } from '../../components/LinkButton';
import { moment } from '../../words/dates';
import { counted } from '../../words/numbers';
import { typeWords } from '../../words/partnerTypes';
import { LEVEL, VULNERABILITY } from '../../words/status';
import { QuestionnaireState, RiskMark } from './partnerColumns';

const useStyles = makeStyles({
  beside: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    flexShrink: 0,
    width: '360px',
  },
  title: { overflowWrap: 'anywhere' },
});

function Summary({ row }: { readonly row: PartnerRow }) {
  const { figures } = row;
  return (
    <Facts
      facts={[
        ['Risk', <RiskMark key="risk" risk={figures?.riskEvidenced ?? 'notRated'} />],
        ['Questionnaire', <QuestionnaireState key="state" row={row} />],
        ['Open musts', figures ? counted(figures.openMusts, 'open must') : 'Not rated yet'],
        ['Unproven', figures ? counted(figures.unproven, 'answer') : 'Not rated yet'],
        ['Threat', figures ? LEVEL[figures.threat].word : 'Not rated yet'],
        ['Vulnerability', figures ? VULNERABILITY[figures.vulnerabilityEvidenced].word : 'Not rated yet'],
        [
          'Place',
          <span key="place">
            {row.city ? `${row.city}, ` : ''}
            <CountryName code={row.country} />
          </span>,
        ],
        ['Type', typeWords(row.types)],
        ['Owner', row.ownerName ?? 'Nobody yet'],
        ['Contacts', row.contacts > 0 ? counted(row.contacts, 'contact') : 'Nobody to ask yet'],
        ['Last change', row.changedAt ? moment(row.changedAt) : undefined],
      ]}
    />
  );
}

interface Props {
  readonly row: PartnerRow;
  /** Beside the grid, or over it where there is no room. */
  readonly isBeside: boolean;
  readonly onClose: () => void;
}

/** One partner at a glance, while the list keeps its place. */
export function PartnerDrawer({ row, isBeside, onClose }: Props) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isBeside) return;
    const close = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isBeside, onClose]);
  const open = (
    <LinkButton to={`/partners/${row.key}`} appearance="secondary">
      Open partner
    </LinkButton>
  );
  if (!isBeside) {
    return (
      <DetailDrawer title={row.name} isOpen onClose={onClose} size="small" footer={open}>
        <Summary row={row} />
      </DetailDrawer>
    );
  }
  return (
    <InlineDrawer open position="end" className={styles.beside} aria-label={row.name} role="complementary">
      <DrawerHeader>
        <DrawerHeaderTitle
          heading={{ as: 'h2', className: styles.title, ref: heading }}
          action={<Button appearance="subtle" aria-label="Close" icon={<Dismiss24Regular />} onClick={onClose} />}
        >
          <bdi>{row.name}</bdi>
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        <Summary row={row} />
      </DrawerBody>
      <DrawerFooter>{open}</DrawerFooter>
    </InlineDrawer>
  );
}
