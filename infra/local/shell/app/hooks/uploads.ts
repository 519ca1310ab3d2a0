import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Viewer } from '../App';
import { TenantError, upload } from '../api';
import type { ListView, SiteView } from '../sharePoint';

/** Where files go: into a folder (its row), or as the next content of a file (its row); else into the library itself. */
interface Target {
  readonly folder?: string;
  readonly replaces?: string;
}

interface Wanted extends Target {
  readonly file: File;
  readonly conflict?: 'replace' | 'rename';
}

export interface Uploads {
  readonly add: (files: readonly File[], target?: Target) => void;
  readonly isBusy: boolean;
  readonly error: Error | null;
  /** A file whose name is in use already; the person is asked what is to become of it. */
  readonly clash: File | undefined;
  readonly answer: (conflict: 'replace' | 'rename' | 'skip') => void;
}

const NAME_IN_USE = 409;

/** Puts files into a library as a person does in SharePoint, one after the other. */
export function useUploads(site: SiteView, list: ListView, viewer: Viewer): Uploads {
  const queries = useQueryClient();
  const [clashes, setClashes] = useState<readonly Wanted[]>([]);
  const send = useMutation({
    mutationFn: async (all: readonly Wanted[]) => {
      for (const wanted of all) {
        const { file, ...rest } = wanted;
        const place = { person: viewer.key, site: site.id, list: list.id, name: file.name };
        try {
          await upload(`/_shell/sharepoint/upload?${new URLSearchParams({ ...place, ...rest })}`, file);
        } catch (error) {
          const isInUse = error instanceof TenantError && error.status === NAME_IN_USE;
          if (!isInUse || wanted.conflict || wanted.replaces) throw error;
          setClashes((known) => [...known, wanted]);
        }
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['items'] }),
  });
  return {
    add: (files, target = {}) => send.mutate(files.map((file) => ({ file, ...target }))),
    isBusy: send.isPending,
    error: send.error,
    clash: clashes[0]?.file,
    answer(conflict) {
      const [first, ...others] = clashes;
      setClashes(others);
      if (first && conflict !== 'skip') send.mutate([{ ...first, conflict }]);
    },
  };
}
