import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PartnerApp } from './PartnerApp';
import './page.css';

const SECRET = /^#([0-9a-z]{40,80})$/i;

// The secret leaves the address bar before anything else happens: it must not stay in history or in a screenshot.
const secret = SECRET.exec(window.location.hash)?.[1];
if (secret) window.history.replaceState(null, '', window.location.pathname);

const place = document.getElementById('page');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <PartnerApp secret={secret} />
    </StrictMode>,
  );
}
