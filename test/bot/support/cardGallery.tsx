import { FluentProvider, teamsDarkTheme, teamsHighContrastTheme, teamsLightTheme } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';
import { AdaptiveCardView } from '../../../infra/local/shell/app/components/chat/AdaptiveCardView';
import '../../../infra/local/shell/app/cards.css';

// A page that shows one card as the small Teams of the local tenant does, for pictures of all of them.
const THEMES = { light: teamsLightTheme, dark: teamsDarkTheme, contrast: teamsHighContrastTheme };
const root = createRoot(document.getElementById('root') ?? document.body);

declare global {
  interface Window {
    showCard: (card: unknown, theme: keyof typeof THEMES, width: number) => void;
  }
}

window.showCard = (card, theme, width) =>
  root.render(
    <FluentProvider theme={THEMES[theme]} style={{ width, padding: 0 }} key={`${theme} ${JSON.stringify(card)}`}>
      <AdaptiveCardView card={card} onPress={async () => undefined} onOpenUrl={() => undefined} />
    </FluentProvider>,
  );
