import { mount } from 'svelte';
import App from './App.svelte';
import { loadLocale } from './lib/i18n';
import { loadLook } from './lib/state/look.svelte';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/shell.css';
import './styles/discreet.css';

const target = document.getElementById('app');
if (target) {
  loadLook();
  await loadLocale();
  mount(App, { target });
}
