import { mount } from 'svelte';
import App from './App.svelte';
import { loadLocale } from './lib/i18n';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/shell.css';

const target = document.getElementById('app');
if (target) {
  await loadLocale();
  mount(App, { target });
}
