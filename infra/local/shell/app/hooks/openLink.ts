import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import { shellPath } from '../shellPath';

/** Opens a link as Teams does: its own deep links inside, web links in a new tab without a way back to this page. */
export function useOpenLink(person: string): (url: string) => void {
  const navigate = useNavigate();
  return useCallback(
    (url: string) => {
      const inside = pathOfDeepLink(person, url);
      if (inside) void navigate(inside);
      else if (/^(https?|mailto):/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
    },
    [navigate, person],
  );
}

/** The shell's path for `https://teams.microsoft.com/l/entity/...` and `/l/chat/...`; undefined for other links. */
export function pathOfDeepLink(person: string, url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, pathname, searchParams } = new URL(url);
  if (host !== 'teams.microsoft.com' && !host.endsWith('.cloud.microsoft')) return undefined;
  if (pathname.startsWith('/l/chat/')) return shellPath(person, 'chat');
  if (!pathname.startsWith('/l/entity/')) return undefined;
  const subPage = subPageIn(searchParams.get('context'));
  return subPage ? shellPath(person, 'app', subPage) : shellPath(person, 'app');
}

function subPageIn(context: string | null): string | undefined {
  if (!context) return undefined;
  try {
    const { subEntityId, subPageId } = JSON.parse(context) as { subEntityId?: unknown; subPageId?: unknown };
    const subPage = subPageId ?? subEntityId;
    return typeof subPage === 'string' ? subPage : undefined;
  } catch {
    return undefined;
  }
}
