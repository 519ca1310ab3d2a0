import type { ListDeclaration, View } from './lists/declaration';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const viewLines = (list: ListDeclaration, view: View): string[] => {
  const fields = view.columns.map(quoted).join(', ');
  const query = view.query ? ` -Query ${quoted(view.query)}` : '';
  const title = quoted(view.title);
  const name = quoted(list.name);
  return [
    `if (-not (Get-PnPView -List ${name} -Identity ${title} -ErrorAction SilentlyContinue)) {`,
    `  Add-PnPView -List ${name} -Title ${title} -Fields ${fields}${query}${view.isDefault ? ' -SetAsDefault' : ''} | Out-Null`,
    `  Write-Host ${quoted(`Added the view ${view.title} to ${list.name}.`)}`,
    '}',
  ];
};

/**
 * Graph knows only columns that are hidden everywhere, and then leaves them out of its own lists of columns, where the
 * service looks for them. A form alone can leave them out too, without anything else that changes.
 */
const formLines = ({ name, columns }: ListDeclaration): string[] => {
  const names = columns.flatMap((column) => (column.isInternal ? [quoted(column.name)] : []));
  if (names.length === 0) return [];
  return [
    `foreach ($name in ${names.join(', ')}) {`,
    `  $field = Get-PnPField -List ${quoted(name)} -Identity $name -ErrorAction SilentlyContinue`,
    '  if ($field) {',
    '    $field.SetShowInNewForm($false)',
    '    $field.SetShowInEditForm($false)',
    '    $field.Update()',
    '  }',
    '}',
    'Invoke-PnPQuery',
  ];
};

/**
 * A PnP PowerShell script that adds the views for people, which Graph cannot create, and takes the columns that only
 * the service reads out of the forms in which people add and change rows. Views that exist are left alone, and no value
 * is touched, so it can be run again.
 */
export function viewsScript(declared: readonly ListDeclaration[]): string {
  const lists = declared.filter(({ site, views }) => site === 'records' && views && views.length > 0);
  return [
    '# Adds the views of the records site, and takes columns that only Trustlane reads out of its forms. Needs PnP.PowerShell and an account that may edit the site.',
    '# Run: ./views.ps1 -SiteUrl https://<tenant>.sharepoint.com/sites/<records site> -ClientId <your PnP app>',
    'param(',
    '  [Parameter(Mandatory = $true)][string]$SiteUrl,',
    '  [Parameter(Mandatory = $true)][string]$ClientId',
    ')',
    "$ErrorActionPreference = 'Stop'",
    'Connect-PnPOnline -Url $SiteUrl -ClientId $ClientId -Interactive',
    '',
    ...lists.flatMap((list) => [
      ...(list.views ?? []).flatMap((view) => viewLines(list, view)),
      ...formLines(list),
      '',
    ]),
  ].join('\n');
}
