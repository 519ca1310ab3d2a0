import { createFocusOutlineStyle, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Link, type LinkProps } from 'react-router';

const useStyles = makeStyles({
  root: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: 'none',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorBrandForegroundLinkHover, textDecorationLine: 'underline' },
    ...createFocusOutlineStyle(),
  },
  quiet: {
    color: tokens.colorNeutralForeground2,
    ':hover': { color: tokens.colorNeutralForeground2Hover, textDecorationLine: 'underline' },
  },
  inText: { textDecorationLine: 'underline' },
});

/** A link to a page of ours. `isInText`: underlined, because colour alone does not tell a link inside a sentence. */
export function PageLink({
  isQuiet,
  isInText,
  className,
  ...props
}: LinkProps & { readonly isQuiet?: boolean; readonly isInText?: boolean }) {
  const styles = useStyles();
  return (
    <Link
      {...props}
      className={mergeClasses(styles.root, isQuiet && styles.quiet, isInText && styles.inText, className)}
    />
  );
}
