import { t } from '../../i18n';
import { call, host, type Conversation, type Status } from '../../ipc';
import { pace, watch } from '../../state/events';
import { look, shownPhone } from '../../state/look.svelte';

/** From here on it is a flood, and the minute says more than the day. */
export const FLOOD_PER_MINUTE = 100;
/** Shortest time between two notifications: more fans in between are told of together. */
const NOTIFY_MS = 10_000;
/** How often mains power is looked at again. */
const POWER_MS = 60_000;
const TOLD = 'fanline.told';
/** The newest conversations are enough: whoever is away that long opens the inbox. */
const LOOKED_AT = 30;

const state = $state({ holds: false });

/** Whether the computer is kept awake. */
export const awake = {
  get holds() {
    return state.holds;
  },
};

/** What still has to go out. */
export function waitingOf(status: Status): number {
  return Object.values(status.waiting).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** Whether sleep would interrupt something: a flood, a queue, an update, or texts that are being caught up with. */
export function isBusy(status: Status): boolean {
  return (
    status.texts_last_minute >= FLOOD_PER_MINUTE ||
    waitingOf(status) > 0 ||
    status.updates_running > 0 ||
    status.sync.state === 'catching_up'
  );
}

/** Says the tray's menu in the words of this page. */
export function sayTray(status: Status | null): void {
  const counts = status
    ? [t('nav.unread', { n: status.unread }), t('bar.waiting', { n: waitingOf(status) })].join(' · ')
    : 'Fanline';
  const words = {
    counts,
    automatic: t('bar.autoReplies'),
    pause: t('tray.pause'),
    open: t('tray.open'),
    quit: t('tray.quit'),
  };
  ask({ do: 'tray', words });
}

/** Keeps the computer awake for as long as `wanted`, and looks now and then whether it still has mains power. */
export function keepAwake(wanted: boolean): () => void {
  const hold = async () => {
    const answer = await host()
      .desk?.({ do: 'awake', wanted })
      .catch(() => undefined);
    state.holds = (answer as { holds?: boolean } | undefined)?.holds === true;
  };
  void hold();
  const again = wanted ? setInterval(() => void hold(), POWER_MS) : undefined;
  return () => clearInterval(again);
}

/** A text that a person should read: from somebody close, about something grave, or a question. */
function isWorth(fan: Conversation): boolean {
  return (
    fan.unread > 0 &&
    fan.preview_voice === 'fan' &&
    !fan.blocked &&
    !fan.opted_out &&
    (fan.vip || fan.care || fan.question)
  );
}

/** Tells of texts that are worth it while nobody looks at the window. Ends with the function returned. */
export function followTexts(): () => void {
  if (!host().desk) return () => undefined;
  let since = Date.now();
  const looked = async () => {
    if (document.hasFocus() || !look.notify) {
      since = Date.now();
      return;
    }
    const { items } = await call('inbox.list', { filter: 'unread', limit: LOOKED_AT });
    const fresh = items.filter((fan) => fan.last_at > since && isWorth(fan));
    const [first] = fresh;
    if (!first) return;
    since = Math.max(...fresh.map((fan) => fan.last_at));
    const route = fresh.length === 1 ? `inbox/${first.id}` : 'inbox';
    ask({ do: 'notify', ...noticeOf(fresh, first), route });
  };
  const paced = pace(looked, NOTIFY_MS);
  const stop = watch(['inbox.changed'], paced.ask);
  return () => {
    stop();
    paced.stop();
  };
}

function noticeOf(fresh: Conversation[], first: Conversation): { title: string; body: string } {
  if (look.discreet) return { title: 'Fanline', body: t('notice.discreet', { n: fresh.length }) };
  const names = fresh.map((fan) => fan.name ?? shownPhone(fan.number));
  if (fresh.length > 1)
    return { title: t('notice.several', { n: fresh.length }), body: names.slice(0, 3).join(', ') };
  return { title: names[0] ?? '', body: first.preview || t('row.media', { n: first.preview_media }) };
}

/** The first time the window is closed: where it went, and how to end it. */
export function followClosing(): () => void {
  return (
    host().onHidden?.(() => {
      if (localStorage.getItem(TOLD)) return;
      localStorage.setItem(TOLD, 'yes');
      ask({ do: 'notify', title: t('notice.closed'), body: t('notice.closedHint'), route: 'inbox' });
    }) ?? (() => undefined)
  );
}

/** Whether the app starts at login; nothing where there is no desktop. */
export async function startsAtLogin(on: boolean | null = null): Promise<boolean | undefined> {
  const answer = await host().desk?.({ do: 'login', on });
  return (answer as { on: boolean } | undefined)?.on;
}

function ask(request: Parameters<NonNullable<ReturnType<typeof host>['desk']>>[0]): void {
  // A desktop without tray or notifications still has the window.
  host()
    .desk?.(request)
    .catch(() => undefined);
}
