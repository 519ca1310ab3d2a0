import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './App';

// The page's content security policy forbids code made from text, which zod would try first.
z.config({ jitless: true });

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
