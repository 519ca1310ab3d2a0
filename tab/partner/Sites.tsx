import { type FormEvent, useRef, useState } from 'react';
import type { SiteView } from '../../src/contracts/collaboration';
import type { QuestionnaireView } from '../../src/contracts/questionnaire';
import { Confirm } from './Confirm';
import { Dialog } from './Dialog';
import { newKey } from './newKey';
import { usePage } from './pageContext';
import { partnerApi } from './partnerApi';
import { siteWords } from './places';
import { FieldProblem, focusFirstProblem, TextField } from './TextField';
import { useAct } from './useAct';

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'rename'; readonly site: SiteView }
  | { readonly kind: 'remove'; readonly site: SiteView };

/** The partner's places: add one, and rename or take out those that a contact added. */
export function Sites({ view }: { view: QuestionnaireView }) {
  const page = usePage();
  const [open, setOpen] = useState<Open>();
  const sites = view.sites ?? [];
  if (view.sites === undefined || view.yourPlaces !== undefined) return null;
  const close = (): void => setOpen(undefined);
  return (
    <section>
      <h2>Your sites</h2>
      <p className="subtle">
        Some questions are asked for each plant, warehouse or yard. Is one missing here? Add it, and its questions come
        with it.
      </p>
      {(sites.length > 1 || sites[0]?.name !== undefined) && (
        <ul className="rows">
          {sites.map((site) => (
            <li key={site.id}>
              <div>
                <bdi>{siteWords(site.name)}</bdi>
              </div>
              {site.isAddedByPartner && (
                <div className="quiet">
                  <button type="button" className="link" onClick={() => setOpen({ kind: 'rename', site })}>
                    {site.name === undefined ? 'Give it a name' : 'Rename'}
                    <span className="visuallyHidden"> {siteWords(site.name)}</span>
                  </button>
                  {sites.length > 1 && (
                    <button type="button" className="link" onClick={() => setOpen({ kind: 'remove', site })}>
                      Take out
                      <span className="visuallyHidden"> {siteWords(site.name)}</span>
                    </button>
                  )}
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="buttons">
        <button type="button" onClick={() => setOpen({ kind: 'add' })}>
          Add a site
        </button>
      </div>
      {(open?.kind === 'add' || open?.kind === 'rename') && (
        <SiteName site={open.kind === 'rename' ? open.site : undefined} onClosed={close} />
      )}
      {open?.kind === 'remove' && (
        <Confirm
          title={
            <>
              Take out <bdi>{siteWords(open.site.name)}</bdi>?
            </>
          }
          action="Take it out"
          act={async () => {
            await page.flush();
            await partnerApi.removeSite(page.assessmentKey, open.site.id);
            await page.reload();
            page.tell(`${siteWords(open.site.name)} is taken out. Its answers are kept but not counted.`);
          }}
          onClosed={close}
        >
          <p>
            Nothing more is asked about this site. The answers that were given for it are kept, but they are not counted
            and not sent.
          </p>
        </Confirm>
      )}
    </section>
  );
}

function SiteName({ site, onClosed }: { site: SiteView | undefined; onClosed: () => void }) {
  const page = usePage();
  const act = useAct();
  const form = useRef<HTMLFormElement>(null);
  const [requestId] = useState(() => newKey());
  const [name, setName] = useState(site?.name ?? '');
  const [problem, setProblem] = useState<string>();
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const words = name.trim();
    const found =
      words.length < 2
        ? 'Write the name of the site, such as its town.'
        : [...words].length > 120
          ? 'Use at most 120 characters.'
          : undefined;
    setProblem(found);
    if (found) {
      focusFirstProblem(form.current);
      return;
    }
    const isDone = await act.run(async () => {
      if (site) await partnerApi.renameSite(page.assessmentKey, site.id, words);
      else await partnerApi.addSite(page.assessmentKey, { requestId, name: words });
      await page.reload();
      page.tell(
        site
          ? `The site is now called ${words}.`
          : `${words} is added. Its questions stand at the end. Where it is like another site, you can take over the answers.`,
      );
    });
    if (isDone) form.current?.closest('dialog')?.close();
  };
  return (
    <Dialog title={site ? 'Another name for the site' : 'Add a site'} onClosed={onClosed}>
      {(close) => (
        <form ref={form} onSubmit={(event) => void send(event)} noValidate>
          <TextField
            label="Name of the site"
            value={name}
            limit={120}
            problem={problem}
            help="As your people call it, such as its town: “Monterrey” or “Warehouse Apodaca”."
            onChange={setName}
          />
          {act.problem && <FieldProblem text={act.problem} />}
          <div className="buttons">
            <button type="submit" className="primary" disabled={act.isBusy}>
              {act.isBusy ? 'Saving …' : site ? 'Save the name' : 'Add the site'}
            </button>
            <button type="button" onClick={close}>
              Cancel
            </button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
