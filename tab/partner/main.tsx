import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepShell } from './keepShell';
import { PartnerApp } from './PartnerApp';
import { takeSecret } from './takeSecret';
import './page.css';
import './table.css';
import './together.css';

// Before anything else happens: the secret must not stay in the address bar, in history or in a screenshot.
const secret = takeSecret();

const place = document.getElementById('page');
if (place) {
  createRoot(place).render(
    <StrictMode>
      <PartnerApp first={secret} />
    </StrictMode>,
  );
  keepShell();
}
