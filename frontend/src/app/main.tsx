/** The first thing that runs: theme, words, the house, then React. Decides nothing else. */
import './tokens.css';
import './base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Api } from '@/lib/api';
import { House } from '@/lib/house';
import { startI18n } from '@/lib/i18n';
import { startLook } from '@/lib/pageSettings';
import { App } from './App';
import { loadFontsAfterPaint } from './fonts';

function socketUrl(): string {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}/ws/`;
}

async function start(): Promise<void> {
  startLook();
  const house = new House(new Api(), socketUrl());
  void house.arrive(); // the room shows while the house is asked who is at the door
  const i18n = await startI18n();
  house.calls.nameFireplace = () => i18n.t('room.fireplace');
  const root = document.getElementById('root');
  if (root === null) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App house={house} i18n={i18n} />
    </StrictMode>,
  );
  loadFontsAfterPaint();
}

void start();
