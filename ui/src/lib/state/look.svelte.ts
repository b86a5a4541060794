import { formatPhone } from '../format';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Percent of the size that the system's text has. */
export const TEXT_SIZES = [100, 115, 130, 150, 175, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

interface Look {
  theme: Theme;
  textSize: TextSize;
  /** Numbers and texts are hidden: somebody else sees the screen. */
  discreet: boolean;
  /** Single letters are keys while no field has the focus. */
  letters: boolean;
  /** Texts that need a person are told of while the window is away. */
  notify: boolean;
  /** The computer does not fall asleep while texts come in or go out. */
  awake: boolean;
}

const KEY = 'fanline.look';
const PLAIN: Look = {
  theme: 'system',
  textSize: 100,
  discreet: false,
  letters: true,
  notify: true,
  awake: true,
};

let current = $state.raw<Look>(PLAIN);

/** How the window looks and listens on this computer. */
export const look = {
  get theme() {
    return current.theme;
  },
  get textSize() {
    return current.textSize;
  },
  get discreet() {
    return current.discreet;
  },
  get letters() {
    return current.letters;
  },
  get notify() {
    return current.notify;
  },
  get awake() {
    return current.awake;
  },
};

/** Brings back what was chosen before, ahead of the first picture. */
export function loadLook(): void {
  apply(stored());
}

/** Changes the look, for this window and for the next start. */
export function setLook(change: Partial<Look>): void {
  const next = { ...current, ...change };
  apply(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A full or forbidden storage: the choice holds until the window closes.
  }
}

/** The next larger (1) or smaller (-1) text, as far as there is one. */
export function stepTextSize(steps: number): void {
  const at = TEXT_SIZES.indexOf(current.textSize) + steps;
  const size = TEXT_SIZES[Math.min(TEXT_SIZES.length - 1, Math.max(0, at))];
  if (size !== undefined) setLook({ textSize: size });
}

/** A number for the screen: in discreet mode only its last two digits. */
export function shownPhone(e164: string): string {
  const written = formatPhone(e164);
  return current.discreet ? written.replace(/\d(?=.*\d.*\d)/g, '•') : written;
}

function apply(next: Look): void {
  const root = document.documentElement;
  if (next.theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = next.theme;
  root.style.fontSize = next.textSize === 100 ? '' : `${String(next.textSize)}%`;
  root.toggleAttribute('data-discreet', next.discreet);
  // After the page has the new size: whoever hears of the change measures it.
  current = next;
}

/** What is stored may be of another version, or be nonsense. */
function stored(): Look {
  let given: Partial<Record<keyof Look, unknown>>;
  try {
    given = (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as typeof given;
  } catch {
    return PLAIN;
  }
  return {
    theme: THEMES.find((theme) => theme === given.theme) ?? PLAIN.theme,
    textSize: TEXT_SIZES.find((size) => size === given.textSize) ?? PLAIN.textSize,
    discreet: given.discreet === true,
    letters: given.letters !== false,
    notify: given.notify !== false,
    awake: given.awake !== false,
  };
}
