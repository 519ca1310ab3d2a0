import type { OutboundCard } from '../../../src/useCases/ports';
import type { ChatContext, Mine } from './chat';
import { goOnWithCurrent, showCurrentSections, showHelp, showStatus } from './overview';

type Command = 'help' | 'status' | 'sections' | 'continue';

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
  status: ['status', 'state', 'progress', 'overview', 'statut', 'etat', 'progres', 'estado', 'avance', 'progreso'],
  sections: ['sections', 'section', 'menu', 'parts', 'missing', 'sommaire', 'secciones', 'seccion', 'indice'],
  continue: [
    ...['continue', 'start', 'begin', 'go', 'go on', 'next', 'resume', 'answer', 'questions', 'card'],
    ...['continuer', 'commencer', 'demarrer', 'suivant', 'reprendre', 'repondre'],
    ...['continuar', 'comenzar', 'empezar', 'iniciar', 'siguiente', 'seguir', 'responder'],
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
    default:
      return showHelp(context, mines, { isUnknown: true });
  }
}
