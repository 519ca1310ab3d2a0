import { type Theme, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { useCallback, useEffect, useState } from 'react';

/** Teams' own names for its themes, as a tab receives them. */
export type ThemeName = 'default' | 'dark' | 'contrast';

export const themes: Readonly<Record<ThemeName, Theme>> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
};

const STORAGE_KEY = 'shell.theme';

/** The chosen theme, kept in this browser; at first the system's preference. */
export function useTheme(): [ThemeName, (name: ThemeName) => void] {
  const [name, setName] = useState<ThemeName>(firstTheme);
  useEffect(() => {
    document.documentElement.style.colorScheme = name === 'default' ? 'light' : 'dark';
    document.documentElement.dataset.theme = name;
  }, [name]);
  const choose = useCallback((next: ThemeName) => {
    localStorage.setItem(STORAGE_KEY, next);
    setName(next);
  }, []);
  return [name, choose];
}

function firstTheme(): ThemeName {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored === 'default' || stored === 'dark' || stored === 'contrast') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'default';
}
