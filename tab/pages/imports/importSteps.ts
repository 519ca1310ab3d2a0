export const IMPORT_STEPS = ['File', 'Columns', 'Check', 'Import'] as const;
