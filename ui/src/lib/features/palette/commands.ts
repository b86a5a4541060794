import type { IconName } from '../../components/Icon.svelte';
import { t, type Key } from '../../i18n';
import { errorText, ruleName } from '../../i18n/words';
import { call, type LineView, type RuleView, type Status, type UpdateView } from '../../ipc';
import { keyName } from '../../keyboard';
import { look, setLook, shownPhone, stepTextSize, THEMES } from '../../state/look.svelte';
import { go, type Route } from '../../state/route.svelte';
import { status } from '../../state/status.svelte';
import { toast } from '../../state/toasts.svelte';
import { GROUPS } from '../line/rows';
import { pauseAutoReplies, resumeAutoReplies } from '../shell/auto-replies.svelte';
import { shortcuts } from './open.svelte';

export type Group = 'recent' | 'fans' | 'texts' | 'screens' | 'actions' | 'lines' | 'settings' | 'look';

/** Something that the palette can do. */
export interface Command {
  /** The same at every start. */
  id: string;
  group: Group;
  icon: IconName;
  title: string;
  /** More words that find it. */
  also?: string;
  /** At the end of the row: a key, or the state. */
  hint?: string;
  run: () => unknown;
}

/** Everything but fans, as far as it makes sense at this moment. */
export function commands(
  now: Status,
  lines: readonly LineView[],
  updates: readonly UpdateView[],
  rules: readonly RuleView[],
  known: ReadonlySet<string>,
): Command[] {
  return [
    ...screens(),
    ...actions(now, updates, rules),
    ...otherLines(lines),
    ...looks(),
    ...settings(known),
  ];
}

function screens(): Command[] {
  const all: [string, IconName, Key, Route][] = [
    ['inbox', 'inbox', 'nav.inbox', { screen: 'inbox', fanId: null }],
    ['replies', 'replies', 'nav.replies', { screen: 'replies' }],
    ['updates', 'send', 'nav.updates', { screen: 'updates' }],
    ['fans', 'fan', 'nav.fans', { screen: 'fans' }],
    ['line', 'line', 'nav.line', { screen: 'line', setting: null }],
  ];
  return all.map(([id, icon, title, route], index) => ({
    id: `screen:${id}`,
    group: 'screens',
    icon,
    title: t(title as 'nav.inbox'),
    hint: keyName(`mod+${String(index + 1)}`),
    run: () => go(route),
  }));
}

function actions(now: Status, updates: readonly UpdateView[], rules: readonly RuleView[]): Command[] {
  const on = now.auto_replies;
  return [
    {
      id: 'auto-replies',
      group: 'actions',
      icon: on ? 'pause' : 'play',
      title: t(on ? 'palette.autoOff' : 'palette.autoOn'),
      hint: keyName('mod+shift+A'),
      run: () => (on ? pauseAutoReplies() : resumeAutoReplies(now)),
    },
    {
      id: 'update:new',
      group: 'actions',
      icon: 'plus',
      title: t('updates.new'),
      hint: keyName('mod+N'),
      run: () => go({ screen: 'newUpdate' }),
    },
    ...updates.flatMap(onUpdate),
    ...rules.map(onRule),
    {
      id: 'sync',
      group: 'actions',
      icon: 'sync',
      title: t('palette.sync'),
      run: () => attempt(() => call('sync.now'), t('palette.synced')),
    },
    {
      id: 'keys',
      group: 'actions',
      icon: 'keyboard',
      title: t('keys.title'),
      hint: '?',
      run: () => (shortcuts.open = true),
    },
  ];
}

function onUpdate(update: UpdateView): Command[] {
  const paused = update.state === 'paused';
  if (!paused && update.state !== 'sending' && update.state !== 'expanding') return [];
  const text = update.text.replace(/\s+/g, ' ').slice(0, 60);
  return [
    {
      id: `update:${paused ? 'resume' : 'pause'}:${update.id}`,
      group: 'actions',
      icon: paused ? 'play' : 'pause',
      title: t(paused ? 'palette.resumeUpdate' : 'palette.pauseUpdate', { text }),
      run: () =>
        attempt(
          () => call(paused ? 'updates.resume' : 'updates.pause', { id: update.id }),
          t(paused ? 'palette.updateResumed' : 'palette.updatePaused'),
        ),
    },
  ];
}

function onRule(rule: RuleView): Command {
  const name = ruleName(rule.name);
  const set = (on: boolean) => call('rules.set', { id: rule.id, on });
  return {
    id: `rule:${rule.id}`,
    group: 'actions',
    icon: rule.on ? 'pause' : 'play',
    title: t(rule.on ? 'palette.ruleOff' : 'palette.ruleOn', { name }),
    also: t('nav.replies'),
    run: async () => {
      const done = t(rule.on ? 'palette.ruleIsOff' : 'palette.ruleIsOn', { name });
      if (await attempt(() => set(!rule.on))) toast(done, { undo: () => attempt(() => set(rule.on)) });
    },
  };
}

function otherLines(lines: readonly LineView[]): Command[] {
  const others = lines.filter((line) => !line.selected);
  return [
    ...others.map((line): Command => ({
      id: `line:${line.id}`,
      group: 'lines',
      icon: 'line',
      title: t('palette.openLine', { number: shownPhone(line.number) }),
      also: line.number,
      hint: line.practice ? t('lines.practice') : (line.name ?? ''),
      run: () => open(() => call('lines.select', { id: line.id })),
    })),
    {
      id: 'line:connect',
      group: 'lines',
      icon: 'plus',
      title: t('lines.connect'),
      run: () => go({ screen: 'welcome' }),
    },
    ...(lines.some((line) => line.practice)
      ? []
      : [
          {
            id: 'line:practice',
            group: 'lines',
            icon: 'line',
            title: t('lines.tryPractice'),
            run: () => open(() => call('lines.practice')),
          } as const,
        ]),
  ];
}

function looks(): Command[] {
  return [
    ...THEMES.map((theme): Command => ({
      id: `theme:${theme}`,
      group: 'look',
      icon: 'look',
      title: t(`palette.theme.${theme}`),
      also: t('look.theme'),
      hint: look.theme === theme ? t('palette.current') : '',
      run: () => setLook({ theme }),
    })),
    {
      id: 'discreet',
      group: 'look',
      icon: look.discreet ? 'eye' : 'hidden',
      title: t(look.discreet ? 'palette.discreetOff' : 'palette.discreetOn'),
      also: t('look.discreetHint'),
      hint: keyName('mod+shift+D'),
      run: () => setLook({ discreet: !look.discreet }),
    },
    {
      id: 'text:larger',
      group: 'look',
      icon: 'up',
      title: t('palette.larger'),
      also: t('look.textSize'),
      hint: keyName('mod+plus'),
      run: () => stepTextSize(1),
    },
    {
      id: 'text:smaller',
      group: 'look',
      icon: 'down',
      title: t('palette.smaller'),
      also: t('look.textSize'),
      hint: keyName('mod+−'),
      run: () => stepTextSize(-1),
    },
    {
      id: 'letters',
      group: 'look',
      icon: 'keyboard',
      title: t(look.letters ? 'palette.lettersOff' : 'palette.lettersOn'),
      run: () => setLook({ letters: !look.letters }),
    },
  ];
}

function settings(known: ReadonlySet<string>): Command[] {
  const never: Command = {
    id: 'setting:never',
    group: 'settings',
    icon: 'block',
    title: t('never.title'),
    also: t('never.lede'),
    hint: t('line.safety'),
    run: () => go({ screen: 'line', setting: 'never' }),
  };
  const named = Object.values(GROUPS).flatMap((group) =>
    group.rows
      .filter(({ name }) => known.has(name))
      .map(({ name }) => ({
        id: `setting:${name}`,
        group: 'settings' as const,
        icon: 'line' as const,
        title: t(`setting.${name}`),
        also: t(group.title),
        hint: t(group.title),
        run: () => go({ screen: 'line', setting: name }),
      })),
  );
  return [...named, never];
}

/** Ids of fans are the line's own: the one that is open means nobody on the next line. */
async function open(work: () => Promise<unknown>): Promise<void> {
  go({ screen: 'inbox', fanId: null });
  if (await attempt(work)) await status.load();
}

async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work();
    if (done !== undefined) toast(done);
    return true;
  } catch (cause) {
    toast(errorText(cause), { tone: 'danger' });
    return false;
  }
}
