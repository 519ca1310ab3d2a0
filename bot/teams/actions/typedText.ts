import type { OutboundCard } from '../../../src/useCases/ports';
import type { ChatContext, Mine } from './chat';
import { showColleagues, showNotMeForm } from './handOver';
import { showLater } from './later';
import { goOnWithCurrent, onTheOnlyOne, showCurrentSections, showHelp, showStatus } from './overview';
import { showSummary } from './showQuestionnaire';
import { showSites } from './sites';

type Command = 'help' | 'status' | 'sections' | 'continue' | 'later' | 'notMe' | 'sites' | 'colleagues' | 'send';

const LONGEST_COMMAND = 300;

/** Words that people write, in the three languages. Without accents and in lower case. */
const WORDS: Readonly<Record<Command, readonly string[]>> = {
  help: [
    'help',
    'hi',
    'hello',
    'hey',
    'info',
    'what',
    'how',
    'aide',
    'aidez-moi',
    'bonjour',
    'salut',
    'ayuda',
    'hola',
    'ayudame',
  ],
  status: [
    ...['status', 'state', 'progress', 'overview', 'statut', 'etat', 'progres', 'estado', 'avance', 'progreso'],
    // With nothing open it leads to the copies of what was sent.
    ...['copy', 'my copy', 'copie', 'ma copie', 'copia', 'mi copia'],
    ...['thanks', 'thank you', 'ok', 'merci', 'gracias'],
  ],
  sections: ['sections', 'section', 'menu', 'parts', 'missing', 'sommaire', 'secciones', 'seccion', 'indice'],
  continue: [
    ...['continue', 'start', 'begin', 'go', 'go on', 'next', 'resume', 'answer', 'questions', 'card'],
    ...['continuer', 'commencer', 'demarrer', 'suivant', 'reprendre', 'repondre'],
    ...['continuar', 'comenzar', 'empezar', 'iniciar', 'siguiente', 'seguir', 'responder'],
  ],
  later: [
    ...['later', 'not now', 'remind', 'remind me', 'remind me later', 'reminder', 'tomorrow'],
    ...['plus tard', 'pas maintenant', 'rappel', 'rappelle-moi', 'rappelez-moi', 'demain'],
    ...['mas tarde', 'luego', 'despues', 'ahora no', 'recordatorio', 'recuerdame', 'recordarme', 'manana'],
  ],
  notMe: [
    ...['not me', 'wrong person', 'somebody else', 'someone else', 'it is not me', 'its not me'],
    ...['pas moi', 'ce n est pas moi', 'quelqu un d autre', 'mauvaise personne', 'une autre personne'],
    ...['no soy yo', 'yo no', 'otra persona', 'persona equivocada', 'no me corresponde'],
  ],
  sites: [
    ...['sites', 'site', 'places', 'place', 'plants', 'add site', 'add a site', 'another site'],
    ...['lieux', 'lieu', 'usines', 'usine', 'etablissements', 'ajouter un site', 'autre site'],
    ...['sitios', 'sitio', 'plantas', 'planta', 'lugares', 'sucursales', 'agregar sitio', 'otro sitio', 'otra planta'],
  ],
  colleagues: [
    ...['colleagues', 'colleague', 'delegate', 'hand over', 'handover', 'share', 'who', 'team'],
    ...['collegues', 'collegue', 'deleguer', 'partager', 'equipe', 'confier'],
    ...['colegas', 'colega', 'companeros', 'companera', 'delegar', 'compartir', 'equipo', 'encargar'],
  ],
  send: [
    ...['send', 'submit', 'send answers', 'send it', 'done', 'finished', 'summary'],
    ...['envoyer', 'soumettre', 'envoyer les reponses', 'termine', 'fini'],
    ...['enviar', 'mandar', 'enviar respuestas', 'terminado', 'listo', 'resumen'],
  ],
};

/** Which command somebody means; `undefined` for anything else. */
export function commandIn(text: string): Command | undefined {
  const plain = text
    // A command is a few words. Looking for tags in a text of any length takes seconds when it is made for that.
    .slice(0, LONGEST_COMMAND)
    .replace(/<[^>]*>/g, ' ')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '' && text.includes('?')) return 'help';
  const commands = Object.keys(WORDS) as Command[];
  return (
    commands.find((command) => WORDS[command].includes(plain)) ??
    commands.find((command) => plain.split(' ')[0] === command)
  );
}

/** The reply to words of a contact. */
export function typedText(context: ChatContext, mines: readonly Mine[], text: string): Promise<OutboundCard> {
  switch (commandIn(text)) {
    case 'help':
      return showHelp(context, mines);
    case 'status':
      return showStatus(context, mines);
    case 'sections':
      return showCurrentSections(context, mines);
    case 'continue':
      return goOnWithCurrent(context, mines);
    case 'later':
      return onTheOnlyOne(context, mines, (only) => showLater(context, only));
    case 'notMe':
      return onTheOnlyOne(context, mines, (only) =>
        showNotMeForm(context, only, { assessmentKey: only.assessment.key }),
      );
    case 'sites':
      return onTheOnlyOne(context, mines, (only) => showSites(context, only));
    case 'colleagues':
      return onTheOnlyOne(context, mines, (only) => showColleagues(context, only));
    case 'send':
      return onTheOnlyOne(context, mines, (only) => showSummary(context, only));
    default:
      return showHelp(context, mines, { isUnknown: true });
  }
}
